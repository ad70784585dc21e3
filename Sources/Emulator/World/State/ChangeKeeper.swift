/// What keeps the changes of a world for good.
package struct ChangeKeeper: Sendable {
    /// Keeps changes, all or none, before they are applied; when it throws, they do not happen.
    let record: @Sendable ([WorldChange]) throws -> Void
    /// Keeps a change that has been applied already. Nobody waits for it.
    let post: @Sendable (WorldChange) -> Void
    /// Where a change waits for the disk; nil where it does not wait, or may do so wherever it is made.
    let executor: (any TaskExecutor)?

    package init(
        record: @escaping @Sendable ([WorldChange]) throws -> Void,
        post: @escaping @Sendable (WorldChange) -> Void,
        executor: (any TaskExecutor)? = nil
    ) {
        self.record = record
        self.post = post
        self.executor = executor
    }
}

extension WorldStore {
    /// Makes changes where they may wait for the disk. An event loop that calls this goes on meanwhile, which it does not
    /// where it calls a verb itself.
    ///
    /// - Parameter changes: whether there is something to change; otherwise `body` runs where its caller does.
    @discardableResult
    package func keeping<Result, Failure: Error>(
        when changes: Bool = true,
        _ body: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        guard changes, let executor = keeper?.executor else { return try await body() }
        return try await withTaskExecutorPreference(executor, operation: body)
    }
}
