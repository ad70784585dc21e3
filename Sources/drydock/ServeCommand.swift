import ArgumentParser
import CertificateAuthority
import Determinism
import Dispatch
import DrydockCommands
import Emulator
import EmulatorServer
import Foundation
import NIOCore
import NIOPosix
import RegistryService
import Storage
import TerminalUI
import World

extension RegistryDialect: ExpressibleByArgument {}

/// `drydock serve`: one emulator at real speed, until a signal ends it.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Start an emulator and serve until SIGINT or SIGTERM."
    )

    @Option(help: ArgumentHelp("The port on 127.0.0.1; 0 for any free one.", valueName: "N"))
    var port = 4566

    @Option(help: ArgumentHelp("The world to load (docs/world.md); without it, the default world.", valueName: "FILE"))
    var world: String?

    @Option(help: ArgumentHelp("Keep the state here; without it, it ends with the process.", valueName: "DIR"))
    var data: String?

    @Option(help: ArgumentHelp("Whose answers the registry gives where they differ.", valueName: "ecr|oci"))
    var dialect = RegistryDialect.ecr

    @Option(help: ArgumentHelp("Draw identifiers and keys from this seed: predictable, for tests.", valueName: "TEXT"))
    var seed: String?

    @Option(help: ArgumentHelp("Write one JSON line with port and pid here once it accepts.", valueName: "FILE"))
    var readyFile: String?

    func run(on terminal: Terminal) async -> Int32 {
        let group = MultiThreadedEventLoopGroup(
            numberOfThreads: min(4, max(1, ProcessInfo.processInfo.activeProcessorCount))
        )
        do {
            try await serve(on: group, terminal)
            try await group.shutdownGracefully()
            return 0
        } catch {
            terminal.error("Error: \(error)")
            try? await group.shutdownGracefully()
            return error is UsageError || error is WorldFileError ? 2 : 1
        }
    }

    private func serve(on group: MultiThreadedEventLoopGroup, _ terminal: Terminal) async throws {
        guard (0...65_535).contains(port) else {
            throw UsageError(description: "--port \(port) is no port; give a number from 0 to 65535")
        }
        let endings = EndingSignals()
        let clock = WorldClock.running()
        let (loaded, text) = try loadWorld()
        let authority = try CertificateAuthority.mint(now: Date())
        let emulator = try Emulator(
            EmulatorConfiguration(
                world: loaded,
                worldYAML: text,
                clock: clock,
                randomness: seed.map { .seeded($0) } ?? .system(),
                dataDirectory: data,
                authorityPEM: authority.certificatePEM,
                version: DrydockVersion.current,
                dialect: dialect,
                temporaryFolder: FileManager.default.temporaryDirectory.path,
                worldFolder: world.map { URL(filePath: $0).deletingLastPathComponent().path } ?? "/"
            )
        )
        defer { emulator.close() }
        try await emulator.prepareImages()
        let server = try await EmulatorServer.start(
            responder: emulator,
            authority: authority,
            clock: clock,
            port: port,
            group: group
        )
        if let readyFile { try ReadyFile.write(port: server.port, to: readyFile) }
        let banner = ServeBanner(
            port: server.port,
            world: world,
            accounts: loaded.accounts.keys.sorted(),
            dataDirectory: data,
            isPredictable: seed != nil
        )
        terminal.echo(banner.text)
        await endings.first()
        await server.stop()
        if let readyFile { try? FileManager.default.removeItem(atPath: readyFile) }
    }

    /// The world that was asked for; without one, the one that the data folder keeps, or the default world.
    private func loadWorld() throws -> (World, String) {
        guard let world else {
            let kept = try data.flatMap { try DataDirectory.keptWorld(at: $0) } ?? World.standardYAML
            return (try World.load(yaml: kept, fileName: data.map { $0 + "/world.yaml" } ?? "the default world"), kept)
        }
        guard let bytes = FileManager.default.contents(atPath: world) else {
            throw UsageError(description: "the world file \(world) cannot be read; check the path given to --world")
        }
        guard let text = String(data: bytes, encoding: .utf8) else {
            throw UsageError(description: "the world file \(world) is not UTF-8 text; save it as such")
        }
        return (try World.load(yaml: text, fileName: world), text)
    }
}
