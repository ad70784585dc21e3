import Foundation

/// JSON for a reader: indented, keys in order, slashes as they are.
enum JSONText {
    /// - Parameter dates: how a time is written.
    static func of(
        _ value: some Encodable,
        dates: JSONEncoder.DateEncodingStrategy = .iso8601
    ) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = dates
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
