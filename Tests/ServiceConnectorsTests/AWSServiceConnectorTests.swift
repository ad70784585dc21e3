import Determinism
import DockerConfiguration
import Foundation
import ServiceConnectors
import Synchronization
import Testing

@Suite("An AWS service connector at work")
struct AWSServiceConnectorTests {
    private static let id = "7646a512-87c1-4466-8fc0-bf0cb6f2d3a1"
    private static let keys = [
        "aws_access_key_id": "AKIAKEY", "aws_secret_access_key": "secret", "region": "us-east-1",
    ]

    private let clock = WorldClock.standing(at: Date(timeIntervalSince1970: 1_715_679_000))

    private func connector(
        _ method: AuthMethod,
        _ more: [String: String],
        _ aws: RecordingCalls,
        _ change: (inout ConnectorConfiguration) -> Void = { _ in }
    ) throws -> AWSServiceConnector {
        var configuration = try ConnectorConfiguration(method: method, attributes: Self.keys.merging(more) { $1 })
        configuration.id = Self.id
        configuration.name = "c"
        change(&configuration)
        return AWSServiceConnector(configuration, calls: aws.factory, clock: clock, log: { _ in })
    }

    @Test("puts its ID into the name of its sessions, cut where STS wants it shorter")
    func sessionNames() async throws {
        let role = RecordingCalls(expiration: clock.now.addingTimeInterval(3_600))
        _ = try await connector(.iamRole, ["role_arn": "r"], role).verify()
        #expect(role.calls[0].hasPrefix("AKIAKEY@us-east-1 AssumeRole zenml-connector 3600 - "))
        #expect(role.calls[2].hasPrefix("AKIAKEY@us-east-1 AssumeRole zenml-connector-\(Self.id) 3600 {\"Version\""))
        let federation = RecordingCalls(expiration: clock.now.addingTimeInterval(3_600))
        _ = try await connector(.federationToken, [:], federation).verify()
        #expect(federation.calls[2].contains("GetFederationToken zenml-connector-7646a512-87c1-44 43200 policy"))
    }

    @Test("takes a configured policy before its own, and policy ARNs likewise")
    func policies() async throws {
        let own = RecordingCalls(expiration: clock.now.addingTimeInterval(3_600))
        _ = try await connector(.iamRole, ["role_arn": "r", "policy": "{}"], own).verify()
        #expect(own.calls[2].hasSuffix("3600 {} []"))
        let arns = RecordingCalls(expiration: clock.now.addingTimeInterval(3_600))
        _ = try await connector(.iamRole, ["role_arn": "r", "policy_arns": "[\"a\", \"b\"]"], arns).verify()
        #expect(arns.calls[2].hasSuffix("3600 - [\"a\", \"b\"]"))
    }

    @Test("keeps its sessions until 15 minutes before their end")
    func sessionCache() async throws {
        let aws = RecordingCalls(expiration: clock.now.addingTimeInterval(3_600))
        let connector = try connector(.sessionToken, [:], aws)
        _ = try await connector.verify()
        clock.advance(by: 2_600)
        _ = try await connector.verify()
        #expect(aws.calls.count { $0.contains("GetSessionToken") } == 2)
        clock.advance(by: 200)
        _ = try await connector.verify()
        #expect(aws.calls.count { $0.contains("GetSessionToken") } == 3)
    }

    @Test("hands its endpoint on for ECR, and makes one STS call a session")
    func endpoint() async throws {
        let aws = RecordingCalls(expiration: clock.now)
        _ = try await connector(.secretKey, ["endpoint_url": "http://localhost:4566"], aws).verify()
        #expect(
            aws.calls == [
                "AKIAKEY@us-east-1 http://localhost:4566 GetCallerIdentity",
                "AKIAKEY@us-east-1 http://localhost:4566 GetCallerIdentity",
                "AKIAKEY@us-east-1 http://localhost:4566 DescribeRepositories",
            ]
        )
    }

    @Test(
        "counts as expired from the tolerance on",
        arguments: [
            (nil, 299.0, true), (nil, 301.0, false), (0, 1.0, false), (60, 59.0, true),
        ] as [(Int?, Double, Bool)]
    )
    func expiry(_ tolerance: Int?, _ seconds: Double, _ isExpired: Bool) async throws {
        let aws = RecordingCalls(expiration: clock.now)
        let connector = try connector(.stsToken, ["aws_session_token": "t"], aws) { configuration in
            configuration.expiresAt = clock.now.addingTimeInterval(seconds)
            configuration.expiresSkewTolerance = tolerance
        }
        if isExpired {
            let error = await #expect(throws: ConnectorError.self) { try await connector.verifyAndReport() }
            #expect(error?.message == "the connector's authentication credentials have expired.")
            #expect(aws.calls.isEmpty)
        } else {
            #expect(try await connector.verify() == "123456789012.dkr.ecr.us-east-1.amazonaws.com")
        }
    }

    @Test(
        "holds the lifetime of sessions to the method's limits",
        arguments: [
            (AuthMethod.iamRole, 899, "must be at least 900 seconds."),
            (.sessionToken, 129_601, "must be at most 129600 seconds."),
            (.federationToken, 129_601, "must be at most 129600 seconds."),
            (.secretKey, 3_600, "not supported for this authentication method but a value was provided: 3600"),
        ]
    )
    func lifetimes(_ method: AuthMethod, _ seconds: Int, _ reason: String) async throws {
        let aws = RecordingCalls(expiration: clock.now)
        let connector = try connector(method, ["role_arn": "r"], aws) { $0.expirationSeconds = seconds }
        let error = await #expect(throws: ConnectorError.self) { try await connector.verifyAndReport() }
        #expect(error?.message.hasSuffix(reason) == true)
        #expect(aws.calls.isEmpty)
    }

    @Test("has a configuration that shows no secret when it is printed")
    func redaction() throws {
        let configuration = try ConnectorConfiguration(
            method: .secretKey,
            attributes: ["aws_access_key_id": "AKIAKEY", "aws_secret_access_key": "hush", "region": "us-east-1"]
        )
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", String(reflecting: configuration), dumped] { #expect(!text.contains("hush")) }
    }

    @Test("names the registry of a region outside of the first partition by its own suffix")
    func partition() async throws {
        let aws = RecordingCalls(expiration: clock.now)
        let registry = try await connector(.secretKey, ["region": "cn-north-1"], aws).verify()
        #expect(registry == "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn")
    }

    @Test("logs in with the whole password, at no host but the registry that was verified")
    func login() async throws {
        let logins = Mutex<[[String]]>([])
        let login = RegistryLogin { (registry, username, password) async throws(DockerConfigurationError) in
            logins.withLock { $0.append([registry, username, password]) }
            return nil
        }
        let aws = RecordingCalls(expiration: clock.now)
        let connector = try connector(.secretKey, [:], aws)
        #expect(try await login.logIn(with: connector, resourceID: nil) == nil)
        #expect(
            logins.withLock { $0 } == [["https://123456789012.dkr.ecr.us-east-1.amazonaws.com", "AWS", "pass:word"]]
        )
        for host in ["evil.example", "999999999999.dkr.ecr.us-east-1.amazonaws.com", "evil.example/x@a"] {
            aws.endpoint = host
            await #expect(throws: ConnectorError.self) { try await login.logIn(with: connector, resourceID: nil) }
        }
        #expect(logins.withLock { $0.count } == 1)
    }
}
