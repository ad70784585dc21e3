import Foundation
import GRDB

// Rows as SQLite holds them. They are decoded, never subscripted: a value of another type throws and does not trap.

struct ServiceConnectorRow: Decodable, FetchableRecord {
    var id: String
    var name: String
    var connector_type: String
    var description: String
    var auth_method: String
    var resource_types: [String]
    var resource_id: String?
    var configuration: [String: String]
    var secret_id: String?
    var expires_at: Int64?
    var expires_skew_tolerance: Int?
    var expiration_seconds: Int?
    var labels: [Label]
    var created: Int64
    var updated: Int64

    var record: ServiceConnectorRecord {
        ServiceConnectorRecord(
            id: id,
            name: name,
            connectorType: connector_type,
            description: description,
            authMethod: auth_method,
            resourceTypes: resource_types,
            resourceID: resource_id,
            configuration: configuration,
            secretID: secret_id,
            expiresAt: expires_at.map(Date.init(microseconds:)),
            expiresSkewTolerance: expires_skew_tolerance,
            expirationSeconds: expiration_seconds,
            labels: labels,
            created: Date(microseconds: created),
            updated: Date(microseconds: updated)
        )
    }
}

struct StackComponentRow: Decodable, FetchableRecord {
    var id: String
    var name: String
    var type: String
    var flavor: String
    var configuration: [String: String]
    var labels: [Label]
    var connector_id: String?
    var connector_resource_id: String?
    var created: Int64
    var updated: Int64

    var record: StackComponentRecord {
        StackComponentRecord(
            id: id,
            name: name,
            type: type,
            flavor: flavor,
            configuration: configuration,
            labels: labels,
            connectorID: connector_id,
            connectorResourceID: connector_resource_id,
            created: Date(microseconds: created),
            updated: Date(microseconds: updated)
        )
    }
}

struct StackRow: Decodable, FetchableRecord {
    var id: String
    var name: String
    var labels: [Label]
    var is_built_in: Bool
    var created: Int64
    var updated: Int64

    func record(components: [StackComponentRecord]) -> StackRecord {
        StackRecord(
            id: id,
            name: name,
            labels: labels,
            isBuiltIn: is_built_in,
            components: components,
            created: Date(microseconds: created),
            updated: Date(microseconds: updated)
        )
    }
}

struct SecretRow: Decodable, FetchableRecord {
    var id: String
    var box: Data
}

struct StoreRow: Decodable, FetchableRecord {
    var key_check: Data
    var active_stack_id: String?
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

/// A list or a map as the text of a JSON column; maps are sorted so that equal values are equal text.
func jsonText(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}
