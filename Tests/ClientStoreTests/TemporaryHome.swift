import ClientStore
import Determinism
import Foundation

/// A directory for one test, removed with it.
final class TemporaryHome: Sendable {
    let path: String
    let clock = WorldClock.standing(at: Date(timeIntervalSince1970: 1_715_679_000))

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "drydock-store-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var location: StoreLocation { StoreLocation(variables: [:], home: path) }
    var storePath: String { location.path }
    var keyPath: String { (storePath as NSString).deletingLastPathComponent + "/store.key" }

    func open(
        _ variables: [String: String] = [:],
        randomness: Randomness = .system()
    ) throws(ClientStoreError) -> ClientStore {
        try ClientStore.open(StoreLocation(variables: variables, home: path), clock: clock, randomness: randomness)
    }

    func permissions(of file: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int ?? 0
    }
}

/// A connector with all that can be stored.
func sampleConnector(_ name: String = "aws-us-east-1") -> NewServiceConnector {
    var connector = NewServiceConnector(
        name: name,
        connectorType: "aws",
        authMethod: "sts-token",
        resourceTypes: ["docker-registry"],
        resourceID: "715803424590.dkr.ecr.us-east-1.amazonaws.com",
        configuration: ["region": "us-east-1"],
        secrets: ["aws_access_key_id": "AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key": "a secret of the tests"]
    )
    connector.description = "for tests"
    connector.expiresAt = Date(timeIntervalSince1970: 1_715_722_200.25)
    connector.expiresSkewTolerance = 60
    connector.expirationSeconds = 3600
    connector.labels = [Label(key: "team", value: "ml"), Label(key: "a", value: "b")]
    return connector
}

/// A container registry.
func sampleRegistry(_ name: String = "r") -> StackComponentValues {
    StackComponentValues(
        name: name,
        type: "container_registry",
        flavor: "aws",
        configuration: ["uri": "715803424590.dkr.ecr.us-east-1.amazonaws.com"],
        labels: [Label(key: "team", value: "ml")]
    )
}
