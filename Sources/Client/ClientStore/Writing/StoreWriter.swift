import Cryptography
import Determinism
import Foundation
import GRDB

/// What can be changed in a store, in one transaction: all of it, or nothing when an error is thrown. Only good inside
/// of ``ClientStore/write(_:)``.
///
/// A change says what becomes of the values as they stand in the store now, not as a command read them before; where
/// it matters that nobody changed them since, the command gives what it read. `updated` moves when values change, and
/// only then.
package struct StoreWriter {
    let db: Database
    let key: StoreKey
    let path: String
    let clock: WorldClock
    let randomness: Randomness

    /// Reads what stands in the store now, the changes of this transaction included.
    package var reader: StoreReader { StoreReader(db: db, key: key, path: path) }

    func insert<Values>(_ values: Values, id: String) throws -> Stored<Values> {
        let now = Date(microseconds: clock.now.microseconds)
        let new = Stored(number: nil, id: id, created: now, updated: now, values: values)
        try new.insert(db)
        return Stored(number: db.lastInsertedRowID, id: id, created: now, updated: now, values: values)
    }

    func update<Values>(_ present: Stored<Values>, to values: Values) throws -> Stored<Values> {
        guard values != present.values else { return present }
        return try write(values, over: present)
    }

    /// Writes values with the time of now, whether or not they differ: what belongs to them may.
    @discardableResult
    func write<Values>(_ values: Values, over present: Stored<Values>) throws -> Stored<Values> {
        let changed = Stored(
            number: present.number,
            id: present.id,
            created: present.created,
            updated: Date(microseconds: clock.now.microseconds),
            values: values
        )
        try changed.update(db)
        return changed
    }

    /// Stores secrets, encrypted.
    ///
    /// - Returns: the ID that they are read by; nil where there are none.
    func insertSecret(_ values: [String: String]) throws -> String? {
        guard !values.isEmpty else { return nil }
        let id = try drawIdentifier()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        // The stream is named by the ID, which is used once: so no nonce comes twice under one key.
        var stream = randomness.stream("client-store.nonce." + id)
        let box = try AESGCM.seal(
            Array(try encoder.encode(values)),
            key: key.bytes,
            nonce: stream.bytes(12),
            context: Array(id.utf8)
        )
        try SecretRecord(id: id, box: Data(box)).insert(db)
        return id
    }

    /// A fresh UUID.
    ///
    /// The store counts them, and the count names the stream: with a seed, commands that run as processes of their own
    /// draw the same identifiers as commands that run one after the other in one process.
    func drawIdentifier() throws -> String {
        var row = try reader.storeRow()
        row.identifiersDrawn += 1
        try row.update(db)
        return StoreWriter.identifier(row.identifiersDrawn, randomness)
    }

    /// The identifier of a count.
    static func identifier(_ count: Int, _ randomness: Randomness) -> String {
        var stream = randomness.stream("client-store.identifier.\(count)")
        return stream.uuid()
    }
}
