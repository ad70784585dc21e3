import CProcess
import Glibc
import Scenarios

/// A command that runs as if it had been called itself: in this process's group, so on its terminal, with its streams
/// and its folder.
struct ForegroundCommand: Sendable {
    /// What became of it.
    struct Outcome: Sendable {
        /// The exit status; 128 and the signal's number where a signal ended it, as shells count.
        let status: Int32
        /// How many processes that it left behind would not end, not even when they were killed.
        let survivors: Int
    }

    /// How long a command may take to end when it was asked to.
    static let patience = Duration.seconds(5)

    let program: CommandProgram
    /// All of the command's environment.
    let variables: [String: String]
    let signals: HeldSignals
    let descriptors: CallersDescriptors

    /// Runs the command to its end, and ends all that it left running.
    ///
    /// It blocks the thread, the one that holds the signals back. This process must start no other children meanwhile.
    ///
    /// - Throws: ``CommandProgram/Missing``, where the system cannot run the program.
    func run() throws(CommandProgram.Missing) -> Outcome {
        _ = drydock_adopt_orphans()
        descriptors.keepOthers()
        // Whoever pressed Ctrl-C while the emulator started does not want the command any more.
        if case .ending(let number, _) = signals.next(until: .now) {
            return Outcome(status: Interruption(signal: number).status, survivors: 0)
        }
        let command = try start()
        let status = wait(for: command)
        return Outcome(status: status, survivors: LeftBehind(signals: signals).end())
    }

    private func start() throws(CommandProgram.Missing) -> pid_t {
        var command = start(program.path, program.arguments)
        if command == -ENOEXEC {
            // A script without a first line that names its shell; execvp(3) and shells do the same.
            command = start("/bin/sh", ["/bin/sh", program.path] + program.arguments.dropFirst())
        }
        if command > 0 { return command }
        // The file itself is there, so what is missing is what its first line names.
        let reason =
            command == -ENOENT
            ? "its first line names an interpreter that is not there"
            : String(cString: strerror(-command))
        throw .notExecutable(program.path, reason: reason)
    }

    /// The process, or an error's number with a minus sign.
    private func start(_ path: String, _ arguments: [String]) -> pid_t {
        let arguments = CStrings(arguments)
        let variables = CStrings(variables.map { $0.key + "=" + $0.value })
        var ignored = signals.ignored
        var mask = signals.mask
        // When this process is killed, the command hears that its terminal is gone, as it were.
        return drydock_start(path, arguments.list, variables.list, &ignored, &mask, SIGHUP)
    }

    /// Waits for the command, and passes on to it what this process is told.
    private func wait(for command: pid_t) -> Int32 {
        var deadline: ContinuousClock.Instant?
        while true {
            switch signals.next(until: deadline) {
            case .children:
                if let status = reap(command) { return status }
            case .ending(_, isKey: true):
                // The command has it too, and may have reasons to go on: a shell or an interpreter gives a new prompt.
                continue
            case .ending(let number, isKey: false):
                guard deadline == nil else {
                    kill(command, SIGKILL)
                    continue
                }
                kill(command, number)
                // One that is stopped would not notice.
                kill(command, SIGCONT)
                deadline = .now + ForegroundCommand.patience
            case .timeUp:
                kill(command, SIGKILL)
                deadline = nil
            }
        }
    }

    /// Takes the news of all children. The status of the command, if it has ended.
    private func reap(_ command: pid_t) -> Int32? {
        var ended: Int32?
        while true {
            var news: Int32 = 0
            let child = waitpid(-1, &news, WNOHANG | WUNTRACED)
            guard child > 0 else { return ended }
            guard child == command else { continue }
            if news & 0xFF == 0x7F {
                followIntoStop(command)
            } else {
                ended = news & 0x7F == 0 ? (news >> 8) & 0xFF : 128 + (news & 0x7F)
            }
        }
    }

    /// A command that stops itself in the foreground, as a shell's `suspend` does, means to give the terminal back to
    /// whoever started this process; so this process has to stop as well.
    private func followIntoStop(_ command: pid_t) {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else { return }
        defer { close(terminal) }
        // A shell puts itself into a group of its own; any other command is in this process's.
        let group = getpgid(command)
        guard group > 0, tcgetpgrp(terminal) == group else { return }
        kill(getpid(), SIGSTOP)
        if tcgetpgrp(terminal) == getpgrp() { tcsetpgrp(terminal, group) }
        kill(command, SIGCONT)
    }
}
