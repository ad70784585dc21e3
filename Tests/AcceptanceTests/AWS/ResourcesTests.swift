import Emulator
import Foundation
import Scenarios
import TestSupport
import Testing
import World

/// boto3 as it is, with the buckets and clusters of a world, and with the credentials of its machine.
@Suite("Buckets, clusters and metadata, by boto3")
struct ResourcesTests {
    private static let yaml = """
        accounts:
          "123456789012":
            users:
              developer:
                policies: [AdministratorAccess]
                access_keys:
                  - {id: AKIADRYDOCKDEVELOPER, secret: drydock/EXAMPLE/secret/key/of/developer/}
            roles:
              machine:
                policies: [AdministratorAccess]
                trust: {Statement: {Effect: Allow, Principal: {Service: [ec2.amazonaws.com, ecs-tasks.amazonaws.com]},
                                    Action: "sts:AssumeRole"}}
            regions:
              us-east-1: {clusters: {serving: {}, training: {}}}
            buckets: {data: {}, models: {region: eu-central-1}}
          "210987654321":
            buckets: {theirs: {region: us-east-1}}
        metadata:
          instance_role: arn:aws:iam::123456789012:role/machine
          container_role: arn:aws:iam::123456789012:role/machine
          container_token: let/me/in

        """

    private static var script: String {
        ProjectFolder.path("Tests/AcceptanceTests/Programs/resources.py")
    }

    private func results(
        _ emulator: RunningEmulator,
        _ way: RunningEmulator.Way,
        _ prefix: String = ""
    ) async throws -> [String: Any] {
        let run = try await emulator.shell("\(prefix) python3 \(Self.script)", way)
        #expect(run.status == 0, "python3 with boto3 is needed (make test installs it): \(run.output)")
        let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        return try #require(json as? [String: Any])
    }

    @Test("boto3 finds buckets of all regions and clusters of its own", arguments: RunningEmulator.Way.allCases)
    func resources(way: RunningEmulator.Way) async throws {
        let world = try World.load(yaml: Self.yaml, fileName: "resources.yaml")
        try await RunningEmulator.with(world: world) { emulator in
            let results = try await results(emulator, way)
            #expect(results["identity"] as? String == "arn:aws:iam::123456789012:user/developer")
            #expect(results["buckets"] as? [String] == ["data", "models"])
            #expect(results["pages"] as? [String] == ["data", "models"])
            for style in ["auto", "virtual", "path"] {
                #expect(results["head \(style) data"] as? String == "us-east-1", "\(style)")
                #expect(results["head \(style) models"] as? String == "eu-central-1", "\(style)")
                #expect(results["location \(style) data"] is NSNull, "\(style)")
                #expect(results["location \(style) models"] as? String == "eu-central-1", "\(style)")
            }
            let head = "when calling the HeadBucket operation:"
            #expect(results["head missing"] as? String == "An error occurred (404) \(head) Not Found")
            #expect(results["head theirs"] as? String == "An error occurred (403) \(head) Forbidden")
            let put = try #require(results["put"] as? String)
            #expect(put.contains("(NotImplemented) when calling the PutObject operation: Drydock does not support"))
            #expect(results["clusters"] as? [String] == ["serving", "training"])
            #expect(results["cluster"] as? String == "ACTIVE")
            #expect(
                results["missing"] as? String
                    == "An error occurred (ResourceNotFoundException) when calling the DescribeCluster operation: No "
                    + "cluster found for name: missing."
            )
            let nodegroups = try #require(results["nodegroups"] as? String)
            #expect(nodegroups.contains("(NotImplemented) when calling the ListNodegroups operation"))
            // What is refused for good is not tried again.
            let events = emulator.emulator.events()
            #expect(events.filter { $0.callName == "s3:PutObject" }.count == 1)
            #expect(events.filter { $0.callName == "eks:ListNodegroups" }.count == 1)
        }
    }

    @Test("boto3 takes credentials from the instance and from the container, by its own providers")
    func machine() async throws {
        let world = try World.load(yaml: Self.yaml, fileName: "resources.yaml")
        let container = try #require(world.metadata?.container)
        try await RunningEmulator.with(world: world) { emulator in
            let without = "env -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY AWS_EC2_METADATA_DISABLED=false"
            for (variables, provider) in [
                ("AWS_EC2_METADATA_SERVICE_ENDPOINT=\(emulator.url)", "iam-role"),
                ("HTTP_PROXY=\(emulator.url) http_proxy=\(emulator.url)", "iam-role"),
                (
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI=\(emulator.url)\(container.path) "
                        + "AWS_CONTAINER_AUTHORIZATION_TOKEN=let/me/in",
                    "container-role"
                ),
            ] {
                let results = try await results(emulator, .proxy, "\(without) \(variables)")
                #expect(results["provider"] as? String == provider, "\(variables)")
                let identity = try #require(results["identity"] as? String)
                #expect(identity.hasPrefix("arn:aws:sts::123456789012:assumed-role/machine/"))
                #expect(results["clusters"] as? [String] == ["serving", "training"])
            }
            // A proxy's client asks for the container's address as for any other.
            let curl = try await emulator.shell(
                "curl --silent --proxy \(emulator.url) --header 'Authorization: let/me/in' "
                    + "http://169.254.170.2\(container.path)",
                .proxy
            )
            #expect(curl.output.contains("\"RoleArn\":\"arn:aws:iam::123456789012:role/machine\""))
            let services = emulator.emulator.events().compactMap(\.userIdentity.invokedBy)
            #expect(services == ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"])
        }
    }
}
