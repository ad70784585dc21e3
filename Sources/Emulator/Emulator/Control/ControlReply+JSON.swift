import Foundation

extension ControlReply where Self: Codable {
    package static var contentType: String { "application/json" }

    package func encoded() throws -> [UInt8] { try ControlJSON.encoded(self) }

    package init(encoded bytes: [UInt8]) throws { self = try JSONDecoder().decode(Self.self, from: Data(bytes)) }
}

/// What replies have lists of.
package protocol ControlReplyElement: Sendable, Codable {}

extension Array: ControlReply where Element: ControlReplyElement {}

/// How replies and requests are written.
enum ControlJSON {
    static func encoded(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }
}
