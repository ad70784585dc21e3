import GRDB

extension RegistryStore {
    private static let initialised = "initialised"
    /// With a number behind it: a reset to that number has begun, and not ended.
    private static let resetting = "resetting "

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
    /// - Parameters:
    ///   - epoch: how many resets there will have been then, this one included, by the count of what `change` changes.
    ///   - change: whatever else goes back; it may refuse by throwing, and is the last that may. After a process that
    ///     was killed in the middle, ``finishReset(at:)`` does what is left.
    package func reset(to epoch: Int, change: @escaping @Sendable () throws -> Void = {}) async throws {
        // Also where nothing was ever stored: a push may be about to.
        let core = try core()
        let forget: @Sendable () -> Void = { [uploads = core.uploads, promises = core.promises, pulls = core.pulls] in
            uploads.cancelAll()
            promises.endAll()
            pulls.forgetAll()
        }
        try await core.committer.commit { tables, _ in
            let mark = "\(Self.resetting)\(epoch)"
            try tables.run("INSERT INTO mark (name) VALUES (?) ON CONFLICT DO NOTHING", [mark])
        }
        try await core.committer.commit { [committer = core.committer] tables, effects in
            try Self.goBack(tables, &effects)
            try change()
            forget()
            // What came now would be lost: the next start ends the reset.
            effects.failures.append { [weak committer] error in
                committer?.stop(
                    StorageError("a reset could not be stored (\(error)), so nothing else is; start the emulator again")
                )
            }
        }
    }

    /// Ends a reset that was cut off.
    ///
    /// - Parameter epoch: how many resets there have been elsewhere; one that has not come as far is dropped.
    package func finishReset(at epoch: Int) async throws {
        let begun: [Int] = try look(absent: []) { tables in
            let marks: [String] = try tables.values("SELECT name FROM mark", [])
            return marks.compactMap { $0.hasPrefix(Self.resetting) ? Int($0.dropFirst(Self.resetting.count)) : nil }
        }
        guard let first = begun.min(), let core = try presentCore() else { return }
        try await core.committer.commit { tables, effects in
            guard first <= epoch else { return try Self.forgetReset(tables) }
            try Self.goBack(tables, &effects)
        }
    }

    private static func goBack(_ tables: RegistryTables, _ effects: inout BatchEffects) throws {
        for (_, key) in try tables.repositories(initial: false) {
            effects.dropped.formUnion(try tables.erase(key))
        }
        for (repository, key) in try tables.repositories(initial: true) {
            try tables.copy(from: key, to: tables.madeKey(of: repository))
        }
        try forgetReset(tables)
    }

    private static func forgetReset(_ tables: RegistryTables) throws {
        try tables.run("DELETE FROM mark WHERE name LIKE ?", [resetting + "%"])
    }
}
