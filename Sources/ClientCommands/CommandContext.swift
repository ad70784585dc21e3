import AWSClient
import ClientStore
import ServiceConnectors
import TerminalUI

/// What a command runs with.
struct CommandContext: Sendable {
    let environment: ClientEnvironment
    let terminal: Terminal
    let services: ClientServices

    /// Opens the store for the length of `body`. A store that did not exist is created, and said to be.
    func withStore<Result>(
        _ body: nonisolated(nonsending) (ClientStore) async throws -> Result
    ) async throws -> Result {
        let store = try ClientStore.open(
            StoreLocation(variables: environment.variables, home: environment.home),
            clock: environment.clock,
            randomness: environment.randomness
        )
        defer { store.close() }
        if store.wasCreated { announceStore() }
        return try await body(store)
    }

    /// Takes the lines that ZenML logs on standard output.
    var log: @Sendable (String) -> Void {
        { [terminal] in terminal.echo($0) }
    }

    /// What follows many a success.
    func showDashboardHint() {
        terminal.warning(
            "You can display various ZenML entities including pipelines, runs, stacks and much more on the ZenML "
                + "Dashboard. You can try it locally, by running `zenml up`, or remotely, by deploying ZenML on the "
                + "infrastructure of your choice."
        )
    }

    private func announceStore() {
        for line in [
            "Initializing the ZenML global configuration version to 0.63.0",
            "Creating database tables",
            "Creating default workspace 'default' ...",
            "Creating default stack in workspace default...",
            "Setting the global active workspace to 'default'.",
            "Setting the global active stack to default.",
        ] { terminal.echo(line) }
    }
}
