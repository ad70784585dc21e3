package import Foundation
import GRDB

/// What a table says of one thing, apart from what the store itself adds: its columns are told here and nowhere else.
package protocol StoredValues: Codable, Sendable, Equatable {
    /// The name of the table.
    static var tableName: String { get }
    /// What commands know it by.
    var name: String { get set }
    var labels: [Label] { get set }
}

/// A row of a table of ``StoredValues``: the values, and what the store knows of them.
@dynamicMemberLookup
package struct Stored<Values: StoredValues>: Sendable, Equatable, Identifiable {
    /// Counts the rows in the order of registration; nil before the row is written.
    let number: Int64?
    /// A UUID in lower case.
    package let id: String
    package let created: Date
    /// Moves when the values do.
    package let updated: Date
    package let values: Values

    /// What the values say.
    package subscript<Value>(dynamicMember path: KeyPath<Values, Value>) -> Value { values[keyPath: path] }
}

extension Stored: Codable {
    enum CodingKeys: String, CodingKey {
        case number
        case id
        case created
        case updated
    }

    /// The values' columns stand beside the store's own.
    package init(from decoder: any Decoder) throws {
        let row = try decoder.container(keyedBy: CodingKeys.self)
        number = try row.decode(Int64.self, forKey: .number)
        id = try row.decode(String.self, forKey: .id)
        created = try row.decode(Date.self, forKey: .created)
        updated = try row.decode(Date.self, forKey: .updated)
        values = try Values(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        try values.encode(to: encoder)
        var row = encoder.container(keyedBy: CodingKeys.self)
        try row.encode(number, forKey: .number)
        try row.encode(id, forKey: .id)
        try row.encode(created, forKey: .created)
        try row.encode(updated, forKey: .updated)
    }
}

extension Stored: StoreRecord {
    static var databaseTableName: String { Values.tableName }
}

/// How every table of a store holds its columns: times as microseconds since 1970, lists and maps as JSON whose maps are
/// sorted, so that equal values are equal text. Rows are decoded, never subscripted: a value of another type throws and
/// does not trap.
protocol StoreRecord: Codable, FetchableRecord, PersistableRecord {}

extension StoreRecord {
    static func databaseDateEncodingStrategy(for column: String) -> DatabaseDateEncodingStrategy {
        .custom { $0.microseconds }
    }

    static func databaseDateDecodingStrategy(for column: String) -> DatabaseDateDecodingStrategy {
        .custom { Int64.fromDatabaseValue($0).map(Date.init(microseconds:)) }
    }

    static func databaseJSONEncoder(for column: String) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    /// The rows in which columns have these values.
    ///
    /// A connection prepares each such statement once: commands ask a store the same few things many times.
    static func rows(
        in db: Database,
        where values: KeyValuePairs<any CodingKey, any DatabaseValueConvertible> = [:],
        orderedBy order: (any CodingKey)? = nil
    ) throws -> [Self] {
        var sql = "SELECT * FROM \(databaseTableName)"
        if !values.isEmpty { sql += " WHERE " + values.map { $0.key.stringValue + " = ?" }.joined(separator: " AND ") }
        if let order { sql += " ORDER BY " + order.stringValue }
        return try fetchAll(try db.cachedStatement(sql: sql), arguments: StatementArguments(values.map(\.value)))
    }
}

extension Date {
    init(microseconds: Int64) {
        self.init(timeIntervalSince1970: Double(microseconds) / 1_000_000)
    }

    /// Microseconds since 1970, of any date: what does not fit is the end of the range.
    var microseconds: Int64 {
        Int64(exactly: (timeIntervalSince1970 * 1_000_000).rounded()) ?? (timeIntervalSince1970 < 0 ? .min : .max)
    }
}
