import AWSClient
import Determinism
import Foundation
import ServiceConnectors
import Testing

@Suite("An AWS service connector at work")
struct AWSServiceConnectorTests {
    private static let registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com"

    @Test("puts its ID into the name of its sessions once it is open, cut where STS wants it shorter")
    func sessionNames() async throws {
        let role = try ConnectorFixture()
        _ = try await role.connector(.iamRole, .dockerRegistry, ["role_arn": "r"]).verify()
        #expect(role.aws.calls[0] == "AKIAKEY@us-east-1 AssumeRole zenml-connector 3600 - []")
        #expect(
            role.aws.calls[2].hasPrefix(
                "AKIAKEY@us-east-1 AssumeRole zenml-connector-\(ConnectorFixture.id) 3600 {\"Version\""
            )
        )
        let federation = try ConnectorFixture()
        _ = try await federation.connector(.federationToken).verify()
        #expect(federation.aws.calls[2].contains("GetFederationToken zenml-connector-7646a512-87c1-44 43200 {"))
    }

    @Test("takes a configured policy before its own, and policy ARNs likewise")
    func policies() async throws {
        let own = try ConnectorFixture()
        _ = try await own.connector(.iamRole, .dockerRegistry, ["role_arn": "r", "policy": "{}"]).verify()
        #expect(own.aws.calls[2].hasSuffix("3600 {} []"))
        let arns = try ConnectorFixture()
        _ = try await arns.connector(
            .iamRole,
            .dockerRegistry,
            ["role_arn": "r", "policy_arns": "[\"a\", \"b\"]"]
        ).verify()
        #expect(arns.aws.calls[2].hasSuffix("3600 - [\"a\", \"b\"]"))
    }

    @Test(
        "narrows sessions to what each resource needs",
        arguments: [
            (
                ResourceType.s3Bucket, nil,
                #"{"Version": "2012-10-17", "Statement": [{"Sid": "AllowS3BucketAccess", "Effect": "Allow", "Action": "#
                    + #"["s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListAllMyBuckets"], "#
                    + #""Resource": ["arn:aws:s3:::*", "arn:aws:s3:::*/*"]}]}"#
            ),
            (
                .s3Bucket, "s3://demos/x",
                #"{"Version": "2012-10-17", "Statement": [{"Sid": "AllowS3BucketAccess", "Effect": "Allow", "Action": "#
                    + #"["s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListAllMyBuckets"], "#
                    + #""Resource": ["arn:aws:s3:::demos", "arn:aws:s3:::demos/*"]}]}"#
            ),
            (
                .kubernetesCluster, nil,
                #"{"Version": "2012-10-17", "Statement": [{"Sid": "AllowEKSClusterAccess", "Effect": "Allow", "Action": "#
                    + #"["eks:ListClusters", "eks:DescribeCluster"], "Resource": "#
                    + #"["arn:aws:eks:us-east-1:*:cluster/*"]}]}"#
            ),
            (
                .kubernetesCluster, "prod",
                #"{"Version": "2012-10-17", "Statement": [{"Sid": "AllowEKSClusterAccess", "Effect": "Allow", "Action": "#
                    + #"["eks:ListClusters", "eks:DescribeCluster"], "Resource": "#
                    + #"["arn:aws:eks:us-east-1:*:cluster/prod"]}]}"#
            ),
            (.awsGeneric, nil, "-"),
        ] as [(ResourceType, String?, String)]
    )
    func sessionPolicies(_ type: ResourceType, _ id: String?, _ policy: String) async throws {
        let fixture = try ConnectorFixture()
        _ = try await fixture.connector(.iamRole, type, ["role_arn": "r"]) { $0.resourceID = id }.verify()
        let session = try #require(fixture.aws.calls.first { $0.contains("AssumeRole") })
        #expect(session.hasSuffix(" 3600 \(policy) []"))
    }

    @Test("keeps its sessions until 15 minutes before their end")
    func sessionCache() async throws {
        let fixture = try ConnectorFixture()
        let connector = try await fixture.connector(.sessionToken)
        _ = try await connector.verify()
        fixture.clock.advance(by: 2_600)
        _ = try await connector.verify()
        #expect(fixture.aws.calls.count { $0.contains("GetSessionToken") } == 2)
        fixture.clock.advance(by: 200)
        _ = try await connector.verify()
        #expect(fixture.aws.calls.count { $0.contains("GetSessionToken") } == 3)
    }

    @Test("asks with the session that it checked, also where sessions are shorter than the margin")
    func shortSessions() async throws {
        let fixture = try ConnectorFixture()
        fixture.clock.advance(by: 2_800)
        _ = try await fixture.connector(.sessionToken, .s3Bucket).verify()
        #expect(fixture.aws.takeOperations() == ["GetSessionToken", "GetCallerIdentity", "ListBuckets"])
    }

    @Test("asks for all resource types one after the other, after its credentials alone")
    func allTypes() async throws {
        let fixture = try ConnectorFixture()
        let resources = try await fixture.connector(.sessionToken, nil).verify()
        #expect(resources.error == nil)
        #expect(names(resources, .awsGeneric) == ["us-east-1"])
        #expect(names(resources, .s3Bucket) == ["s3://demos", "s3://data"])
        #expect(names(resources, .kubernetesCluster) == ["prod"])
        #expect(names(resources, .dockerRegistry) == [Self.registry])
        #expect(
            fixture.aws.takeOperations() == [
                "GetSessionToken", "GetCallerIdentity",
                "GetSessionToken", "GetCallerIdentity",
                "GetSessionToken", "GetCallerIdentity", "ListBuckets",
                "GetSessionToken", "GetCallerIdentity", "ListClusters",
                "GetSessionToken", "GetCallerIdentity", "GetSessionToken", "GetCallerIdentity", "DescribeRepositories",
            ]
        )
    }

    @Test("tells the error of each resource type, and fails as a whole where its credentials do")
    func errors() async throws {
        let fixture = try ConnectorFixture()
        let connector = try await fixture.connector(.secretKey, nil)
        fixture.aws.refused = ["ListBuckets"]
        fixture.aws.empty = ["ListClusters", "DescribeRepositories"]
        let resources = try await connector.verify()
        #expect(resources.error == nil)
        let denied =
            "connector 'c' authorization failure: failed to list S3 buckets: An error occurred (AccessDenied) when calling "
            + "the ListBuckets operation: no"
        #expect(names(resources, .s3Bucket) == ["error: " + denied])
        #expect(names(resources, .kubernetesCluster)[0].hasPrefix("error: connector 'c' didn't list any AWS EKS Kub"))
        #expect(names(resources, .dockerRegistry)[0].contains("does not have access to any ECR repositories"))
        let log = fixture.takeLog()
        #expect(log.count == 3)
        #expect(log[0].hasPrefix("failed to list S3 buckets: "))
        #expect(log[1] == denied)
        fixture.aws.refused = ["GetCallerIdentity"]
        let failed = try await connector.verify()
        #expect(failed.error?.message.hasPrefix("connector 'c' authorization failure: failed to verify AWS") == true)
        #expect(failed.entries.allSatisfy { $0.outcome == .error(failed.error?.message ?? "") })
        #expect(throws: ConnectorError.self) { try failed.checked() }
        #expect(fixture.takeLog().count == 1)
    }

    @Test("fails as a whole where the one resource type that is asked for does")
    func oneType() async throws {
        let fixture = try ConnectorFixture()
        let connector = try await fixture.connector(.secretKey, nil)
        fixture.aws.refused = ["HeadBucket"]
        let resources = try await connector.verify(resourceType: "s3-bucket", resourceID: "demos")
        #expect(
            resources.error?.message
                == "connector 'c' authorization failure: failed to fetch S3 bucket demos: An error occurred (AccessDenied) "
                + "when calling the HeadBucket operation: no"
        )
        let error = await #expect(throws: ConnectorError.self) { try await connector.verify(resourceType: "nosuch") }
        #expect(
            error?.message
                == "connector 'c' does not support resource type: 'nosuch'. Supported resource types are: aws-generic, "
                + "s3-bucket, kubernetes-cluster, docker-registry"
        )
    }

    @Test("verifies its credentials alone where nothing is to be listed")
    func verifyOnly() async throws {
        let fixture = try ConnectorFixture()
        let resources = try await fixture.connector(.secretKey, nil).verify(listsResources: false)
        #expect(resources.entries.allSatisfy { $0.outcome == .notListed })
        #expect(fixture.aws.takeOperations() == ["GetCallerIdentity"])
        let one = try await fixture.connector(.secretKey, nil)
            .verify(resourceType: "docker-registry", listsResources: false)
        #expect(names(one, .dockerRegistry) == ["none listed"])
        // As in ZenML, a connector of one resource type lists it all the same.
        let single = try await fixture.connector(.secretKey).verify(listsResources: false)
        #expect(names(single, .dockerRegistry) == [Self.registry])
    }

    @Test("hands its endpoint on for the services, and makes one STS call a session")
    func endpoint() async throws {
        let fixture = try ConnectorFixture()
        _ = try await fixture.connector(.secretKey, .dockerRegistry, ["endpoint_url": "http://localhost:4566"]).verify()
        #expect(
            fixture.aws.calls == [
                "AKIAKEY@us-east-1@http://localhost:4566 GetCallerIdentity",
                "AKIAKEY@us-east-1@http://localhost:4566 GetCallerIdentity",
                "AKIAKEY@us-east-1@http://localhost:4566 DescribeRepositories",
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
        let fixture = try ConnectorFixture()
        let connector = try await fixture.connector(
            .stsToken,
            .dockerRegistry,
            ["aws_session_token": "t"]
        ) { configuration in
            configuration.expiresAt = fixture.clock.now.addingTimeInterval(seconds)
            configuration.expiresSkewTolerance = tolerance
        }
        let resources = try await connector.verify()
        if isExpired {
            #expect(resources.error?.message == "the connector's authentication credentials have expired.")
            #expect(fixture.aws.calls.isEmpty)
            await #expect(throws: ConnectorError.self) { try await connector.client() }
        } else {
            #expect(names(resources, .dockerRegistry) == [Self.registry])
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
        let fixture = try ConnectorFixture()
        let error = await #expect(throws: ConnectorError.self) {
            try await fixture.connector(method, .dockerRegistry, ["role_arn": "r"]) { $0.expirationSeconds = seconds }
        }
        #expect(error?.message.hasSuffix(reason) == true)
        #expect(fixture.aws.calls.isEmpty)
    }

    @Test("has a configuration that shows no secret when it is printed")
    func redaction() throws {
        let configuration = try ConnectorFixture().configuration(
            .secretKey,
            .dockerRegistry,
            ["aws_secret_access_key": "hush"]
        )
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", String(reflecting: configuration), dumped] { #expect(!text.contains("hush")) }
    }

    @Test("names the registry of a region outside of the first partition by its own suffix")
    func partition() async throws {
        let fixture = try ConnectorFixture()
        let resources = try await fixture.connector(.secretKey, .dockerRegistry, ["region": "cn-north-1"]).verify()
        #expect(names(resources, .dockerRegistry) == ["123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn"])
    }

    // MARK: Implicit credentials

    private static let allowed = ["ZENML_ENABLE_IMPLICIT_AUTH_METHODS": "true"]

    @Test("takes what the environment holds where that is allowed, with or without a role")
    func implicit() async throws {
        let variables = Self.allowed.merging([
            "AWS_ACCESS_KEY_ID": "AKENV", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "t",
        ]) { $1 }
        let plain = try ConnectorFixture(variables)
        _ = try await plain.connector(.implicit).verify()
        #expect(plain.aws.calls.allSatisfy { $0.hasPrefix("AKENV@us-east-1 ") })
        let role = try ConnectorFixture(variables)
        _ = try await role.connector(.implicit, .s3Bucket, ["role_arn": "r"]).verify()
        #expect(role.aws.takeOperations() == ["AssumeRole", "GetCallerIdentity", "ListBuckets"])
        role.aws.refused = ["AssumeRole"]
        let failed = try await role.connector(.implicit, .s3Bucket, ["role_arn": "r"]).verify()
        #expect(
            failed.error?.message
                == "connector 'c' authorization failure: Failed to assume IAM role r using the implicit AWS credentials: An "
                + "error occurred (AccessDenied) when calling the AssumeRole operation: no"
        )
    }

    @Test("takes the credentials of the profile that it names, whatever the variables hold")
    func implicitProfile() async throws {
        let fixture = try ConnectorFixture(
            Self.allowed.merging(["AWS_ACCESS_KEY_ID": "AKENV", "AWS_SECRET_ACCESS_KEY": "s"]) { $1 },
            files: [".aws/credentials": "[other]\naws_access_key_id = AKOTHER\naws_secret_access_key = s\n"]
        )
        _ = try await fixture.connector(.implicit, .awsGeneric, ["profile_name": "other"]).verify()
        #expect(fixture.aws.calls == ["AKOTHER@us-east-1 GetCallerIdentity"])
        let gone = try await fixture.connector(.implicit, .dockerRegistry, ["profile_name": "nosuch"]).verify()
        #expect(
            gone.error?.message
                == "connector 'c' authorization failure: Failed to fetch the AWS account ID: The config profile (nosuch) "
                + "could not be found"
        )
        _ = fixture.takeLog()
        let generic = try await fixture.connector(.implicit, .awsGeneric, ["profile_name": "nosuch"]).verify()
        #expect(generic.error?.message == "an unexpected error occurred while verifying the connector.")
        #expect(
            fixture.takeLog() == [
                "connector 'c' verification failed with unexpected error: The config profile (nosuch) could not be found"
            ]
        )
    }

    @Test(
        "is refused where it is not allowed, and where there is nothing to take",
        arguments: [
            (
                [:],
                "Implicit authentication methods for service connectors are implicitly disabled for security reasons."
            ),
            (
                allowed,
                "Failed to get AWS credentials from the default provider. Please check your AWS configuration or"
            ),
        ]
    )
    func implicitRefused(_ variables: [String: String], _ reason: String) async throws {
        let fixture = try ConnectorFixture(variables)
        let resources = try await fixture.connector(.implicit).verify()
        #expect(resources.error?.message.hasPrefix("connector 'c' authorization failure: \(reason)") == true)
        let log = fixture.takeLog()
        #expect(log.count == 2)
        #expect(log[0].hasPrefix("Authorization error validating resource ID None for resource type docker-registry: "))
        #expect(fixture.aws.calls.isEmpty)
    }
}
