import Determinism
import GRDB

/// What the client stores: service connectors, stack components, stacks and which of them is active.
///
/// An SQLite file with secrets encrypted in it (AES-256-GCM). It is opened for one command and closed after it, or kept
/// open by a ``ClientStoreKeeper``; a command's changes are one transaction, and commands that run at the same time wait
/// for each other.
package final class ClientStore: Sendable {
    /// The path of the SQLite file.
    package let path: String
    /// Whether opening it created it.
    package let wasCreated: Bool

    private let queue: DatabaseQueue
    private let key: StoreKey
    private let clock: WorldClock
    private let randomness: Randomness
    private let keeper: ClientStoreKeeper?

    init(
        _ path: String,
        wasCreated: Bool,
        _ queue: DatabaseQueue,
        _ key: StoreKey,
        _ clock: WorldClock,
        _ randomness: Randomness,
        keeper: ClientStoreKeeper?
    ) {
        self.path = path
        self.wasCreated = wasCreated
        self.queue = queue
        self.key = key
        self.clock = clock
        self.randomness = randomness
        self.keeper = keeper
    }

    /// Reads, all of it as it was at one moment.
    ///
    /// - Throws: ``ClientStoreError``, or what `body` throws.
    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (StoreReader) throws -> Result
    ) async throws -> Result {
        try await ClientStore.translating(path) {
            try await queue.read { [key, path] db in try body(StoreReader(db: db, key: key, path: path)) }
        }
    }

    /// Changes the store in one transaction, which takes effect as a whole when `body` returns and not at all when it
    /// throws. Nothing else writes meanwhile, this process or another: what `body` reads stays true until it is done.
    ///
    /// - Throws: ``ClientStoreError``, or what `body` throws.
    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (StoreWriter) throws -> Result
    ) async throws -> Result {
        try await ClientStore.translating(path) {
            // An immediate transaction: it holds the file before it reads.
            try await queue.write { [key, path, clock, randomness] db in
                try body(StoreWriter(db: db, key: key, path: path, clock: clock, randomness: randomness))
            }
        }
    }

    /// Closes the file, or hands it to whoever keeps it.
    package func close() {
        if let keeper { return keeper.keep(ClientStoreKeeper.Kept(path: path, queue: queue, key: key)) }
        // What was committed is on disk; a failure to close loses nothing.
        try? queue.close()
    }
}
