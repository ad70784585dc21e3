import ClientStore
import Determinism
import Foundation
import ServiceConnectors
import TestSupport
import Testing

@Suite("Registering and updating connectors")
struct RegistrationTests {
    private static let registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
    private static let keys = ConnectorFixture.keys.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }

    private func request(_ isVerified: Bool = true) -> ConnectorRegistration.Request {
        ConnectorRegistration.Request(name: "n", description: "d", labels: [], isVerified: isVerified)
    }

    private func explicit(
        _ type: ServiceConnectorType = .aws,
        _ method: String? = "secret-key",
        _ resourceType: String? = nil,
        _ resourceID: String? = nil,
        _ attributes: [(name: String, value: String)] = keys
    ) throws(ConnectorError) -> ExplicitConfiguration {
        try ExplicitConfiguration(
            type: type,
            method: method,
            resourceType: resourceType,
            resourceID: resourceID,
            attributes: attributes
        )
    }

    @Test("stores what was given, and the one resource of a type without instances")
    func stored() async throws {
        for (type, id, stored, types) in [
            ("docker-registry", nil, registry, ["docker-registry"]),
            ("docker-registry", "https://\(registry)/x", "https://\(registry)/x", ["docker-registry"]),
            ("aws-generic", nil, "us-east-1", ["aws-generic"]),
            ("s3-bucket", nil, nil, ["s3-bucket"]), ("s3-bucket", "demos", "demos", ["s3-bucket"]),
            (nil, "ignored", nil, ["aws-generic", "s3-bucket", "kubernetes-cluster", "docker-registry"]),
        ] as [(String?, String?, String?, [String])] {
            let fixture = try ConnectorFixture()
            let outcome = try await ConnectorRegistration(fixture.services)
                .explicit(request(), explicit(.aws, "secret-key", type, id).configuration)
            #expect(outcome.connector.resourceID == stored)
            #expect(outcome.connector.resourceTypes == types)
            #expect(outcome.connector.secrets.count == 2)
            #expect(outcome.connector.configuration == ["region": "us-east-1"])
            #expect(outcome.resources?.error == nil)
        }
    }

    private var registry: String { Self.registry }

    @Test("stores a configuration that is not verified as it is")
    func unverified() async throws {
        let fixture = try ConnectorFixture()
        let outcome = try await ConnectorRegistration(fixture.services)
            .explicit(request(false), explicit(.aws, "secret-key", "docker-registry", "nonsense").configuration)
        #expect(outcome.connector.resourceID == "nonsense")
        #expect(outcome.resources == nil)
        #expect(fixture.aws.calls.isEmpty)
    }

    @Test("refuses another region for a resource that is the connector's region")
    func otherRegion() async throws {
        let fixture = try ConnectorFixture()
        let error = await #expect(throws: ConnectorError.self) {
            try await ConnectorRegistration(fixture.services)
                .explicit(request(), explicit(.aws, "secret-key", "aws-generic", "eu-west-1").configuration)
        }
        #expect(error?.message.hasSuffix("It only allows access to the following resource: 'us-east-1'.") == true)
    }

    @Test("refuses another account's registry, and a resource ID that is malformed")
    func resourceIDs() async throws {
        for (id, message) in [
            (
                "999999999999.dkr.ecr.us-east-1.amazonaws.com",
                "connector authorization failure: The connector does not allow access to the provided '999999999999."
            ),
            (
                "zenml",
                "The service connector configuration is not valid: Invalid resource ID for a ECR registry: zenml."
            ),
        ] {
            let fixture = try ConnectorFixture()
            let error = await #expect(throws: ConnectorError.self) {
                try await ConnectorRegistration(fixture.services)
                    .explicit(request(), explicit(.aws, "secret-key", "docker-registry", id).configuration)
            }
            #expect(error?.message.hasPrefix(message) == true)
        }
    }

    @Test("finds configurations in the environment for every resource type, and verifies them twice")
    func autoConfigured() async throws {
        for (type, id, stored) in [
            ("docker-registry", nil, registry), ("s3-bucket", "arn:aws:s3:::demos/x", "s3://demos"),
            ("s3-bucket", nil, nil), ("kubernetes-cluster", "prod", "prod"), ("aws-generic", "elsewhere", "us-east-1"),
            (nil, "ignored", nil),
        ] as [(String?, String?, String?)] {
            let fixture = try ConnectorFixture([
                "AWS_ACCESS_KEY_ID": "AKENV", "AWS_SECRET_ACCESS_KEY": "s", "AWS_DEFAULT_REGION": "us-east-1",
            ])
            let outcome = try await ConnectorRegistration(fixture.services).autoConfigured(
                request(),
                type: .aws,
                method: nil,
                resourceType: type,
                resourceID: id
            )
            #expect(outcome.connector.authMethod == "session-token")
            #expect(outcome.connector.expirationSeconds == 43_200)
            #expect(outcome.connector.resourceID == stored)
            #expect(fixture.aws.calls.count { $0.contains("GetCallerIdentity") } >= 2)
        }
    }

    private static let profiles = [
        ".aws/config": """
        [profile role]
        role_arn = arn:aws:iam::123456789012:role/r
        source_profile = base
        [profile chain]
        role_arn = arn:aws:iam::123456789012:role/q
        source_profile = role
        [profile machine]
        role_arn = arn:aws:iam::123456789012:role/r
        credential_source = Environment
        """,
        ".aws/credentials": "[base]\naws_access_key_id = AKBASE\naws_secret_access_key = s\naws_session_token = t\n",
    ]

    @Test(
        "fits what is found to the method",
        arguments: [
            ("role", nil, "iam-role"), ("role", "iam-role", "iam-role"), ("role", "sts-token", "sts-token"),
            ("role", "secret-key", "could not be used to auto-configure the connector."),
            ("chain", "sts-token", "sts-token"),
            ("chain", nil, "Could not determine the IAM role ARN and source profile credentials from the environment"),
            ("machine", nil, "Error when retrieving credentials from Environment: No credentials found in"),
            ("base", nil, "sts-token"), ("base", "iam-role", "could not be used to auto-configure the connector."),
            ("base", "implicit", "The AWS region name must be specified when using the implicit authentication method"),
            ("base", "nosuch", "connector type AWS Service Connector does not support authentication method: 'nosuch'"),
        ] as [(String, String?, String)]
    )
    func methods(_ profile: String, _ method: String?, _ expected: String) async throws {
        let fixture = try ConnectorFixture(
            ["AWS_PROFILE": profile, "AWS_DEFAULT_REGION": "us-east-1"],
            files: Self.profiles
        )
        do throws(ConnectorError) {
            let connector = try await ConnectorRegistration(fixture.services).autoConfigured(
                request(),
                type: .aws,
                method: method,
                resourceType: "aws-generic",
                resourceID: nil
            ).connector
            #expect(connector.authMethod == expected)
            #expect((connector.secrets["aws_session_token"] != nil) == (expected == "sts-token"))
        } catch {
            #expect(error.message.contains(expected), "\(error)")
        }
    }

    @Test("registers a Docker connector with its one method, after signing in")
    func docker() async throws {
        let fixture = try ConnectorFixture()
        let configuration = try explicit(
            .docker,
            nil,
            nil,
            nil,
            [("username", "me"), ("password", "pw"), ("registry", "https://ghcr.io/x")]
        ).configuration
        let outcome = try await ConnectorRegistration(fixture.services).explicit(request(), configuration)
        #expect(outcome.connector.authMethod == "password")
        #expect(outcome.connector.resourceID == "ghcr.io")
        #expect(outcome.connector.configuration == ["registry": "https://ghcr.io/x"])
        #expect(fixture.checks == [["ghcr.io", "me", "pw"]])
        fixture.registryRefuses = true
        let error = await #expect(throws: ConnectorError.self) {
            try await ConnectorRegistration(fixture.services).explicit(request(), configuration)
        }
        #expect(
            error?.message
                == "connector authorization failure: failed to authenticate with Docker registry ghcr.io: Error response "
                + "from daemon: login attempt to https://ghcr.io/v2/ failed with status: 401 Unauthorized"
        )
        let auto = await #expect(throws: ConnectorError.self) {
            try await ConnectorRegistration(fixture.services).autoConfigured(
                request(),
                type: .docker,
                method: nil,
                resourceType: nil,
                resourceID: nil
            )
        }
        #expect(
            auto?.message == "The Docker Service Connector service connector type does not support auto-configuration."
        )
    }

    @Test("leaves out attributes that the method does not know, and says so")
    func unknownAttributes() throws {
        let found = try explicit(.aws, "secret-key", nil, nil, Self.keys + [("role_arn", "r")])
        #expect(found.configuration.attributes["role_arn"] == nil)
        #expect(
            found.notes(name: "n") == [
                "Ignoring unknown attribute in connector 'n' configuration role_arn. Supported attributes are: "
                    + "['aws_access_key_id', 'aws_secret_access_key', 'region', 'endpoint_url']"
            ]
        )
        #expect(throws: ConnectorError.self) { try explicit(.kubernetes, "nosuch") }
        #expect(throws: ConnectorError.self) { try ServiceConnectorType.kubernetes.checkRegistrable() }
        #expect(throws: ConnectorError.self) { try ServiceConnectorRegistry.type("gcp") }
    }

    // MARK: Updates

    private func record() async throws -> (
        ServiceConnectorRecord, [String: String], ConnectorFixture
    ) {
        let fixture = try ConnectorFixture()
        let store = try ClientStore.open(
            StoreLocation(path: fixture.folder["store.db"], key: .file(fixture.folder["store.key"])),
            clock: fixture.clock,
            randomness: .seeded("RegistrationTests")
        )
        defer { store.close() }
        let outcome = try await ConnectorRegistration(fixture.services)
            .explicit(request(), explicit(.aws, "secret-key", "docker-registry").configuration)
        let id = try await store.write { try $0.insertServiceConnector(outcome.connector) }
        let (record, secrets) = try await store.read { reader in
            guard let record = try reader.serviceConnector(id: id) else { throw ConnectorError(.bare, "gone") }
            return (record, try reader.secrets(of: record))
        }
        _ = fixture.aws.takeOperations()
        return (record, secrets, fixture)
    }

    private static func change(_ body: (inout ConnectorUpdate.Request) -> Void) -> ConnectorUpdate.Request {
        var request = ConnectorUpdate.Request()
        body(&request)
        return request
    }

    @Test("merges what is new into what is stored, and verifies it")
    func update() async throws {
        let (record, secrets, fixture) = try await record()
        var request = ConnectorUpdate.Request()
        request.name = "new"
        request.attributes = [("aws_secret_access_key", "other")]
        request.labels = [LabelChange(key: "a", value: "b")]
        request.expiresAt = fixture.clock.now.addingTimeInterval(9_000)
        let outcome = try await ConnectorUpdate(fixture.services)
            .apply(request, to: record, secrets: secrets)
        #expect(outcome.connector.name == "new")
        #expect(outcome.connector.description == "d")
        #expect(outcome.connector.secrets["aws_secret_access_key"] == "other")
        #expect(outcome.connector.secrets["aws_access_key_id"] == "AKIAKEY")
        #expect(outcome.connector.labels == [Label(key: "a", value: "b")])
        #expect(outcome.connector.expiresAt == request.expiresAt)
        #expect(outcome.connector.resourceID == registry)
        #expect(
            fixture.aws.takeOperations() == ["GetCallerIdentity", "GetCallerIdentity", "DescribeRepositories"]
        )
    }

    @Test("checks what was stored against what is new")
    func updateErrors() async throws {
        let (record, secrets, fixture) = try await record()
        for (request, message) in [
            (
                Self.change { $0.attributes = [("region", "eu-west-2")] },
                "The service connector configuration is not valid: The AWS region for the \(registry) ECR repository region "
                    + "'us-east-1' does not match the region configured in the connector: 'eu-west-2'."
            ),
            (
                Self.change { $0.authMethod = "iam-role" },
                "connector configuration is not valid: missing required attribute 'role_arn'"
            ),
            (
                Self.change { $0.removedAttributes = ["region"] },
                "connector configuration is not valid: missing required attribute 'region'"
            ),
            (
                Self.change { $0.expirationSeconds = 100 },
                "The service connector configuration is not valid: connector configuration is not valid: Expiration time is "
                    + "not supported for this authentication method but a value was provided: 100"
            ),
        ] {
            let error = await #expect(throws: ConnectorError.self) {
                try await ConnectorUpdate(fixture.services)
                    .apply(request, to: record, secrets: secrets)
            }
            #expect(error?.message == message)
        }
    }
}
