"""Plays a person at a terminal before `drydock exec` and `drydock shell`."""
import os
import pty
import signal


class Terminal:
    def __init__(self, arguments, **variables):
        self.process, self.screen = pty.fork()
        if self.process == 0:
            os.environ.update(variables)
            os.execvp(arguments[0], arguments)
        self.shown = ""

    def wait(self, text):
        """Reads until `text` is shown, and forgets what stands before its end."""
        while text not in self.shown:
            self.shown += os.read(self.screen, 4096).decode(errors="replace")
        self.shown = self.shown.split(text, 1)[1]

    def type(self, text):
        os.write(self.screen, text.encode())

    def status(self):
        try:
            while more := os.read(self.screen, 4096):
                self.shown += more.decode(errors="replace")
        except OSError:
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


# Whoever starts this may hold signals back, and what is started here would inherit that.
signal.pthread_sigmask(signal.SIG_SETMASK, [])
# Something that never shows would be waited for until the end of time.
signal.alarm(60)

drydock = os.environ["DRYDOCK"]

script = """trap 'echo interrupted; exit 9' INT; echo ready; while read line; do echo "[$line]"; done"""
terminal = Terminal([drydock, "exec", "--", "sh", "-c", script])
terminal.wait("ready")
terminal.type("typed\n")
terminal.wait("[typed]")
terminal.type("\x03")
status = terminal.status()
count = {1: "once"}.get(terminal.shown.count("interrupted"), "not once")
print(f"exec: status {status}, interrupted {count}")

# A shell that takes the terminal for its jobs: Ctrl-C ends a job, and neither the shell nor the emulator.
terminal = Terminal([drydock, "shell"], SHELL="/bin/bash")
terminal.wait("(drydock)")
terminal.type("sh -c 'trap \"echo end of job; exit 1\" INT; echo job; while :; do read line; done'\n")
terminal.wait("job\r\n")
terminal.type("\x03")
terminal.wait("end of job")
terminal.wait("(drydock)")
terminal.type("drydock() { \"$DRYDOCK\" \"$@\"; }; drydock clock show > /dev/null && echo reach''ed\n")
terminal.wait("reached")
terminal.type("exit 5\n")
print(f"shell: status {terminal.status()}")

# A terminal that is closed takes all with it, also when the shell is not its session's leader.
terminal = Terminal([drydock, "shell"], SHELL="/bin/bash")
terminal.wait("(drydock)")
terminal.type("sh -c 'echo job; exec sleep 600'\n")
terminal.wait("job\r\n")
os.close(terminal.screen)
os.waitpid(terminal.process, 0)
left = [name for name in os.listdir(os.environ["TMPDIR"]) if name.startswith("drydock-exec-")]
print("closed:", len(left), "left")
