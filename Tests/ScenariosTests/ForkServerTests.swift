import Glibc
import TestSupport
import Testing

@testable import Scenarios

@Suite("The process that starts programs")
struct ForkServerTests {
    private let server = ForkServer()

    private func run(_ command: String, in folder: String = "/") async throws -> String {
        let process = ShellProcess(
            command: command,
            variables: ["PATH": "/usr/bin:/bin"],
            workingDirectory: folder,
            by: server
        )
        return try await process.run().output
    }

    @Test("is one for any number of programs, and no program's parent")
    func shared() async throws {
        let outputs = try await withThrowingTaskGroup(of: String.self) { tasks in
            for number in 0..<20 { tasks.addTask { try await run("echo \(number) $PPID") } }
            return try await tasks.reduce(into: []) { $0.append($1) }
        }
        let words = outputs.map { $0.split(whereSeparator: \.isWhitespace) }
        #expect(Set(words.compactMap(\.first)).count == 20)
        let parents = Set(words.compactMap { $0.last.flatMap { pid_t($0) } })
        #expect(parents.count == 20)
        let process = try #require(server.process)
        #expect(!parents.contains(process) && !parents.contains(getpid()))
    }

    @Test("is started again when somebody has killed it")
    func killed() async throws {
        #expect(try await run("echo 1") == "1\n")
        let first = try #require(server.process)
        kill(first, SIGKILL)
        // Until it is gone it may be asked, without an answer.
        var news = siginfo_t()
        #expect(waitid(P_PID, id_t(first), &news, WEXITED | WNOWAIT) == 0)
        #expect(try await run("echo 2") == "2\n")
        #expect(server.process != first)
        #expect(kill(first, 0) != 0 && errno == ESRCH)
    }

    @Test("ends when it is told to, with the last of what it started")
    func stopped() async throws {
        let folder = try TemporaryFolder()
        mkfifo(folder["told"], 0o600)
        let running = Task { try await run("read line < told; echo \"$line\"", in: folder.path) }
        while server.process == nil { await Task.yield() }
        let process = try #require(server.process)
        let stopping = Task { server.stop() }
        let other = ShellProcess(command: "echo ended > told", variables: [:], workingDirectory: folder.path)
        #expect(try await other.run().status == 0)
        #expect(try await running.value == "ended\n")
        await stopping.value
        #expect(kill(process, 0) != 0 && errno == ESRCH)
        #expect(server.process == nil)
    }
}
