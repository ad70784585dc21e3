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
    let loaded: WorldOptions.Loaded
    let authority: CertificateAuthority
    /// What control requests must bring; nil where only this machine's programs are let in. A secret.
    let controlToken: String?
    private let server: RunningServer
    /// Where this machine's programs reach it.
    let endpoint: String

    var port: Int { server.port }

    /// - Parameters:
    ///   - authorityFolder: where the CA is kept; nil for the data folder, or for nowhere where there is none.
    ///   - listen: who reaches it.
    ///   - givenToken: what control requests are to bring where others are let in; nil draws a token.
    ///   - port: 0 for any free one.
    ///   - terminal: shows how far the start is, where it takes its time.
    /// - Throws: ``UsageError`` and `WorldFileError` for what was asked for, and one-line errors of whatever else stands
    ///   in the way.
    static func start(
        _ options: WorldOptions,
        authorityFolder: String? = nil,
        listen: ListenOptions? = nil,
        givenToken: String? = nil,
        port: Int,
        group: any EventLoopGroup,
        on terminal: Terminal
    ) async throws -> ServedEmulator {
        let names = try listen?.names ?? []
        // Never of the seed: whoever knows that would know the token.
        let token = try listen?.controlToken(givenToken, .system())
        let clock = WorldClock.running()
        let temporaryFolder = FileManager.default.temporaryDirectory.path
        RegistryStore.removeAbandoned(below: temporaryFolder)
        let progress = LoadingProgress(on: terminal)
        defer { progress.end() }
        let loaded = try options.load { progress.note("Reading the world", done: $0, of: $1) }
        let authority = try makeAuthority(
            for: .standard.adding(names),
            keptIn: authorityFolder,
            or: options.data,
            on: terminal
        )
        let emulator = try Emulator(
            EmulatorConfiguration(
                world: loaded.world,
                worldYAML: loaded.text,
                clock: clock,
                randomness: options.seed.map { .seeded($0) } ?? .system(),
                dataDirectory: options.data,
                authorityPEM: authority.certificatePEM,
                version: DrydockVersion.current,
                denials: options.denials,
                dialect: options.dialect,
                temporaryFolder: temporaryFolder,
                worldFolder: options.worldFolder,
                controlToken: token
            )
        )
        do {
            try await prepareImages(of: emulator, progress)
            let server = try await EmulatorServer.start(
                responder: emulator,
                certificates: TLSContexts(authority: authority),
                clock: clock,
                host: listen?.listen ?? "127.0.0.1",
                isOpen: listen?.isOpen ?? false,
                names: names,
                port: port,
                group: group
            )
            return ServedEmulator(
                emulator: emulator,
                loaded: loaded,
                authority: authority,
                controlToken: token,
                server: server,
                endpoint: endpoint(at: listen?.listen ?? "127.0.0.1", server.port)
            )
        } catch {
            emulator.close()
            throw error
        }
    }

    func stop() async {
        await server.stop()
        emulator.close()
    }

    /// Of all addresses that are listened on, loopback is one.
    private static func endpoint(at host: String, _ port: Int) -> String {
        switch host.lowercased() {
        case "0.0.0.0", "localhost": "http://127.0.0.1:\(port)"
        case "::": "http://[::1]:\(port)"
        case let host where host.contains(":"): "http://[\(host)]:\(port)"
        case let host: "http://\(host):\(port)"
        }
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
        for names: PermittedNames,
        keptIn folder: String?,
        or directory: String?,
        on terminal: Terminal
    ) throws -> CertificateAuthority {
        let warn = { (problem: AuthorityError) in
            terminal.error("Warning: \(problem); the CA is this run's only, as drydock ca prints it")
        }
        if let folder { return try .kept(inFolder: folder, names: names, now: Date(), onFullDisk: warn) }
        guard let directory else { return try .mint(names: names, now: Date()) }
        // While no emulator holds the folder: a running one would be left with a certificate that is not the file's.
        return try DataDirectory.whileHeld(directory) {
            try CertificateAuthority.kept(in: directory, names: names, now: Date(), onFullDisk: warn)
        }
    }
}
