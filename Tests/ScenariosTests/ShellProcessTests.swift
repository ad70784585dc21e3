import Foundation
import Glibc
import TestSupport
import Testing

@testable import Scenarios

@Suite("Commands in a shell")
struct ShellProcessTests {
    private func run(
        _ command: String,
        input: String = "",
        timeLimit: Duration = .seconds(30),
        outputLimit: Int = OutputLimit.bytes
    ) async throws -> ShellProcess.Result {
        try await ShellProcess(
            command: command,
            variables: ["PATH": "/usr/bin:/bin", "GIVEN": "a=b c"],
            workingDirectory: "/",
            input: Array(input.utf8),
            timeLimit: timeLimit,
            outputLimit: outputLimit
        ).run()
    }

    @Test("give back both streams in the order they were written, and the status")
    func order() async throws {
        let result = try await run("echo 1; echo 2 >&2; echo 3; exit 7")
        #expect(result == ShellProcess.Result(output: "1\n2\n3\n", status: 7, ending: .itself))
    }

    @Test("have the environment, the folder and the input that they are given, and nothing else")
    func surroundings() async throws {
        let result = try await run("echo \"$GIVEN\"; echo \"[$HOME]\"; pwd; cat", input: "typed")
        #expect(result.output == "a=b c\n[]\n/\ntyped")
    }

    @Test("may leave their input unread, however long it is")
    func unreadInput() async throws {
        let result = try await run("exec true", input: String(repeating: "typed\n", count: 100_000))
        #expect(result == ShellProcess.Result(output: "", status: 0, ending: .itself))
    }

    @Test("a signal is 128 and its number")
    func signal() async throws {
        let result = try await run("kill -9 $$")
        #expect(result.status == 137)
    }

    @Test("are ended when their time is up")
    func timeLimit() async throws {
        let result = try await run("echo begun; exec sleep 600", timeLimit: .milliseconds(300))
        #expect(result.status == 137)
        #expect(result.ending == .timeLimit)
        #expect(!result.hasSurvivors)
        // On a busy machine the time may be up before the command begins.
        #expect("begun\n".hasPrefix(result.output))
    }

    @Test(
        "may write so much, and are stopped when they write more",
        arguments: [("printf 12345", 5, false), ("printf 12345; printf 6 >&2", 5, true), ("yes; echo", 100_000, true)]
    )
    func outputLimit(command: String, limit: Int, isStopped: Bool) async throws {
        let result = try await run(command, outputLimit: limit)
        #expect(result.output.utf8.count == limit)
        #expect(result.ending == (isStopped ? .outputLimit : .itself))
    }

    @Test("leave no process behind, wherever it put itself")
    func leavesNothing() async throws {
        let folder = try TemporaryFolder()
        let result = try await run(
            """
            cd '\(folder.path)'; mkfifo told
            sleep 600 & echo $!
            setsid sh -c 'trap "" TERM HUP; echo $$; sleep 600 & echo $!; echo > told; exec sleep 600' &
            read line < told
            """
        )
        #expect(result.ending == .itself)
        try expectEnded(result.output, count: 3)
    }

    @Test("take all that they started with them when they are stopped")
    func stoppedWithAll() async throws {
        let result = try await run("sleep 600 & echo $!; setsid sleep 600 & echo $!; yes", outputLimit: 1_000)
        #expect(result.ending == .outputLimit)
        try expectEnded(result.output, count: 2)
    }

    @Test("end with the task that runs them")
    func cancelled() async throws {
        let folder = try TemporaryFolder()
        let fifo = folder["told"]
        mkfifo(fifo, 0o600)
        let running = Task { try await run("echo $$; echo > '\(fifo)'; exec sleep 600") }
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let file = open(fifo, O_RDONLY)
                var byte: UInt8 = 0
                _ = read(file, &byte, 1)
                close(file)
                continuation.resume()
            }
        }
        running.cancel()
        let result = try await running.value
        #expect(result.ending == .cancellation)
        #expect(result.status == 137)
        try expectEnded(result.output, count: 1)
    }

    @Test("have no descriptors but their three, and the default action for every signal")
    func clean() async throws {
        Glibc.signal(SIGPIPE, SIG_IGN)
        let result = try await run("ls /proc/self/fd | wc -l; sed -n '/^Sig[BIC]/s/.*\\t//p' /proc/self/status")
        let lines = result.output.split(separator: "\n")
        // One of the four is the folder that is listed.
        #expect(lines.first == "4")
        // Signals 32 and 33 are the C library's own: it starts programs with them ignored, and lets nobody set them.
        let own: UInt64 = 3 << 31
        #expect(lines.dropFirst().map { UInt64($0, radix: 16).map { $0 & ~own } } == [0, 0, 0])
    }

    @Test("that cannot start say why")
    func notStarted() async {
        let process = ShellProcess(command: "true", variables: [:], workingDirectory: "/no/such/folder")
        await #expect(throws: SupervisedProcess.NotStarted.self) { try await process.run() }
    }

    /// The processes that `output` names are gone.
    private func expectEnded(_ output: String, count: Int) throws {
        let pids = output.split(separator: "\n").prefix(count).compactMap { pid_t($0) }
        #expect(pids.count == count, "\(output.prefix(200))")
        for pid in pids { #expect(kill(pid, 0) != 0 && errno == ESRCH) }
    }
}
