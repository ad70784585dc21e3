import Determinism
import Foundation
import GRDB
import Synchronization

/// A store's file before anything is in it, for those who make many stores: to copy it takes less than to make its tables.
package final class StoreTemplate: Sendable {
    private let file = Mutex<Data?>(nil)

    package init() {}

    /// The file, with the tables of the present version. It is made when it is first asked for.
    ///
    /// - Parameter folder: where it is made, and removed again; it is the caller's alone.
    func file(madeIn folder: String) throws -> Data {
        try file.withLock { file in
            if let file { return file }
            let path = folder + "/template.db"
            defer {
                for suffix in ["", "-journal"] { try? FileManager.default.removeItem(atPath: path + suffix) }
            }
            let key = StoreKeySource.value(String(repeating: "0", count: 64))
            let queue = try ClientStore.queue(StoreLocation(path: path, key: key, isDurable: false))
            defer { try? queue.close() }
            guard let key = try StoreKey(key) else { throw ClientStoreError.damaged(path, "it has no key") }
            let migrations = StoreMigrations(key: key, clock: .running(), randomness: .system())
            try migrations.migrator.migrate(queue)
            try queue.write { try migrations.empty($0) }
            // Without what was there.
            try queue.vacuum()
            let made = try Data(contentsOf: URL(filePath: path))
            file = made
            return made
        }
    }
}
