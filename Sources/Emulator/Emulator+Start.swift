import Determinism
import Storage
import World

/// Why an emulator cannot start with what it was given.
package struct EmulatorStartError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String
}

extension Emulator {
    /// The world of a configuration, with all that was kept of it.
    static func openWorld(_ configuration: EmulatorConfiguration) throws -> (WorldStore, DataDirectory?) {
        var stream = configuration.randomness.stream("token key")
        let newKey = stream.bytes(32)
        guard let path = configuration.dataDirectory else {
            let world = WorldStore(
                world: configuration.world,
                clock: configuration.clock,
                randomness: configuration.randomness,
                tokenKey: newKey
            )
            return (world, nil)
        }
        let directory = try DataDirectory(path: path, worldYAML: configuration.worldYAML, newTokenKey: newKey)
        let log = directory.changes
        let world = WorldStore(
            world: configuration.world,
            clock: configuration.clock,
            randomness: configuration.randomness,
            tokenKey: directory.tokenKey,
            record: { change in try log.append(change.encoded(), replacingAll: change.supersedesEarlier) },
            replay: try changes(in: log, path: path)
        )
        // What is over and done with would otherwise be replayed at every start for ever.
        try log.replaceAll(with: world.changesSinceLoading().map { try $0.encoded() })
        return (world, directory)
    }

    /// The storage of a configuration's registries: in its data directory, or one that ends with the emulator.
    static func openRegistry(_ configuration: EmulatorConfiguration) throws -> RegistryStore {
        guard let path = configuration.dataDirectory else {
            return try RegistryStore(.temporary(parent: configuration.temporaryFolder), files: configuration.files)
        }
        return try RegistryStore(.kept(folder: path), files: configuration.files)
    }

    private static func changes(in log: ChangeLog, path: String) throws -> [WorldChange] {
        let records = try log.all()
        do {
            return try records.map { try WorldChange(encoded: $0) }
        } catch {
            throw EmulatorStartError(
                description:
                    "\(path)/state.db holds a change that this version cannot read; use the version that wrote "
                    + "it or another folder"
            )
        }
    }
}
