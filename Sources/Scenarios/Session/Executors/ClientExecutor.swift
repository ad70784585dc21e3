import AWSClient
import ClientCommands
import Determinism

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
            http: context.driver
        )
        defer { environment.closeConnections() }
        return await context.inProcess(command).run { terminal in
            await ZenMLCommand.run(command.arguments, in: environment, on: terminal)
        }
    }
}
