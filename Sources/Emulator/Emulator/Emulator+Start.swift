import Determinism
import Foundation
import Storage
import World

/// Why an emulator cannot start with what it was given.
package struct EmulatorStartError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String
}

extension Emulator {
    /// How many changes of a world may wait for the disk at once. Those that wait come to it together.
    private static let changeThreads = 16

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
        let kept = try changes(try log.all(), keptIn: path)
        let world = WorldStore(
            world: configuration.world,
            clock: configuration.clock,
            randomness: configuration.randomness,
            tokenKey: directory.tokenKey,
            keeper: ChangeKeeper(
                record: { changes in
                    let replaces = changes.contains(where: \.supersedesEarlier)
                    try log.append(changes.map { try $0.encoded() }, replacingAll: replaces)
                },
                // A use of a key that could not be kept is told as the one before it after the next start.
                post: { change in if let record = try? change.encoded() { log.post(record) } },
                executor: WorkerPool(width: changeThreads)
            ),
            replay: kept
        )
        do {
            // What is over and done with would otherwise be replayed at every start for ever. Where there is nothing of
            // the kind, a folder that holds much starts in half the time.
            let fewest = world.changesSinceLoading()
            if kept.count(where: { !$0.supersedesEarlier }) > fewest.count(where: { !$0.supersedesEarlier }) {
                try log.replaceAll(with: fewest.map { try $0.encoded() })
            }
        } catch let error as StorageError where error.kind == .diskFull {
            // They stay until there is room: what is kept is all there.
        }
        return (world, directory)
    }

    /// The storage of a configuration's registries: in its data directory, or one that ends with the emulator.
    static func openRegistry(_ configuration: EmulatorConfiguration) throws -> RegistryStore {
        guard let path = configuration.dataDirectory else {
            return try RegistryStore(.temporary(parent: configuration.temporaryFolder), files: configuration.files)
        }
        return try RegistryStore(.kept(folder: path), files: configuration.files)
    }

    /// The changes that records stand for.
    private static func changes(_ records: [Data], keptIn path: String) throws -> [WorldChange] {
        do {
            return try records.map { record in
                try Task.checkCancellation()
                return try WorldChange(encoded: record)
            }
        } catch let error as CancellationError {
            throw error
        } catch {
            throw EmulatorStartError(
                description:
                    "\(path)/state.db holds a change that this version cannot read; use the version that wrote "
                    + "it or another folder"
            )
        }
    }

    /// Looks over a data directory that no emulator uses, by the code that a start reads it with. It changes nothing.
    ///
    /// - Parameters:
    ///   - path: the directory.
    ///   - temporaryFolder: where copies of the databases are made, and removed, to look into.
    ///   - progress: told of the bytes of blobs that have been read, and of those that there are.
    /// - Returns: what is wrong, a line each, with what to do.
    /// - Throws: `StorageError` where somebody uses the directory, or it is none.
    package static func problems(
        ofData path: String,
        temporaryFolder: String,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> [String] {
        let inspection = try DataInspection(of: path, temporaryFolder: temporaryFolder, progress: progress)
        var problems = inspection.findings.map(\.description)
        do {
            if let world = inspection.world { _ = try World.load(yaml: world, fileName: path + "/world.yaml") }
        } catch {
            problems.append(error.description)
        }
        do {
            _ = try changes(inspection.changes, keptIn: path)
        } catch {
            problems.append("\(error)")
        }
        return problems
    }
}
