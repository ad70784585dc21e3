import Foundation
import Scenarios
import Testing

/// `zenml` as a process on a terminal.
@Suite("zenml on a terminal")
struct TerminalProgramTests {
    /// Runs `zenml` on a pseudo-terminal until it waits for an answer of AWS's that never comes, types Ctrl-C or sends a
    /// signal, and prints how it ended and what it had shown.
    private static let program = """
        import os, pty, signal, socket, sys
        server = socket.create_server(("127.0.0.1", 0))
        os.environ.update(
            AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY="secret", AWS_DEFAULT_REGION="us-east-1",
            AWS_ENDPOINT_URL="http://127.0.0.1:%d" % server.getsockname()[1], TERM="xterm", NO_COLOR="1",
        )
        pid, terminal = pty.fork()
        if pid == 0:
            os.execvp("zenml", ["zenml"] + sys.argv[2:])
        server.accept()
        if sys.argv[1] == "ctrl-c":
            os.write(terminal, b"\\x03")
        else:
            os.kill(pid, getattr(signal, sys.argv[1]))
        shown = b""
        try:
            while part := os.read(terminal, 4096): shown += part
        except OSError:
            pass
        status = os.waitpid(pid, 0)[1]
        print(os.waitstatus_to_exitcode(status))
        print(shown.replace(b"\\x1b", b"ESC").decode().split("ESC[?25h")[-1])
        """

    @Test(
        "Ctrl-C and signals while a spinner turns show the cursor again; Ctrl-C says that the command was aborted",
        arguments: [("ctrl-c", "1\n\nAborted!\n\n"), ("SIGINT", "1\n\nAborted!\n\n"), ("SIGTERM", "-15\n\n")]
    )
    func interrupted(way: String, end: String) async throws {
        let result = try await withTemporaryFolder { folder in
            try Self.program.write(toFile: folder + "/run.py", atomically: true, encoding: .utf8)
            let path = BuiltPrograms.folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
            return try await ShellProcess(
                command: "python3 run.py \(way) service-connector register one --type aws"
                    + " --resource-type docker-registry --auto-configure",
                variables: ["PATH": path, "HOME": folder, "LANG": "C.UTF-8", "TMPDIR": folder],
                workingDirectory: folder
            ).run()
        }
        #expect(result.output.replacing("\r\n", with: "\n") == end)
    }
}
