import ClientStore
import Determinism
import Foundation
import StackComponents

/// Runs `body` with a new store that holds the container registries named, of flavor `aws`.
func withStore(_ registries: [String] = [], _ body: (ClientStore) async throws -> Void) async throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "drydock-stacks-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: home) }
    let store = try ClientStore.open(
        StoreLocation(variables: [:], home: home),
        clock: .standing(at: Date(timeIntervalSince1970: 0)),
        randomness: .system()
    )
    defer { store.close() }
    try await store.write { writer in
        for name in registries {
            _ = try Components.containerRegistries.register(
                try Components.containerRegistries.planned(name, flavor: "aws", attributes: ["uri": uri]),
                in: writer
            )
        }
    }
    try await body(store)
}

let uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com"

/// A service connector, of type `aws` and for ECR where nothing else is said.
func connector(_ name: String, type: String = "aws", resourceTypes: [String] = ["docker-registry"])
    -> NewServiceConnector
{
    NewServiceConnector(
        name: name,
        connectorType: type,
        authMethod: "secret-key",
        resourceTypes: resourceTypes,
        resourceID: nil,
        configuration: ["region": "us-east-1"],
        secrets: [:]
    )
}

/// What an error says.
func message(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch {
        return "\(error)"
    }
}
