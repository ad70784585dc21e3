import AWSCore
import Foundation
import Testing
import World

@Suite("Buckets, clusters and the machine in a world's file")
struct WorldResourceTests {
    private static func load(_ yaml: String) throws(WorldFileError) -> World {
        try World.load(yaml: yaml, fileName: "w.yaml")
    }

    private static func error(_ yaml: String) -> String? {
        do throws(WorldFileError) {
            _ = try load(yaml)
            return nil
        } catch {
            return error.description
        }
    }

    private let account: AccountID

    init() throws { account = try #require(AccountID("123456789012")) }

    @Test("a bucket has what is written, and else the account's first region and a usual day")
    func buckets() throws {
        let world = try Self.load(
            """
            accounts:
              "123456789012":
                buckets:
                  data: {}
                  models: {region: us-west-2, created_at: 2024-05-14T09:30:00Z, tags: {team: ml}}
                regions: {eu-west-1: {}, us-east-1: {}}
            """
        )
        let buckets = try #require(world.accounts[account]?.buckets)
        #expect(buckets["data"]?.region.name == "eu-west-1" && buckets["data"]?.tags == [:])
        #expect(buckets["data"]?.createdAt == Date(timeIntervalSince1970: 1_704_067_200))
        #expect(buckets["models"]?.region.name == "us-west-2" && buckets["models"]?.tags == ["team": "ml"])
        #expect(buckets["models"]?.arn.description == "arn:aws:s3:::models")
    }

    @Test("two buckets of all accounts have one name only in two partitions")
    func names() throws {
        let two = """
            accounts:
              "123456789012":
                regions: {us-east-1: {}}
                buckets: {data: {}}
              "210987654321":
                regions: {REGION: {}}
                buckets: {data: {}}
            """
        #expect(
            Self.error(two.replacing("REGION", with: "us-east-1"))
                == "w.yaml:7: the bucket 'data' stands on line 4 already; give each bucket of all accounts its own name"
        )
        #expect(Self.error(two.replacing("REGION", with: "cn-north-1")) == nil)
    }

    @Test(
        "what is wrong with a bucket, a cluster or the machine is said with its line",
        arguments: [
            (
                "buckets: {Data: {}}",
                "'Data' is not a bucket name; write 3 to 63 small letters, digits, dots and dashes, a "
                    + "letter or digit first and last"
            ),
            (
                "buckets: {data: {policy: {}}}",
                "'policy' of bucket 'data' is not supported yet, so it is refused; take it out"
            ),
            (
                "buckets: {data: {region: cn-north-1}}",
                "'cn-north-1' is not a region of partition aws; write one such as us-east-1"
            ),
            (
                "regions: {us-east-1: {clusters: {-x: {}}}}",
                "'-x' is not a cluster name; write 1 to 100 letters, digits, dashes and underscores, a letter or digit first"
            ),
            (
                "regions: {us-east-1: {clusters: {x: {status: READY}}}}",
                "'status' of cluster 'x' is 'READY'; write one of CREATING, ACTIVE, DELETING, FAILED, UPDATING, PENDING"
            ),
            (
                "regions: {us-east-1: {clusters: {x: {version: v1}}}}",
                "'v1' is not a version of Kubernetes; write one such as 1.33"
            ),
            (
                "regions: {us-east-1: {clusters: {x: {endpoint: here}}}}",
                "'here' is not a URL; write one such as https://localhost:6443"
            ),
            (
                "regions: {us-east-1: {clusters: {x: {certificate_authority: '-'}}}}",
                "'certificate_authority' of cluster 'x' is not base64; write the PEM of certificates in base64, in one line"
            ),
            (
                "regions: {us-east-1: {clusters: {x: {vpc: y}}}}",
                "'y' is not an ID; write vpc- and 4 to 17 small letters and digits"
            ),
        ]
    )
    func wrong(line: String, reason: String) {
        let regions = line.hasPrefix("buckets") ? "\n    regions: {us-east-1: {}}" : ""
        #expect(Self.error("accounts:\n  \"123456789012\":\n    \(line)\(regions)") == "w.yaml:3: \(reason)")
    }

    @Test("a bucket needs a region, its own or the account's")
    func noRegion() {
        #expect(
            Self.error("accounts:\n  \"123456789012\":\n    buckets:\n      data: {}\n")
                == "w.yaml:4: bucket 'data' has no region, and neither has the account; add region: us-east-1 or such"
        )
    }

    @Test("a cluster has IDs that its name and the seed decide")
    func clusters() throws {
        func cluster(_ seed: String) throws -> Cluster {
            let world = try Self.load(
                """
                seed: \(seed)
                accounts:
                  "123456789012":
                    regions: {us-east-1: {clusters: {training: {}}}}
                """
            )
            let region = try #require(Region("us-east-1"))
            return try #require(world.accounts[account]?.clusters[region]?["training"])
        }
        #expect(try cluster("a") == cluster("a"))
        #expect(try cluster("a").endpoint != cluster("b").endpoint && cluster("a").vpc != cluster("b").vpc)
        #expect(try cluster("a").arn.description == "arn:aws:eks:us-east-1:123456789012:cluster/training")
    }

    private static let roles = """
        accounts:
          "123456789012":
            roles: {machine: {path: /a/, trust: ["*"]}}
            regions: {eu-west-1: {}}

        """

    @Test("the machine's roles are the world's")
    func metadata() throws {
        let metadata = try #require(
            try Self.load(
                Self.roles
                    + """
                    metadata:
                      instance_role: arn:aws:iam::123456789012:role/a/machine
                      container_role: arn:aws:iam::123456789012:role/a/machine
                    """
            ).metadata
        )
        #expect(metadata.instance?.role == .init(account: account, name: "machine"))
        #expect(metadata.instance?.region.name == "eu-west-1" && metadata.instance?.requiresToken == true)
        #expect(metadata.instance?.id.wholeMatch(of: #/i-0[0-9a-f]{16}/#) != nil)
        #expect(metadata.container?.path.wholeMatch(of: #/\/v2\/credentials\/[0-9a-f-]{36}/#) != nil)
        #expect(metadata.container?.token == nil)
        #expect(try Self.load(Self.roles).metadata == nil)
    }

    @Test(
        "a machine that cannot be is refused",
        arguments: [
            (
                "instance_role: arn:aws:iam::123456789012:role/machine",
                "'instance_role' of 'metadata' of the world is 'arn:aws:iam::123456789012:role/machine', and the world has no "
                    + "such role; write the ARN of one that it has"
            ),
            (
                "region: us-east-1",
                "'region' of 'metadata' of the world is of an instance, and there is none; add instance_role: or take it out"
            ),
            (
                "container_token: x",
                "'container_token' of 'metadata' of the world is of a container, and there is none; add container_role: or take "
                    + "it out"
            ),
            (
                "instance_role: arn:aws:iam::123456789012:role/a/machine, region: cn-north-1",
                "'cn-north-1' is not a region of partition aws; write one such as us-east-1"
            ),
        ]
    )
    func badMachine(members: String, reason: String) {
        #expect(Self.error(Self.roles + "metadata: {\(members)}") == "w.yaml:5: \(reason)")
    }

    @Test("a machine without a role is refused")
    func emptyMachine() {
        #expect(
            Self.error(Self.roles + "metadata: {}")
                == "w.yaml:5: 'metadata' of the world names no role; add instance_role: or container_role: with the ARN of one"
        )
    }
}
