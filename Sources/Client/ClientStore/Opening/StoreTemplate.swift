import Determinism
import Foundation
import GRDB
import Glibc
import Synchronization

/// A store's file before anything is in it, for those who make many stores: to copy it takes less than to make its tables.
package final class StoreTemplate: Sendable {
    private let file = Mutex<[UInt8]?>(nil)

    package init() {}

    /// Fills the file at `path`, which is there, with the tables of the present version. It is not synced: a store that is
    /// made so ends with its page.
    ///
    /// - Parameter folder: where the template is made when it is first asked for, and removed again; it is the caller's
    ///   alone.
    func copy(to path: String, madeIn folder: String) throws {
        let bytes = try file(madeIn: folder)
        let descriptor = Glibc.open(path, O_WRONLY | O_TRUNC | O_CLOEXEC)
        guard descriptor >= 0 else { throw ClientStoreError.inaccessible(path, String(cString: strerror(errno))) }
        let isWritten = Glibc.write(descriptor, bytes, bytes.count) == bytes.count
        guard Glibc.close(descriptor) == 0, isWritten else {
            throw ClientStoreError.inaccessible(path, String(cString: strerror(errno)))
        }
    }

    private func file(madeIn folder: String) throws -> [UInt8] {
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
            let made = Array(try Data(contentsOf: URL(filePath: path)))
            file = made
            return made
        }
    }
}
