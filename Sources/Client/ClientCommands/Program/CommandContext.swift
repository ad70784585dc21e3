import AWSClient
import ClientStore
import ServiceConnectors
import TerminalUI

/// What a command runs with.
struct CommandContext: Sendable {
    let environment: ClientEnvironment
    let terminal: Terminal
    let services: ClientServices

    /// Reads the store, all of it as it was at one moment.
    ///
    /// The store is open for this alone: it is not held while AWS is asked.
    func read<Result: Sendable>(_ body: @escaping @Sendable (StoreReader) throws -> Result) async throws -> Result {
        try await withStore { try await $0.read(body) }
    }

    /// Changes the store in one transaction: all of it, or nothing when an error is thrown.
    func write<Result: Sendable>(_ body: @escaping @Sendable (StoreWriter) throws -> Result) async throws -> Result {
        try await withStore { try await $0.write(body) }
    }

    /// What the command's connectors work with; what ZenML logs goes to standard output. To be made once a command.
    func connectorServices() -> ConnectorServices {
        services.connectors(environment) { [terminal] in terminal.echo($0) }
    }

    /// What follows many a success.
    static let dashboardHint =
        "You can display various ZenML entities including pipelines, runs, stacks and much more on the ZenML "
        + "Dashboard. You can try it locally, by running `zenml up`, or remotely, by deploying ZenML on the "
        + "infrastructure of your choice."

    func showDashboardHint() { terminal.warning(CommandContext.dashboardHint) }

    /// Opens the store for the length of `body`. A store that did not exist is created, and said to be.
    private func withStore<Result>(
        _ body: nonisolated(nonsending) (ClientStore) async throws -> Result
    ) async throws -> Result {
        let store = try ClientStore.open(
            environment.storeLocation,
            clock: environment.clock,
            randomness: environment.randomness,
            keeper: services.storeKeeper
        )
        defer { store.close() }
        if store.wasCreated { announceStore() }
        return try await body(store)
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

extension ClientEnvironment {
    /// Where the client's store is.
    var storeLocation: StoreLocation {
        StoreLocation(variables: variables, home: home, isDurable: !isInScenario)
    }
}
