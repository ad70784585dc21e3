import AWSClient
import ArgumentParser
import CurlHTTP
import Determinism
import Dispatch
import DrydockCommands
import Foundation
import NIOPosix
import Scenarios
import StandardStreams
import Synchronization
import TerminalUI

/// The `drydock` command: reads the process's arguments, environment and streams, and hands them on as values.
@main
struct DrydockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drydock",
        abstract: "Amazon ECR, STS and the ECR registry on one local port, and scenarios that replay against them.",
        version: DrydockVersion.current,
        subcommands: [
            ServeCommand.self, ExecCommand.self, ShellCommand.self, TestCommand.self, ReportCommand.self,
            RecordCommand.self, ContentsCommand.self, DoctorCommand.self,
        ]
            + DrydockVerbs.all
    )

    static func main() {
        let process = ProcessInfo.processInfo
        let variables = process.environment
        let arguments = Array(process.arguments.dropFirst())
        do {
            try DrydockVariables.check(variables)
            let sandbox = try SandboxFile.load(variables)
            let rewrite = sandbox.map { file in { @Sendable (text: String) in file.shown(text) } }
            let terminal = StandardTerminal.make(variables: variables, rewrite: rewrite)
            if let status = runInForeground(arguments, variables, on: terminal) { Foundation.exit(status) }
            Task { Foundation.exit(await run(arguments, variables: variables, sandbox: sandbox, on: terminal)) }
            dispatchMain()
        } catch {
            StandardTerminal.make(variables: variables).error("Error: \(error)")
            Foundation.exit(2)
        }
    }

    /// Runs the commands that hold signals, which they can on this first thread only.
    ///
    /// - Returns: the exit status; nil where another command is meant, or none.
    private static func runInForeground(
        _ arguments: [String],
        _ variables: [String: String],
        on terminal: Terminal
    ) -> Int32? {
        let names = [ExecCommand.configuration.commandName, ShellCommand.configuration.commandName]
        guard names.contains(arguments.first) else { return nil }
        return switch DrydockVerbs.parse(arguments, as: DrydockCommand.self) {
        case .command(let exec as ExecCommand): exec.run(in: commandSurroundings(variables), on: terminal)
        case .command(let shell as ShellCommand): shell.run(in: commandSurroundings(variables), on: terminal)
        case .command, .message: nil
        }
    }

    private static func run(
        _ arguments: [String],
        variables: [String: String],
        sandbox: SandboxFile?,
        on terminal: Terminal
    ) async -> Int32 {
        switch DrydockVerbs.parse(arguments, as: DrydockCommand.self) {
        case .message(let text, let status):
            if status == 0 { terminal.echo(text) } else { terminal.error(text) }
            return status
        case .command(let serve as ServeCommand):
            return await serve.run(givenToken: variables[DrydockVariables.controlToken], on: terminal)
        case .command(let test as TestCommand):
            return await run(test, variables, on: terminal)
        case .command(let record as RecordCommand):
            return await Self.record(record, variables, on: terminal)
        case .command(let doctor as DoctorCommand):
            return doctor.run(on: terminal)
        case .command(let contents as ContentsCommand):
            return contents.run(workingDirectory: FileManager.default.currentDirectoryPath, on: terminal)
        case .command(let merge as ReportMergeCommand):
            return merge.run(workingDirectory: FileManager.default.currentDirectoryPath, on: terminal)
        case .command(let verb as any DrydockVerb):
            let driver = CurlDriver()
            defer { driver.shutDown() }
            let context = DrydockContext.process(variables: variables, sandbox: sandbox, driver: driver)
            return await DrydockVerbs.run(verb, in: context, on: terminal)
        case .command(let group):
            terminal.echo(DrydockVerbs.help(group, of: DrydockCommand.self))
            return 0
        }
    }

    /// Replays scenarios until they are done, or a signal ends that.
    private static func run(_ test: TestCommand, _ variables: [String: String], on terminal: Terminal) async -> Int32 {
        let endings = EndingSignals()
        defer { withExtendedLifetime(endings) {} }
        let running = Task {
            await test.run(
                in: surroundings(variables),
                processors: ProcessInfo.processInfo.activeProcessorCount,
                group: MultiThreadedEventLoopGroup.singleton,
                on: terminal
            )
        }
        let ending = endings.first { running.cancel() }
        let status = await running.value
        ending.cancel()
        return await ending.value.map { Interruption(signal: $0).status } ?? status
    }

    /// Records what is typed on standard input until it ends, or a signal ends that.
    private static func record(
        _ record: RecordCommand,
        _ variables: [String: String],
        on terminal: Terminal
    ) async -> Int32 {
        let isAttended = Mutex(false)
        let endings = EndingSignals(isKey: { isAttended.withLock(\.self) })
        defer { withExtendedLifetime(endings) {} }
        let running = Task {
            await record.run(
                in: surroundings(variables),
                person: StandardTerminal.raw,
                attending: { isIt in isAttended.withLock { $0 = isIt } },
                group: MultiThreadedEventLoopGroup.singleton,
                on: terminal
            )
        }
        let ending = endings.first { running.cancel() }
        let status = await running.value
        ending.cancel()
        guard let signal = await ending.value else { return status }
        // Who waits at the prompt has set the keyboard's modes.
        StandardTerminal.restore()
        return Interruption(signal: signal).status
    }

    /// Where sandboxes are made; mounts in them are known by its real path.
    private static var temporaryFolder: String {
        FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    }

    private static func surroundings(_ variables: [String: String]) -> ScenarioRunner.Surroundings {
        let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return ScenarioRunner.Surroundings(
            workingDirectory: FileManager.default.currentDirectoryPath,
            sandboxes: Sandbox.Surroundings(
                temporaryFolder: temporaryFolder,
                memoryFolder: MemoryFolder.path(variables),
                path: variables["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
                executables: executable.deletingLastPathComponent().path
            ),
            now: { Date() },
            variables: variables
        )
    }

    private static func commandSurroundings(_ variables: [String: String]) -> SandboxedCommand.Surroundings {
        var stream = Randomness.system().stream("sandbox")
        return SandboxedCommand.Surroundings(
            variables: variables,
            temporaryFolder: temporaryFolder,
            // Short, for there are limits to the length of a socket's path.
            name: String(stream.uuid().prefix(8)),
            processors: ProcessInfo.processInfo.activeProcessorCount
        )
    }
}
