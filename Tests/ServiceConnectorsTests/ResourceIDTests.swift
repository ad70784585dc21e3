import AWSCore
import Foundation
import ServiceConnectors
import Testing

@Suite("Resource IDs and what types are made of")
struct ResourceIDTests {
    @Test(
        "of buckets",
        arguments: [
            ("demos", "s3://demos"), ("s3://my-bucket.x/some/path", "s3://my-bucket.x"),
            ("arn:aws:s3:::demos", "s3://demos"), ("arn:aws-cn:s3:::demos/x/y", "s3://demos"),
            ("123456789012.dkr.ecr.us-east-1.amazonaws.com", "s3://123456789012.dkr.ecr.us-east-1.amazonaws.com"),
            ("Bad_Bucket", nil), ("ab", nil), ("-ab", nil), ("s3://", nil), ("arn:aws:s3:us-east-1::demos", nil),
            ("https://demos", nil), ("", nil),
        ] as [(String, String?)]
    )
    func buckets(_ text: String, _ name: String?) throws {
        #expect((try? BucketID(text).name) == name)
    }

    @Test(
        "of clusters",
        arguments: [
            ("prod", "prod"), ("0-a_b", "0-a_b"), ("arn:aws:eks:us-east-1:123456789012:cluster/prod", "prod"),
            ("arn:aws:eks:eu-west-1:123456789012:cluster/prod", nil), ("_a", nil), ("a b", nil), ("", nil),
            ("arn:aws:eks:us-east-1:123456789012:nodegroup/prod", nil),
        ] as [(String, String?)]
    )
    func clusters(_ text: String, _ name: String?) throws {
        let region = try #require(Region("us-east-1"))
        #expect((try? ClusterID(text, in: region).name) == name)
    }

    @Test(
        "of registries",
        arguments: [
            ("docker.io", "docker.io"), ("https://index.docker.io/v1/", "docker.io"),
            ("localhost:5000", "localhost:5000"),
            ("http://ghcr.io/me/app", "ghcr.io"), ("https://ghcr.io/", nil), ("a..b", nil), ("host:port", nil),
            ("", nil),
        ] as [(String, String?)]
    )
    func registries(_ text: String, _ name: String?) throws {
        #expect((try? RegistryHostID(text).name) == name)
    }

    @Test("types are listed by what they have")
    func types() {
        #expect(ServiceConnectorRegistry.types.map(\.label) == ["🐳 docker", "🔶 aws", "🌀 kubernetes"])
        func found(_ type: String? = nil, _ resource: String? = nil, _ method: String? = nil) -> [String] {
            ServiceConnectorRegistry.types(type, resourceType: resource, authMethod: method).map(\.identifier)
        }
        #expect(found("aws") == ["aws"])
        #expect(found(nil, "docker-registry") == ["docker", "aws"])
        #expect(found(nil, nil, "secret-key") == ["aws"])
        #expect(found("nosuch").isEmpty)
    }

    @Test("attributes are described as a prompt shows them")
    func attributes() {
        let lines = AuthMethod.iamRole.attributes.map { "\($0.name) \($0.traits)" }
        #expect(
            lines == [
                "policy_arns {string, optional}", "policy {string, optional}",
                "aws_access_key_id {string, secret, required}", "aws_secret_access_key {string, secret, required}",
                "region {string, required}", "endpoint_url {string, optional}", "role_arn {string, required}",
            ]
        )
    }

    @Test("what is left is shown without the parts that are zero")
    func expiry() {
        let now = Date(timeIntervalSince1970: 0)
        func left(_ seconds: Double, _ tolerance: Int? = nil) -> String {
            ExpiryText.remaining(until: now.addingTimeInterval(seconds), tolerance: tolerance, at: now)
        }
        #expect(left(43_199.5) == "11h59m59s")
        #expect(left(90_061) == "1d1h1m1s")
        #expect(left(3_600) == "1h")
        #expect(left(-1) == "📛 Expired!")
        #expect(left(10, 60) == "📛 Expired!")
    }
}
