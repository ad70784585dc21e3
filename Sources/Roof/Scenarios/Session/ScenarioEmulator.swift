import CertificateAuthority
package import Determinism
package import Emulator
import EmulatorServer
package import NIOCore
package import World

/// The emulator of one scenario, on a port of its own.
package struct ScenarioEmulator: Sendable {
    package let emulator: Emulator
    package let endpoint: String
    package let authorityPEM: String
    private let server: RunningServer

    /// - Parameters:
    ///   - randomness: what identifiers and keys are drawn from.
    ///   - authority: makes the certificates; other emulators may share it.
    ///   - version: what the health report says.
    ///   - temporaryFolder: where the registry's storage is made, which ends with the emulator.
    ///   - worldFolder: where the paths of image layouts in the world begin.
    ///   - responder: what the server asks in place of the emulator; see ``ScenarioRunner/Surroundings``.
    package static func start(
        world: World,
        yaml: String,
        clock: WorldClock,
        randomness: Randomness,
        authority: RunAuthority,
        version: String,
        temporaryFolder: String,
        worldFolder: String,
        group: any EventLoopGroup,
        responder: @Sendable (Emulator) -> any Responder = { $0 }
    ) async throws -> ScenarioEmulator {
        let certificates = try authority.certificates()
        let authorityPEM = certificates.authority.certificatePEM
        let emulator = try Emulator(
            EmulatorConfiguration(
                world: world,
                worldYAML: yaml,
                clock: clock,
                randomness: randomness,
                authorityPEM: authorityPEM,
                version: version,
                temporaryFolder: temporaryFolder,
                worldFolder: worldFolder
            )
        )
        do {
            try await emulator.prepareImages()
            let server = try await EmulatorServer.start(
                responder: responder(emulator),
                certificates: certificates,
                clock: clock,
                port: 0,
                group: group
            )
            return ScenarioEmulator(
                emulator: emulator,
                endpoint: "http://127.0.0.1:\(server.port)",
                authorityPEM: authorityPEM,
                server: server
            )
        } catch {
            emulator.close()
            throw error
        }
    }

    /// Stops serving, and removes what the registry stored.
    package func stop() async {
        await server.stop()
        emulator.close()
    }
}
