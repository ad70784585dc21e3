import AWSClient
import ClientCommands
import CurlHTTP
import Determinism
import Dispatch
import Foundation
import StandardStreams
import TerminalUI

/// The `zenml` executable: hands the process's arguments, environment and streams to the command, and nothing else.
@main
struct ZenMLProgram {
    static func main() async {
        let interruption = abortOnInterrupt()
        let variables = ProcessInfo.processInfo.environment
        let sandbox: SandboxFile?
        do {
            sandbox = try SandboxFile.load(variables)
        } catch {
            StandardTerminal.make(variables: variables).error("Error: \(error)")
            exit(1)
        }
        let driver = CurlDriver()
        let environment = ClientEnvironment(
            variables: variables,
            home: variables["HOME"] ?? NSHomeDirectory(),
            workingDirectory: FileManager.default.currentDirectoryPath,
            clock: sandbox?.clientClock ?? .running(),
            randomness: sandbox?.randomness ?? .system(),
            http: driver
        )
        var rewrite: (@Sendable (String) -> String)?
        if let sandbox { rewrite = { sandbox.shown($0) } }
        let terminal = StandardTerminal.make(variables: variables, rewrite: rewrite)
        let status = await ZenMLCommand.run(Array(CommandLine.arguments.dropFirst()), in: environment, on: terminal)
        driver.shutDown()
        interruption.cancel()
        exit(status)
    }

    /// Ctrl-C ends the command as ZenML has it, with the cursor shown again; the store drops an open transaction.
    private static func abortOnInterrupt() -> any DispatchSourceSignal {
        signal(SIGINT, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        source.setEventHandler {
            StandardTerminal.showCursor()
            FileHandle.standardError.write(Data("\nAborted!\n".utf8))
            exit(1)
        }
        source.resume()
        return source
    }
}
