import AWSCore
import ClientStore
import CurlHTTP
import Determinism
import DrydockCommands
import Foundation
import NIOCore
import World

/// Where a page plays: its emulator, its sandbox, its clock.
struct SessionStage: Sendable {
    let context: SessionContext

    /// Starts the emulator and makes the sandbox, as the page's front matter says.
    ///
    /// - Parameter runsPrograms: whether the page may run programs.
    static func make(
        for scenario: Scenario,
        in world: WorldChoice,
        runsPrograms: Bool,
        surroundings: ScenarioRunner.Surroundings,
        shared: RunResources,
        group: any EventLoopGroup
    ) async throws -> SessionStage {
        let frontMatter = scenario.frontMatter
        let clock = frontMatter.clock.map { WorldClock.standing(at: $0) } ?? .running()
        let seed = frontMatter.seed ?? (scenario.file as NSString).lastPathComponent
        let emulator = try await ScenarioEmulator.start(
            world: world.world,
            yaml: world.yaml,
            clock: clock,
            randomness: .seeded(seed + "/emulator"),
            authority: shared.authority,
            version: DrydockVersion.current,
            temporaryFolder: surroundings.sandboxes.temporaryFolder,
            worldFolder: world.folder,
            group: group,
            responder: surroundings.responder
        )
        do {
            let sandbox = try Sandbox(
                name: surroundings.sandboxName(),
                runsPrograms: runsPrograms,
                shownHome: frontMatter.home ?? "/home/" + (frontMatter.identity ?? "user"),
                seed: seed,
                columns: frontMatter.columns,
                endpoint: emulator.endpoint,
                authorityPEM: emulator.authorityPEM,
                in: surroundings.sandboxes,
                programs: surroundings.programs
            )
            let storeKeeper = ClientStoreKeeper()
            do {
                let key = try world.key(of: scenario)
                try sandbox.writeIdentity(
                    accessKeyID: key?.id.value,
                    secretAccessKey: key?.secret,
                    region: frontMatter.region
                )
                try sandbox.initialiseClient(clock: clock, template: shared.storeTemplate, keeper: storeKeeper)
            } catch {
                storeKeeper.close()
                sandbox.remove()
                throw error
            }
            let context = SessionContext(
                sandbox: sandbox,
                emulator: emulator,
                clock: clock,
                driver: shared.driver,
                connections: HTTPClientPool(driver: shared.driver),
                storeKeeper: storeKeeper,
                forkServer: shared.forkServer
            )
            return SessionStage(context: context)
        } catch {
            await emulator.stop()
            throw error
        }
    }

    /// Removes the sandbox and stops the emulator.
    func remove() async {
        context.connections.closeIdle()
        context.storeKeeper.close()
        context.sandbox.remove()
        await context.emulator.stop()
    }
}
