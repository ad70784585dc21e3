import Determinism
import Foundation
import ServiceConnectors
import TestSupport
import Testing

@Suite("What a connector hands over")
struct ConnectorClientTests {
    private static let registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com"

    @Test("is a Docker connector for a registry, with a password and the session's end")
    func docker() async throws {
        let fixture = try ConnectorFixture()
        let client = try await fixture.connector(.sessionToken).client().configuration
        #expect(client.type == .docker)
        #expect(client.id == ConnectorFixture.id)
        #expect(client.name == "c (docker-registry | \(Self.registry) client)")
        #expect(client.resourceID == Self.registry)
        #expect(client.expiresAt == fixture.aws.expiration)
        #expect(
            client.attributes == [
                "registry": "https://\(Self.registry)", "username": "AWS", "password": "pass:word",
            ]
        )
        #expect(fixture.checks == [[Self.registry, "AWS", "pass:word"]])
        let plain = try await fixture.connector(.secretKey).client().configuration
        #expect(plain.expiresAt == nil)
    }

    @Test("is an AWS connector with temporary credentials for a bucket, or with its own where it makes none")
    func aws() async throws {
        let fixture = try ConnectorFixture()
        let client = try await fixture.connector(.iamRole, .s3Bucket, ["role_arn": "r"]).client(resourceID: "demos")
            .configuration
        #expect(client.method == .stsToken)
        #expect(client.name == "c (s3-bucket | s3://demos client)")
        #expect(client.resourceID == "s3://demos")
        #expect(client.attributes["aws_session_token"] == "t")
        #expect(client.expiresAt == fixture.aws.expiration)
        let own = try await fixture.connector(.secretKey, nil).client(resourceType: "aws-generic").configuration
        #expect(own.method == .secretKey)
        #expect(own.name == "c (aws-generic | us-east-1 client)")
        #expect(own.resourceID == "us-east-1")
    }

    @Test("is a Kubernetes connector with a token for a cluster")
    func kubernetes() async throws {
        let fixture = try ConnectorFixture()
        let client = try await fixture.connector(.secretKey, .kubernetesCluster).client(resourceID: "prod")
            .configuration
        #expect(client.type == .kubernetes)
        #expect(client.attributes["cluster_name"] == "arn:aws:eks:us-east-1:123456789012:cluster/prod")
        #expect(client.attributes["token"]?.hasPrefix("k8s-aws-v1.") == true)
        #expect(client.expiresAt == fixture.clock.now.addingTimeInterval(900))
    }

    @Test(
        "is asked for by type and name, as far as the connector leaves them open",
        arguments: [
            (
                nil, nil, nil,
                "the connector is configured to provide access to multiple resource types. A resource type must be specified "
                    + "when requesting access to a resource."
            ),
            (
                nil, "nosuch", nil,
                "connector configuration is not valid: \"connector type 'aws' does not support resource type 'nosuch'. "
                    + "Supported resource types are: ['aws-generic', 's3-bucket', 'kubernetes-cluster', 'docker-registry'].\""
            ),
            (
                "s3-bucket", nil, nil,
                "the connector is configured to provide access to multiple AWS S3 bucket resources. A resource name must be "
                    + "specified when requesting access to a resource."
            ),
            (
                "docker-registry", "s3-bucket", nil,
                "the connector is configured to provide access to a 'docker-registry' resource type, but a different "
                    + "resource type was requested: 's3-bucket'."
            ),
            (
                "docker-registry", nil, "999999999999.dkr.ecr.us-east-1.amazonaws.com",
                "The connector does not allow access to the provided '999999999999.dkr.ecr.us-east-1.amazonaws.com' AWS ECR "
                    + "container registry resource. It only allows access to the following resource: '\(registry)'."
            ),
        ] as [(String?, String?, String?, String)]
    )
    func requests(_ own: String?, _ type: String?, _ id: String?, _ message: String) async throws {
        let fixture = try ConnectorFixture()
        let connector = try await fixture.connector(.secretKey, own.flatMap(ServiceConnectorType.aws.resourceType))
        let error = await #expect(throws: ConnectorError.self) {
            try await connector.client(resourceType: type, resourceID: id)
        }
        #expect(error?.message == message)
    }

    @Test("logs docker in with the whole password, at no host but the registry that was verified")
    func login() async throws {
        let fixture = try ConnectorFixture()
        let connector = try await fixture.connector(.secretKey)
        let client = try await connector.logIn()
        #expect(client.connectorTypeName == "Docker Service Connector")
        #expect(client.resourceTypeName == "Docker/OCI container registry")
        #expect(fixture.logins == [[Self.registry, "AWS", "pass:word"]])
        #expect(fixture.checks.isEmpty)
        for host in ["evil.example", "999999999999.dkr.ecr.us-east-1.amazonaws.com", "evil.example/x@a"] {
            fixture.aws.endpoint = host
            await #expect(throws: ConnectorError.self) { try await connector.logIn() }
        }
        #expect(fixture.logins.count == 1)
    }

    @Test("says what docker would say where a registry refuses")
    func refusedLogin() async throws {
        let fixture = try ConnectorFixture()
        fixture.registryRefuses = true
        let error = await #expect(throws: DockerLoginFailure.self) {
            try await fixture.connector(.secretKey).logIn()
        }
        #expect(
            error?.message
                == "Failed to authenticate to Docker registry '\(Self.registry)': Command '['docker', 'login', '-u', 'AWS', "
                + "'--password-stdin', '\(Self.registry)']' returned non-zero exit status 1."
        )
    }

    @Test("writes a profile of its own into the AWS credentials file, and keeps everything else there")
    func credentialsFile() async throws {
        let old = """
            # mine
            [default]
            aws_access_key_id = AK
            [zenml-7646a512]
            region = old
            aws_session_token = old

            # another
            [other]
            x = y
            """
        let fixture = try ConnectorFixture(files: [".aws/credentials": old])
        let client = try await fixture.connector(.iamRole, .s3Bucket, ["role_arn": "r"]).logIn(resourceID: "demos")
        #expect(client.connectorTypeName == "AWS Service Connector")
        #expect(client.resourceTypeName == "AWS S3 bucket")
        #expect(fixture.takeLog() == ["Configured local AWS SDK profile 'zenml-7646a512'."])
        let path = fixture.folder[".aws/credentials"]
        #expect(
            try String(contentsOfFile: path, encoding: .utf8) == """
                # mine
                [default]
                aws_access_key_id = AK
                [zenml-7646a512]
                region = us-east-1
                aws_access_key_id = ASIATEMPORARY
                aws_secret_access_key = s
                aws_session_token = t

                # another
                [other]
                x = y
                """
        )
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        _ = try await fixture.connector(.secretKey, nil).logIn(resourceType: "aws-generic")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(!text.contains("aws_session_token"))
        #expect(text.contains("aws_access_key_id = AKIAKEY"))
    }

    @Test("makes a cluster kubectl's current context, and keeps everything else in its configuration")
    func kubeconfig() async throws {
        let old = """
            apiVersion: v1
            kind: Config
            clusters:
            - name: mine
              cluster: {server: "https://mine"}
            users: []
            contexts: null
            current-context: mine
            preferences: {colors: true}
            """
        let fixture = try ConnectorFixture(files: [".kube/config": old])
        let connector = try await fixture.connector(.secretKey, .kubernetesCluster)
        for _ in 0..<2 { _ = try await connector.logIn(resourceID: "prod") }
        let arn = "arn:aws:eks:us-east-1:123456789012:cluster/prod"
        #expect(
            fixture.takeLog().first
                == "Updated local kubeconfig with the cluster details. The current kubectl context was set to '\(arn)'."
        )
        let text = try String(contentsOfFile: fixture.folder[".kube/config"], encoding: .utf8)
        for line in [
            "current-context: \(arn)", "- name: mine", "https://mine", "server: https://eks.example",
            "certificate-authority-data: Q0E=", "colors: true", "token: k8s-aws-v1.",
        ] { #expect(text.contains(line), "\(line) in \(text)") }
        #expect(text.components(separatedBy: "name: \(arn)").count == 4)
        let broken = try ConnectorFixture(files: [".kube/config": "- a\n"])
        await #expect(throws: ConnectorError.self) {
            try await broken.connector(.secretKey, .kubernetesCluster).logIn(resourceID: "prod")
        }
        #expect(try String(contentsOfFile: broken.folder[".kube/config"], encoding: .utf8) == "- a\n")
    }
}
