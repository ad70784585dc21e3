import CertificateAuthority
import Determinism
import DrydockCommands
import Emulator
import EmulatorServer
import Foundation
import NIOCore
import Storage
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
    ///   - authorityFolder: where the CA is kept; nil for the data folder, or for nowhere where there is none.
    ///   - port: 0 for any free one.
    ///   - terminal: shows how far the start is, where it takes its time.
    /// - Throws: ``UsageError`` and `WorldFileError` for what was asked for, and one-line errors of whatever else stands
    ///   in the way.
    static func start(
        _ options: WorldOptions,
        authorityFolder: String? = nil,
        port: Int,
        group: any EventLoopGroup,
        on terminal: Terminal
    ) async throws -> ServedEmulator {
        let clock = WorldClock.running()
        let temporaryFolder = FileManager.default.temporaryDirectory.path
        RegistryStore.removeAbandoned(below: temporaryFolder)
        let progress = LoadingProgress(on: terminal)
        defer { progress.end() }
        let (world, text) = try options.load { progress.note("Reading the world", done: $0, of: $1) }
        let authority = try makeAuthority(keptIn: authorityFolder, or: options.data, on: terminal)
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
            try await prepareImages(of: emulator, progress)
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

    private static func prepareImages(of emulator: Emulator, _ progress: LoadingProgress) async throws {
        try await emulator.prepareImages { step, done, total in
            let title =
                switch step {
                case .making: "Making images"
                case .storing: "Loading images"
                }
            progress.note(title, done: done, of: total)
        }
    }

    /// The authority that a folder of its own or the data folder keeps, renewed in time; without a folder, one for this
    /// run.
    private static func makeAuthority(
        keptIn folder: String?,
        or directory: String?,
        on terminal: Terminal
    ) throws -> CertificateAuthority {
        let warn = { (problem: AuthorityError) in
            terminal.error("Warning: \(problem); the CA is this run's only, as drydock ca prints it")
        }
        if let folder { return try .kept(inFolder: folder, now: Date(), onFullDisk: warn) }
        guard let directory else { return try .mint(now: Date()) }
        // While no emulator holds the folder: a running one would be left with a certificate that is not the file's.
        return try DataDirectory.whileHeld(directory) {
            try CertificateAuthority.kept(in: directory, now: Date(), onFullDisk: warn)
        }
    }
}
