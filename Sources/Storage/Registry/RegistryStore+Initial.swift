import GRDB

extension RegistryStore {
    private static let initialised = "initialised"

    /// Whether the images of the world have been stored: whether ``markInitial()`` has returned.
    package var isInitialised: Bool {
        get throws(StorageError) {
            try look(absent: false) { try $0.exists("SELECT 1 FROM mark WHERE name = ?", [Self.initialised]) }
        }
    }

    /// Remembers all that there is now; a reset comes back to it.
    package func markInitial() async throws {
        let core = try core()
        try await core.committer.commit { tables, effects in
            for (_, key) in try tables.repositories(initial: true) {
                effects.dropped.formUnion(try tables.erase(key))
            }
            for (repository, key) in try tables.repositories(initial: false) {
                try tables.copy(from: key, to: tables.madeKey(of: repository, initial: true))
            }
            try tables.run("INSERT INTO mark (name) VALUES (?) ON CONFLICT DO NOTHING", [Self.initialised])
        }
    }

    /// Goes back to what there was at ``markInitial()``. Uploads under way end.
    ///
    /// - Parameter change: whatever else goes back; it may refuse by throwing, and is the last that may.
    package func reset(change: @escaping @Sendable () throws -> Void = {}) async throws {
        guard let core = try presentCore() else { return try change() }
        let forget: @Sendable () -> Void = { [uploads = core.uploads, promises = core.promises, pulls = core.pulls] in
            uploads.cancelAll()
            promises.endAll()
            pulls.forgetAll()
        }
        try await core.committer.commit { tables, effects in
            try change()
            forget()
            for (_, key) in try tables.repositories(initial: false) {
                effects.dropped.formUnion(try tables.erase(key))
            }
            for (repository, key) in try tables.repositories(initial: true) {
                try tables.copy(from: key, to: tables.madeKey(of: repository))
            }
        }
    }
}
