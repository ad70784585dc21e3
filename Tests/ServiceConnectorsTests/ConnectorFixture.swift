import AWSClient
import ClientStore
import CurlHTTP
import Determinism
import DockerConfiguration
import Foundation
import ServiceConnectors
import Synchronization
import TestSupport

/// What connectors work with in a test: a home, AWS and docker that remember, and the log.
final class ConnectorFixture: Sendable {
    static let id = "7646a512-87c1-4466-8fc0-bf0cb6f2d3a1"
    static let keys = [
        "aws_access_key_id": "AKIAKEY", "aws_secret_access_key": "secret", "region": "us-east-1",
    ]

    let clock = WorldClock.standing(at: Date(timeIntervalSince1970: 1_715_679_000))
    let aws = RecordingCalls()
    let folder: TemporaryFolder
    let environment: ClientEnvironment
    private let driver = CurlDriver()
    private let state = Mutex<(lines: [String], logins: [[String]], checks: [[String]], trouble: Bool)>(
        ([], [], [], false)
    )

    init(_ variables: [String: String] = [:], files: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
        environment = ClientEnvironment(
            variables: variables.merging(["AWS_EC2_METADATA_DISABLED": "true"]) { own, _ in own },
            home: folder.path,
            workingDirectory: folder.path,
            clock: clock,
            randomness: .seeded("ServiceConnectorsTests"),
            http: driver
        )
    }

    deinit { driver.shutDown() }

    /// The lines that were logged since this was last asked.
    func takeLog() -> [String] {
        state.withLock { state in
            defer { state.lines = [] }
            return state.lines
        }
    }

    /// Registry, user name and password of every login.
    var logins: [[String]] { state.withLock { $0.logins } }
    /// The same of every check.
    var checks: [[String]] { state.withLock { $0.checks } }
    /// Whether registries refuse.
    var registryRefuses: Bool {
        get { state.withLock { $0.trouble } }
        set { state.withLock { $0.trouble = newValue } }
    }

    var services: ConnectorServices {
        ConnectorServices(
            settings: AWSSettings(environment),
            calls: aws.factory,
            dockerLogin: { [self] (registry, username, password) async throws(DockerConfigurationError) in
                try answer(registry)
                state.withLock { $0.logins.append([registry, username, password]) }
                return nil
            },
            dockerCheck: { [self] (registry, username, password) async throws(DockerConfigurationError) in
                try answer(registry)
                state.withLock { $0.checks.append([registry, username, password]) }
            },
            log: { [self] line in state.withLock { $0.lines.append(line) } }
        )
    }

    private func answer(_ registry: String) throws(DockerConfigurationError) {
        guard registryRefuses else { return }
        throw .refused(url: "https://\(registry)/v2/", status: 401)
    }

    /// A configuration of a registered AWS connector `c`.
    func configuration(
        _ method: AuthMethod,
        _ type: ResourceType? = .dockerRegistry,
        _ more: [String: String] = [:],
        _ change: (inout ConnectorConfiguration) -> Void = { _ in }
    ) throws -> ConnectorConfiguration {
        let known = Set(method.attributes.map(\.name))
        var configuration = try ConnectorConfiguration(
            type: .aws,
            method: method,
            resourceType: type,
            attributes: Self.keys.filter { known.contains($0.key) }.merging(more) { $1 }
        )
        configuration.id = Self.id
        configuration.name = "c"
        change(&configuration)
        return configuration
    }

    /// The connector of such a configuration.
    func connector(
        _ method: AuthMethod,
        _ type: ResourceType? = .dockerRegistry,
        _ more: [String: String] = [:],
        _ change: (inout ConnectorConfiguration) -> Void = { _ in }
    ) async throws -> ServiceConnector {
        try await ServiceConnector(opening: configuration(method, type, more, change), with: services)
    }
}

/// The names of a type, or its error.
func names(_ resources: ConnectorResources, _ type: ResourceType) -> [String] {
    switch resources.entries.first(where: { $0.type == type })?.outcome {
    case .names(let names): names
    case .error(let message): ["error: " + message]
    case .notListed: ["none listed"]
    case nil: []
    }
}
