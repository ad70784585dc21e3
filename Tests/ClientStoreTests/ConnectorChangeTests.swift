import ClientStore
import Determinism
import Foundation
import Testing

@Suite("A stored service connector")
struct ConnectorChangeTests {
    @Test("is changed where it is said to be, and nowhere else; only then does its time move")
    func update() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        defer { store.close() }
        let id = try await store.write { try $0.insertServiceConnector(sampleConnector()) }
        let before = try #require(try await store.read { try $0.serviceConnector(id: id) })
        home.clock.advance(by: 60)
        let same = try await store.write { try $0.updateServiceConnector(id: id) { $0.description = "for tests" } }
        #expect(same == before)
        let changed = try await store.write { writer in
            try writer.updateServiceConnector(id: id) { values in
                values.name = "renamed"
                values.expiresAt = nil
                values.labels = [Label(key: "a", value: "c")]
            }
        }
        #expect(try await store.read { try $0.serviceConnector(id: id) } == changed)
        #expect(changed.name == "renamed")
        #expect(changed.expiresAt == nil)
        #expect(changed.labels == [Label(key: "a", value: "c")])
        #expect(changed.configuration == before.configuration)
        #expect(changed.secretID == before.secretID)
        #expect(changed.created == before.created)
        #expect(changed.updated == before.updated.addingTimeInterval(60))
    }

    @Test("gets other secrets, and the present ones are gone")
    func secrets() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        defer { store.close() }
        let id = try await store.write { try $0.insertServiceConnector(sampleConnector()) }
        let before = try #require(try await store.read { try $0.serviceConnector(id: id) })
        let secrets = ["aws_access_key_id": "AKIAI44QH8DHBEXAMPLE"]
        let changed = try await store.write { try $0.updateServiceConnector(id: id, secrets: secrets) { _ in } }
        #expect(changed.secretID != before.secretID)
        #expect(try await store.read { try $0.secrets(of: changed) } == secrets)
        await #expect(throws: ClientStoreError.self) { _ = try await store.read { try $0.secrets(of: before) } }
        let none = try await store.write { try $0.updateServiceConnector(id: id, secrets: [:]) { _ in } }
        #expect(none.secretID == nil)
        #expect(try await store.read { try $0.secrets(of: none) } == [:])
    }

    @Test("is not changed over what another command wrote since it was read")
    func optimism() async throws {
        let home = try TemporaryHome()
        let (first, second) = (try home.open(), try home.open())
        defer {
            first.close()
            second.close()
        }
        let id = try await first.write { try $0.insertServiceConnector(sampleConnector()) }
        let read = try await first.read { try $0.serviceConnector(id: id) }
        try await second.write { _ = try $0.updateServiceConnector(id: id) { $0.description = "theirs" } }
        await #expect(throws: StoreConflict.serviceConnectorChanged(name: "aws-us-east-1")) {
            try await first.write { writer in
                _ = try writer.updateServiceConnector(id: id, asRead: read) { $0.description = "ours" }
            }
        }
        let again = try await first.read { try $0.serviceConnector(id: id) }
        #expect(again?.description == "theirs")
        try await first.write { _ = try $0.updateServiceConnector(id: id, asRead: again) { $0.description = "ours" } }
        #expect(try await second.read { try $0.serviceConnector(id: id)?.description } == "ours")
        try await second.write { _ = try $0.deleteServiceConnector(id: id) }
        await #expect(throws: StoreConflict.serviceConnectorGone(id: id)) {
            try await first.write { _ = try $0.updateServiceConnector(id: id) { $0.description = "late" } }
        }
    }

    @Test("does not take a name that is taken")
    func names() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        defer { store.close() }
        let id = try await store.write { writer in
            try writer.insertServiceConnector(sampleConnector("a"))
            return try writer.insertServiceConnector(sampleConnector("b"))
        }
        await #expect(throws: StoreConflict.serviceConnectorExists("a")) {
            try await store.write { _ = try $0.updateServiceConnector(id: id) { $0.name = "a" } }
        }
    }

    @Test(
        "keeps what its components rely on, and itself",
        arguments: [
            (\ServiceConnectorValues.connectorType, "docker", StoreConflict.FrozenPart.connectorType),
            (\.authMethod, "secret-key", .authMethod),
        ] as [(any Sendable & WritableKeyPath<ServiceConnectorValues, String>, String, StoreConflict.FrozenPart)]
    )
    func frozen(
        _ path: any Sendable & WritableKeyPath<ServiceConnectorValues, String>,
        _ value: String,
        _ part: StoreConflict.FrozenPart
    ) async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        defer { store.close() }
        let (connector, component) = try await store.write { writer in
            let connector = try writer.insertServiceConnector(sampleConnector())
            let component = try writer.insertComponent(sampleRegistry())
            try writer.connect(componentID: component, to: connector, resourceID: "x")
            return (connector, component)
        }
        await #expect(throws: StoreConflict.serviceConnectorFrozen(part)) {
            try await store.write { _ = try $0.updateServiceConnector(id: connector) { $0[keyPath: path] = value } }
        }
        await #expect(throws: StoreConflict.serviceConnectorFrozen(.resourceType)) {
            try await store.write {
                _ = try $0.updateServiceConnector(id: connector) { $0.resourceTypes = ["s3-bucket"] }
            }
        }
        await #expect(throws: StoreConflict.serviceConnectorFrozen(.resourceID)) {
            try await store.write { _ = try $0.updateServiceConnector(id: connector) { $0.resourceID = nil } }
        }
        try await store.write { _ = try $0.updateServiceConnector(id: connector) { $0.description = "y" } }
        await #expect(throws: StoreConflict.serviceConnectorInUse(id: connector, components: 1)) {
            try await store.write { _ = try $0.deleteServiceConnector(id: connector) }
        }
        try await store.write { writer in
            try writer.disconnect(componentID: component)
            try writer.updateServiceConnector(id: connector) { $0[keyPath: path] = value }
            try writer.deleteServiceConnector(id: connector)
        }
        #expect(try await store.read { try $0.serviceConnectors() } == [])
    }
}
