import ClientStore
import ServiceConnectors
import StackComponents

/// A service connector as it was read from the store, with what it needs to work.
struct StoredConnector: Sendable {
    let record: ServiceConnectorRecord
    let secrets: [String: String]
    /// Whether a component of the active stack is linked to it.
    let isActive: Bool

    /// The one that a text means: a name, an ID or the beginning of either.
    ///
    /// - Parameter allowsNamePrefix: whether the beginning of a name will do; that of an ID always does.
    /// - Throws: ``LookupError``.
    static func find(_ text: String, allowsNamePrefix: Bool, in reader: StoreReader) throws -> StoredConnector {
        let record = try NameLookup.connectors(allowsNamePrefix: allowsNamePrefix)
            .find(text, in: try reader.serviceConnectors(), id: \.id, name: \.name)
        return try StoredConnector(record, in: reader)
    }

    init(_ record: ServiceConnectorRecord, in reader: StoreReader) throws {
        self.record = record
        secrets = try reader.secrets(of: record)
        isActive = try reader.activeStack().components.contains { $0.connectorID == record.id }
    }

    /// Opens it for work.
    ///
    /// - Throws: ``ConnectorError``.
    func open(with services: ConnectorServices) async throws(ConnectorError) -> ServiceConnector {
        try await ServiceConnector(opening: try ConnectorConfiguration(record, secrets: secrets), with: services)
    }
}
