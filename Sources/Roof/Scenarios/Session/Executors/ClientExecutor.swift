import AWSClient
import ClientCommands
import Determinism
import Emulator

/// Runs `zenml` in this process.
struct ClientExecutor: StepExecutor {
    let context: SessionContext

    func run(_ command: StepCommand) async -> Execution {
        let sandbox = context.sandbox
        let environment = ClientEnvironment(
            variables: sandbox.variables,
            home: sandbox.home,
            workingDirectory: sandbox.home,
            clock: context.clock.ofClients,
            randomness: .seeded(sandbox.seed(ofStep: command.number)),
            http: context.driver,
            connections: context.connections
        )
        // On a connection that was used before, libcurl repeats by itself a request that a fault leaves unanswered. A
        // program of its own, which begins without connections, would not.
        if !context.emulator.emulator.faults.isEmpty { environment.closeConnections() }
        let services = ClientServices(storeKeeper: context.storeKeeper)
        return await context.inProcess(command).run { terminal in
            await ZenMLCommand.run(command.arguments, in: environment, on: terminal, with: services)
        }
    }
}
