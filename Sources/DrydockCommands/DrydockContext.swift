package import ClientStore
package import Determinism
import Emulator

/// What a verb works on.
package struct DrydockContext: Sendable {
    /// The emulator that is meant where no `--endpoint` is given.
    package let control: any ControlTransport
    /// Reaches the emulator at another endpoint.
    package let connect: @Sendable (String) -> any ControlTransport
    /// Where the `zenml` client keeps its store.
    package let store: StoreLocation
    /// Where `drydock env` keeps the CA certificates that it names.
    package let dataDirectory: String
    package let clock: WorldClock
    package let randomness: Randomness

    package init(
        control: any ControlTransport,
        connect: @escaping @Sendable (String) -> any ControlTransport,
        store: StoreLocation,
        dataDirectory: String,
        clock: WorldClock,
        randomness: Randomness
    ) {
        self.control = control
        self.connect = connect
        self.store = store
        self.dataDirectory = dataDirectory
        self.clock = clock
        self.randomness = randomness
    }

    /// The emulator that `--endpoint` names, or the usual one.
    func control(at endpoint: String?) throws(UsageError) -> any ControlTransport {
        guard let endpoint else { return control }
        guard endpoint.hasPrefix("http://") else {
            throw UsageError(description: "'\(endpoint)' is no endpoint; give one such as http://127.0.0.1:4566")
        }
        return connect(endpoint)
    }
}
