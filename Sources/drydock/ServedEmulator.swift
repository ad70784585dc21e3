import CertificateAuthority
import Determinism
import DrydockCommands
import Emulator
import EmulatorServer
import Foundation
import NIOCore
import Storage
import Synchronization
import TerminalUI
import World

/// An emulator at real speed, behind a port of this machine's.
struct ServedEmulator {
    let emulator: Emulator
    let world: World
    let authority: CertificateAuthority
    private let server: RunningServer

    var port: Int { server.port }
    var endpoint: String { "http://127.0.0.1:\(port)" }

    /// - Parameters:
    ///   - port: 0 for any free one.
    ///   - terminal: shows how far the images of the world are.
    /// - Throws: ``UsageError`` and `WorldFileError` for what was asked for, and one-line errors of whatever else stands
    ///   in the way.
    static func start(
        _ options: WorldOptions,
        port: Int,
        group: any EventLoopGroup,
        on terminal: Terminal
    ) async throws -> ServedEmulator {
        let clock = WorldClock.running()
        let temporaryFolder = FileManager.default.temporaryDirectory.path
        RegistryStore.removeAbandoned(below: temporaryFolder)
        let (world, text) = try options.load()
        let authority = try makeAuthority(keptIn: options.data)
        let emulator = try Emulator(
            EmulatorConfiguration(
                world: world,
                worldYAML: text,
                clock: clock,
                randomness: options.seed.map { .seeded($0) } ?? .system(),
                dataDirectory: options.data,
                authorityPEM: authority.certificatePEM,
                version: DrydockVersion.current,
                denials: options.denials,
                dialect: options.dialect,
                temporaryFolder: temporaryFolder,
                worldFolder: options.worldFolder
            )
        )
        do {
            try await prepareImages(of: emulator, on: terminal)
            let server = try await EmulatorServer.start(
                responder: emulator,
                authority: authority,
                clock: clock,
                port: port,
                group: group
            )
            return ServedEmulator(emulator: emulator, world: world, authority: authority, server: server)
        } catch {
            emulator.close()
            throw error
        }
    }

    func stop() async {
        await server.stop()
        emulator.close()
    }

    private static func prepareImages(of emulator: Emulator, on terminal: Terminal) async throws {
        defer { terminal.endProgress() }
        let shown = Mutex("")
        try await emulator.prepareImages { step, done, total in
            let title =
                switch step {
                case .making: "Making images"
                case .storing: "Loading images"
                }
            let text = ProgressBar(title: title, total: total).text(done: done)
            let isNew = shown.withLock { shown in
                defer { shown = text }
                return shown != text
            }
            if isNew { terminal.showProgress(text) }
        }
    }

    /// The authority that the data folder keeps, renewed in time; without a folder, one for this run.
    private static func makeAuthority(keptIn directory: String?) throws -> CertificateAuthority {
        guard let directory else { return try .mint(now: Date()) }
        // While no emulator holds the folder: a running one would be left with a certificate that is not the file's.
        return try DataDirectory.whileHeld(directory) { try CertificateAuthority.kept(in: directory, now: Date()) }
    }
}
