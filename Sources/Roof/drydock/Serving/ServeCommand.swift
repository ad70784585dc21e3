import ArgumentParser
import DrydockCommands
import Foundation
import Glibc
import NIOCore
import NIOPosix
import TerminalUI
import World

/// `drydock serve`: one emulator at real speed, until a signal ends it.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Start an emulator and serve until SIGINT, SIGTERM or SIGHUP."
    )

    @Option(help: ArgumentHelp("The port; 0 for any free one.", valueName: "N"))
    var port = 4566

    @OptionGroup
    var address: ListenOptions

    @OptionGroup
    var options: WorldOptions

    @Option(
        help: ArgumentHelp(
            "Keep the CA here, and nothing else, so that what trusts it trusts it the next time.",
            valueName: "DIR"
        )
    )
    var ca: String?

    @Option(
        help: ArgumentHelp(
            "Write one JSON line with port and pid here once it accepts; a control token goes to FILE.token.",
            valueName: "FILE"
        )
    )
    var readyFile: String?

    /// - Parameter givenToken: the control token that the process was given, if any.
    func run(givenToken: String?, on terminal: Terminal) async -> Int32 {
        let group = MultiThreadedEventLoopGroup(
            numberOfThreads: min(4, max(1, ProcessInfo.processInfo.activeProcessorCount))
        )
        do {
            try await serve(on: group, givenToken, terminal)
            try await group.shutdownGracefully()
            return 0
        } catch {
            try? await group.shutdownGracefully()
            // Whoever ended it while it started knows.
            if error is CancellationError { return 0 }
            terminal.error("Error: \(error)")
            return error is UsageError || error is WorldFileError ? 2 : 1
        }
    }

    private func serve(
        on group: MultiThreadedEventLoopGroup,
        _ givenToken: String?,
        _ terminal: Terminal
    ) async throws {
        guard (0...65_535).contains(port) else {
            throw UsageError(description: "--port \(port) is not a port; give a number from 0 to 65535")
        }
        guard ca == nil || ca != options.data else {
            throw UsageError(
                description: "--ca and --data name the same folder; leave --ca out, --data keeps the CA too"
            )
        }
        let names = try address.names
        OpenFileLimit.raise()
        let start = InterruptibleStart(on: terminal) { [options, address, port, ca] in
            try await ServedEmulator.start(
                options,
                authorityFolder: ca,
                listen: address,
                givenToken: givenToken,
                port: port,
                group: group,
                on: terminal
            )
        }
        let endings = EndingSignals { start.end() }
        defer { withExtendedLifetime(endings) {} }
        let emulator = try await start.value
        let banner = ServeBanner(
            endpoint: emulator.endpoint,
            port: emulator.port,
            world: emulator.loaded.file,
            accounts: emulator.loaded.world.accounts.keys.sorted(),
            dataDirectory: options.data,
            authorityFolder: ca,
            isPredictable: options.seed != nil,
            dialect: options.dialect,
            opening: emulator.controlToken.map { token in
                ServeBanner.Opening(address: address.listen, names: names, token: token, isGiven: givenToken == token)
            }
        )
        terminal.echo(banner.text)
        let tokenFiles = [options.data.map { $0 + "/control.token" }, readyFile.map { $0 + ".token" }]
            .compactMap(\.self)
        defer {
            if emulator.controlToken != nil { for file in tokenFiles { unlink(file) } }
        }
        do {
            if let token = emulator.controlToken {
                for file in tokenFiles { try ControlTokenFile.write(token, to: file) }
            }
            if let readyFile { try ReadyFile.write(port: emulator.port, to: readyFile) }
        } catch {
            await emulator.stop()
            throw error
        }
        _ = await endings.first {}.value
        await emulator.stop()
        if let readyFile { try? FileManager.default.removeItem(atPath: readyFile) }
    }
}
