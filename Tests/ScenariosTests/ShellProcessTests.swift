import Foundation
import Testing

@testable import Scenarios

@Suite("Commands in a shell")
struct ShellProcessTests {
    private func run(
        _ command: String,
        input: String = "",
        timeLimit: Duration = .seconds(30)
    ) async throws -> ShellProcess.Result {
        let output = FileManager.default.temporaryDirectory.appending(path: "drydock-output-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: output) }
        return try await ShellProcess(
            command: command,
            variables: ["PATH": "/usr/bin:/bin", "GIVEN": "a=b c"],
            workingDirectory: "/",
            outputFile: output,
            input: Array(input.utf8),
            timeLimit: timeLimit
        ).run()
    }

    @Test("give back both streams in the order they were written, and the status")
    func order() async throws {
        let result = try await run("echo 1; echo 2 >&2; echo 3; exit 7")
        #expect(result == ShellProcess.Result(output: "1\n2\n3\n", status: 7, timedOut: false))
    }

    @Test("have the environment, the folder and the input that they are given, and nothing else")
    func surroundings() async throws {
        let result = try await run("echo \"$GIVEN\"; echo \"[$HOME]\"; pwd; cat", input: "typed")
        #expect(result.output == "a=b c\n[]\n/\ntyped")
    }

    @Test("may leave their input unread, however long it is")
    func unreadInput() async throws {
        let result = try await run("exec true", input: String(repeating: "typed\n", count: 100_000))
        #expect(result == ShellProcess.Result(output: "", status: 0, timedOut: false))
    }

    @Test("a signal is 128 and its number")
    func signal() async throws {
        let result = try await run("kill -9 $$")
        #expect(result.status == 137)
    }

    @Test("are ended when their time is up")
    func timeLimit() async throws {
        let result = try await run("echo begun; exec sleep 600", timeLimit: .milliseconds(300))
        #expect(result == ShellProcess.Result(output: "begun\n", status: 137, timedOut: true))
    }

    @Test("leave no process behind")
    func leavesNothing() async throws {
        let result = try await run("sleep 600 & echo $!")
        let pid = try #require(pid_t(result.output.trimmingCharacters(in: .whitespacesAndNewlines)))
        // It was killed before the result came, and ends when the kernel next runs it: gone, or a zombie.
        let deadline = ContinuousClock.now + .seconds(30)
        while isRunning(pid), ContinuousClock.now < deadline { await Task.yield() }
        #expect(!isRunning(pid))
    }

    private func isRunning(_ pid: pid_t) -> Bool {
        guard let line = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
        let fields = line.split(separator: " ")
        return fields.count > 2 && fields[2] != "Z" && fields[2] != "X"
    }
}
