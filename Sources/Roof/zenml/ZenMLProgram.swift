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
        let endings = endingSignals()
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
        endings.forEach { $0.cancel() }
        exit(status)
    }

    /// Has the signals that end programs set the terminal back first; the store drops an open transaction.
    ///
    /// Ctrl-C ends the command as ZenML has it, the others as they do.
    private static func endingSignals() -> [any DispatchSourceSignal] {
        [SIGINT, SIGTERM, SIGHUP, SIGQUIT].compactMap { number in
            // What `nohup` has this program ignore.
            if number == SIGHUP, SignalDisposition.isIgnored(number) { return nil }
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                StandardTerminal.restore()
                if number == SIGINT {
                    FileHandle.standardError.write(Data("\nAborted!\n".utf8))
                    exit(1)
                }
                signal(number, SIG_DFL)
                // The threads of queues hold signals back.
                var signals = sigset_t()
                sigemptyset(&signals)
                sigaddset(&signals, number)
                pthread_sigmask(SIG_UNBLOCK, &signals, nil)
                raise(number)
            }
            source.resume()
            return source
        }
    }
}
