import Determinism
import DrydockCommands

/// Runs `drydock` and its verbs in this process, against the page's own emulator and store.
struct VerbExecutor: StepExecutor {
    let context: SessionContext

    func run(_ command: StepCommand) async -> Execution {
        let sandbox = context.sandbox
        let driver = context.driver
        let surroundings = DrydockContext(
            control: InProcessControl(emulator: context.emulator.emulator, endpoint: context.emulator.endpoint),
            connect: { HTTPControl(endpoint: $0, driver: driver) },
            variables: sandbox.variables,
            store: sandbox.storeLocation,
            storeKeeper: context.storeKeeper,
            dataDirectory: sandbox.home + "/.local/share/drydock",
            workingDirectory: sandbox.home,
            clock: context.clock.ofClients,
            randomness: .seeded(sandbox.seed(ofStep: command.number))
        )
        return await context.inProcess(command).run { terminal in
            await DrydockVerbs.run(command.arguments, in: surroundings, on: terminal)
        }
    }
}
