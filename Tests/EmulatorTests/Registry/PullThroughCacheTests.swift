import AWSCore
import AWSProtocols
import Emulator
import Foundation
import Testing

@Suite("Pull-through caches")
struct PullThroughCacheTests {
    /// The clock of a bench stands at 2026-03-01T12:00:00Z.
    private static let yaml = """
        upstreams:
          public.ecr.aws:
            repositories:
              team/tool:
                images:
                  - {generate: {size: 4KiB, seed: old}, tags: [v1, latest]}
                  - {generate: {size: 4KiB, seed: new}, tags: [latest], pushed_at: 2026-03-01T18:00:00Z}
                  - {generate: {size: 4KiB, platforms: [linux/amd64, linux/arm64]}, tags: [all]}
          registry-1.docker.io:
            credentials: [{username: dana, access_token: token}]
            repositories:
              library/busybox: {images: [{generate: {size: 4KiB}, tags: [latest]}]}
          quay.io: {failure: TOO_MANY_REQUESTS}
          ghcr.io: {failure: UNAVAILABLE}
        accounts:
          "123456789012":
            users:
              alice:
                path: /team/
                policies: [AdministratorAccess]
                access_keys: [{id: AKIAALICEALICEALICEA, secret: alice/secret/alice/secret/alice/secret/a}]
              bob:
                inline_policies:
                  pull: {Version: "2012-10-17", Statement: {Effect: Allow, Action: [ecr:GetAuthorizationToken, ecr:BatchGetImage], Resource: "*"}}
                access_keys: [{id: test, secret: test}]
              carol:
                policies: [AmazonEC2ContainerRegistryPullOnly]
                access_keys: [{id: AKIACAROLCAROLCAROLC, secret: carol/secret/carol/secret/carol/secret/c}]
              dora:
                inline_policies:
                  pull: {Version: "2012-10-17", Statement: {Effect: Allow, Action: [ecr:GetAuthorizationToken, ecr:BatchGetImage, ecr:CreateRepository], Resource: "*"}}
                access_keys: [{id: AKIADORADORADORADORA, secret: dora/secret/dora/secret/dora/secret/dora}]
            roles:
              puller:
                policies: [AmazonEC2ContainerRegistryFullAccess]
                trust: {Version: "2012-10-17", Statement: {Effect: Allow, Principal: {Service: pullthroughcache.ecr.amazonaws.com}, Action: sts:AssumeRole}}
            regions:
              us-east-1:
                secrets:
                  ecr-pullthroughcache/hub-AbCdEf: {username: dana, access_token: token}
                  ecr-pullthroughcache/old: {username: dana, access_token: old}
                  ecr-pullthroughcache/locked: {username: dana, access_token: token, state: ACCESS_DENIED}
                pull_through_cache_rules:
                  public: {upstream: public.ecr.aws}
                  quay: {upstream: quay.io}
                  k8s: {upstream: registry.k8s.io}
                  ghcr: {upstream: ghcr.io, credential_arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/old"}
                  hub: {upstream: registry-1.docker.io, credential_arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/hub-AbCdEf"}
                  old: {upstream: registry-1.docker.io, credential_arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/old"}
                  locked: {upstream: registry-1.docker.io, credential_arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/locked"}
                  europe: {upstream: 123456789012.dkr.ecr.eu-west-1.amazonaws.com}
                  partner: {upstream: 210987654321.dkr.ecr.us-east-1.amazonaws.com, upstream_prefix: shared, custom_role_arn: "arn:aws:iam::123456789012:role/puller"}
                repository_creation_templates:
                  public:
                    applied_for: [PULL_THROUGH_CACHE]
                    image_tag_mutability: IMMUTABLE_WITH_EXCLUSION
                    image_tag_mutability_exclusion_filters: [latest]
                    tags: {made: cache}
                    repository_policy: {Version: "2012-10-17", Statement: {Effect: Allow, Principal: {AWS: "210987654321"}, Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]}}
                repositories:
                  app: {images: [{generate: {size: 4KiB}, tags: [v1]}]}
                  public/there: {}
              eu-west-1:
                repositories:
                  team/app: {images: [{generate: {size: 4KiB}, tags: [v1]}]}
          "210987654321":
            users:
              mallory:
                policies: [AdministratorAccess]
                access_keys: [{id: AKIAMALLORYMALLORYMA, secret: mallory/secret/mallory/secret/mallory/s}]
            regions:
              us-east-1:
                repositories:
                  shared/base: {images: [{generate: {size: 4KiB}, tags: [v1]}]}
        """

    private static let bob = TestBench.bob
    private static let carol = TestBench.Credentials("AKIACAROLCAROLCAROLC", "carol/secret/carol/secret/carol/secret/c")
    private static let dora = TestBench.Credentials("AKIADORADORADORADORA", "dora/secret/dora/secret/dora/secret/dora")

    private static func bench(dataDirectory: String? = nil, yaml: String = yaml) async throws -> TestBench {
        let bench = try TestBench(worldYAML: yaml, dataDirectory: dataDirectory)
        try await bench.emulator.prepareImages()
        return bench
    }

    private static func pull(
        _ name: String,
        _ reference: String = "latest",
        of bench: TestBench,
        as credentials: TestBench.Credentials = TestBench.alice,
        _ method: String = "GET"
    ) async throws -> Answer {
        let basic = try await bench.basic(as: credentials)
        return try await bench.registry(method, "/v2/\(name)/manifests/\(reference)", authorization: basic)
    }

    private static func names(_ bench: TestBench) async throws -> [String] {
        try await bench.ecr("DescribeRepositories").json()["repositories"]?.array?
            .compactMap { $0["repositoryName"]?.string } ?? []
    }

    @Test(
        "the first pull makes the repository by its template, and brings the image with its layers",
        arguments: ["GET", "HEAD"]
    )
    func firstPull(method: String) async throws {
        let bench = try await Self.bench()
        let answer = try await Self.pull("public/team/tool", "v1", of: bench, method)
        #expect(answer.status == 200)
        let repositories = try await bench.ecr("DescribeRepositories", #"{"repositoryNames":["public/team/tool"]}"#)
            .json()
        let made = repositories["repositories"]?.array?.first
        #expect(made?["imageTagMutability"] == "IMMUTABLE_WITH_EXCLUSION")
        #expect(made?["createdAt"] == .number(1_772_366_400))
        let images = try await bench.ecr("DescribeImages", #"{"repositoryName":"public/team/tool"}"#).json()
        #expect(images["imageDetails"]?.array?.map { $0["imageTags"] } == [["v1"]])
        #expect(images["imageDetails"]?.array?.first?["imagePushedAt"] == .number(1_772_366_400))
        let manifest = try await Self.pull("public/team/tool", "v1", of: bench).json()
        let layer = try #require(manifest["layers"]?.array?.first?["digest"]?.string)
        let check = #"{"repositoryName":"public/team/tool","layerDigests":["\#(layer)"]}"#
        let availability = try await bench.ecr("BatchCheckLayerAvailability", check).json()
        #expect(availability["layers"]?.array?.first?["layerAvailability"] == "AVAILABLE")
    }

    @Test("the API fetches what it is asked for, too, and by digest what the upstream has without a name")
    func api() async throws {
        let bench = try await Self.bench()
        let body = #"{"repositoryName":"public/team/tool","imageIds":[{"imageTag":"all"},{"imageTag":"none"}]}"#
        let answer = try await bench.ecr("BatchGetImage", body).json()
        #expect(answer["images"]?.array?.map { $0["imageId"]?["imageTag"] } == ["all"])
        #expect(answer["failures"]?.array?.map { $0["failureCode"] } == ["ImageNotFound"])
        // An index comes with its images, which have no tags.
        let list = try await bench.ecr("ListImages", #"{"repositoryName":"public/team/tool"}"#).json()
        #expect(list["imageIds"]?.array?.count == 3)
        #expect(list["imageIds"]?.array?.compactMap { $0["imageTag"]?.string } == ["all"])

        let digest = try #require(
            try await Self.pull("public/team/tool", "v1", of: bench).headers["Docker-Content-Digest"]
        )
        _ = try await bench.ecr("DeleteRepository", #"{"repositoryName":"public/team/tool","force":true}"#)
        #expect(try await Self.pull("public/team/tool", digest, of: bench).status == 200)
        let untagged = try await bench.ecr("ListImages", #"{"repositoryName":"public/team/tool"}"#).json()
        #expect(untagged["imageIds"]?.array?.map { $0["imageTag"] } == [nil])
    }

    @Test("a tag is compared with the upstream once in 24 hours, by the world's clock")
    func refresh() async throws {
        let bench = try await Self.bench()
        func digest(_ reference: String = "latest") async throws -> String? {
            try await Self.pull("public/team/tool", reference, of: bench).headers["Docker-Content-Digest"]
        }
        let old = try await digest()
        #expect(try await digest("v1") == old)
        // Since six o'clock the upstream has another one.
        _ = try await bench.emulator.control(MoveClock.advance(24 * 3_600 - 1))
        #expect(try await digest() == old)
        _ = try await bench.emulator.control(MoveClock.advance(1))
        let new = try await digest()
        #expect(new != nil && new != old)
        #expect(try await digest("v1") == old)
    }

    @Test("EventBridge hears of what was fetched, and of what a repository that is there could not be given")
    func events() async throws {
        let bench = try await Self.bench()
        let digest = try await Self.pull("public/team/tool", "v1", of: bench).headers["Docker-Content-Digest"]
        _ = try await Self.pull("public/team/tool", "v1", of: bench)
        _ = try await Self.pull("public/team/tool", "none", of: bench)
        _ = try await Self.pull("quay/team/tool", "v1", of: bench)
        let events = try await bench.emulator.control(ReadBridgeEvents(type: "ECR Pull Through Cache Action")).events
        #expect(events.map { $0.event.detail["sync-status"] } == ["SUCCESS", "FAILED"])
        #expect(events.map { $0.event.detail["image-tag"] } == ["v1", "none"])
        #expect(events.first?.event.detail["image-digest"]?.string == digest)
        #expect(events.map { $0.event.detail["upstream-registry-url"] } == ["public.ecr.aws", "public.ecr.aws"])
    }

    @Test("what was fetched stays when the caller may not fetch, when the tag is fixed, and when the rule is gone")
    func kept() async throws {
        let fixed = Self.yaml.replacing(
            "image_tag_mutability_exclusion_filters: [latest]",
            with: "image_tag_mutability_exclusion_filters: [next]"
        )
        for (yaml, credentials) in [(Self.yaml, Self.bob), (fixed, TestBench.alice)] {
            let bench = try await Self.bench(yaml: yaml)
            let old = try await Self.pull("public/team/tool", of: bench).headers["Docker-Content-Digest"]
            _ = try await bench.emulator.control(MoveClock.advance(48 * 3_600))
            #expect(
                try await Self.pull("public/team/tool", of: bench, as: credentials).headers["Docker-Content-Digest"]
                    == old
            )
        }
        let bench = try await Self.bench()
        let old = try await Self.pull("public/team/tool", of: bench).headers["Docker-Content-Digest"]
        _ = try await bench.ecr("DeletePullThroughCacheRule", #"{"ecrRepositoryPrefix":"public"}"#)
        _ = try await bench.emulator.control(MoveClock.advance(48 * 3_600))
        #expect(try await Self.pull("public/team/tool", of: bench).headers["Docker-Content-Digest"] == old)
        #expect(try await Self.pull("public/team/tool", "v1", of: bench).registryError().code == "MANIFEST_UNKNOWN")
    }

    private static func unknownName(_ name: String) -> AWSErrorAnswer {
        refusal(
            404,
            "NAME_UNKNOWN",
            "The repository with name '\(name)' does not exist in the registry with id '123456789012'"
        )
    }

    @Test("without ecr:CreateRepository the repository is unknown, without ecr:BatchImportUpstreamImage the image")
    func permissions() async throws {
        let bench = try await Self.bench()
        #expect(
            try await Self.pull("public/team/tool", "v1", of: bench, as: Self.carol).registryError()
                == Self.unknownName("public/team/tool")
        )
        let unknownImage = refusal(404, "MANIFEST_UNKNOWN", "Requested image not found")
        #expect(try await Self.pull("public/team/tool", "v1", of: bench, as: Self.dora).registryError() == unknownImage)
        #expect(try await Self.names(bench) == ["app", "public/there"])
        // What was missing is told by the journal.
        let decisions = bench.emulator.events().suffix(4).compactMap(\.decision).filter { $0.isDenial }
        #expect(decisions.map(\.action) == ["ecr:CreateRepository", "ecr:BatchImportUpstreamImage"])
        // In a repository that is there, carol's is enough, and bob's is not.
        _ = try await bench.ecr("CreateRepository", #"{"repositoryName":"public/team/tool"}"#)
        #expect(try await Self.pull("public/team/tool", "v1", of: bench, as: Self.bob).registryError() == unknownImage)
        #expect(try await Self.pull("public/team/tool", "v1", of: bench, as: Self.carol).status == 200)
        #expect(try await Self.pull("public/team/tool", "v1", of: bench, as: Self.bob).status == 200)
        let denied = try await Self.pull("public/there", "v1", of: bench, as: Self.bob).registryError()
        #expect(denied == unknownImage)
    }

    /// aws/containers-roadmap#2053.
    @Test("another account needs the registry's policy for the first pull, and the repository's for every pull")
    func accounts() async throws {
        let bench = try await Self.bench()
        let refused = try await Self.pull("public/team/tool", "v1", of: bench, as: TestBench.mallory).registryError()
        #expect(
            refused.code == "DENIED"
                && refused.message.contains("no resource-based policy allows the ecr:BatchGetImage")
        )
        let policy =
            #"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"210987654321\"},"#
            + #"\"Action\":[\"ecr:CreateRepository\",\"ecr:BatchImportUpstreamImage\"],"#
            + #"\"Resource\":\"arn:aws:ecr:us-east-1:123456789012:repository/*\"}}"#
        #expect(try await bench.ecr("PutRegistryPolicy", #"{"policyText":"\#(policy)"}"#).status == 200)
        #expect(try await Self.pull("public/team/tool", "v1", of: bench, as: TestBench.mallory).status == 200)
        // The rule of another prefix has no template, so that what it makes has no policy.
        let other = try await Self.pull("hub/library/busybox", of: bench, as: TestBench.mallory).registryError()
        #expect(other.code == "DENIED" && other.message.contains("ecr:BatchGetImage"))
    }

    @Test(
        "what the upstream says is told",
        arguments: [
            ("public/team/none", 404, "MANIFEST_UNKNOWN", "Requested image not found"),
            ("public/team/tool/x", 404, "MANIFEST_UNKNOWN", "Requested image not found"),
            (
                "quay/team/tool", 429, "TOOMANYREQUESTS",
                "The upstream registry has received too many requests. Try again later."
            ),
            (
                "k8s/pause", 503, "UNAVAILABLE",
                "Drydock has nothing in the place of registry.k8s.io, and asks nobody else; add it to the world's file."
            ),
            ("ghcr/team/tool", 503, "UNAVAILABLE", "The upstream registry is unavailable. Try again later."),
            (
                "old/library/busybox", 403, "DENIED",
                "The authentication to the upstream registry failed. Verify that the credentials provided in the pull "
                    + "through cache rule are correct, and try again."
            ),
            (
                // Without the `library/` of Docker Hub's official images.
                "hub/busybox", 403, "DENIED",
                "The authentication to the upstream registry failed. Verify that the credentials provided in the pull "
                    + "through cache rule are correct, and try again."
            ),
            (
                "locked/library/busybox", 403, "DENIED",
                "The secret is unable to be accessed. Verify the resource permissions for the secret and try again."
            ),
        ]
    )
    func upstreamFailures(name: String, status: Int, code: String, message: String) async throws {
        let bench = try await Self.bench()
        #expect(try await Self.pull(name, of: bench).registryError() == refusal(status, code, message))
        #expect(try await Self.names(bench) == ["app", "public/there"])
    }

    @Test("the API tells an image's failure by its code, and a secret's by an exception")
    func apiFailures() async throws {
        let bench = try await Self.bench()
        for (prefix, code) in [
            ("quay", "UpstreamTooManyRequests"), ("k8s", "UpstreamUnavailable"), ("old", "UpstreamAccessDenied"),
        ] {
            _ = try await bench.ecr("CreateRepository", #"{"repositoryName":"\#(prefix)/app"}"#)
            let body = #"{"repositoryName":"\#(prefix)/app","imageIds":[{"imageTag":"v1"}]}"#
            let failure = try await bench.ecr("BatchGetImage", body).json()["failures"]?.array?.first
            #expect(failure?["failureCode"] == .string(code))
        }
        let body = #"{"repositoryName":"locked/app","imageIds":[{"imageTag":"v1"}]}"#
        #expect(
            try await bench.ecr("BatchGetImage", body).ecrError
                == refusal(
                    400,
                    "UnableToGetUpstreamImageException",
                    "The secret is unable to be accessed. Verify the resource permissions for the secret and try again."
                )
        )
        let none = #"{"repositoryName":"k8s/none","imageIds":[{"imageTag":"v1"}]}"#
        #expect(try await bench.ecr("BatchGetImage", none, as: Self.bob).ecrError.code == "RepositoryNotFoundException")
    }

    @Test("a registry of ECR's is an upstream, by ECR's own role in the account, and by the rule's in another one")
    func privateRegistries() async throws {
        let bench = try await Self.bench()
        #expect(try await Self.pull("europe/team/app", "v1", of: bench).status == 200)
        let denied = try await Self.pull("partner/base", "v1", of: bench).registryError()
        #expect(
            denied.code == "DENIED" && denied.message.hasPrefix("The authentication to the upstream registry failed.")
        )
        let policy =
            #"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","#
            + #"\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:role/puller\"},"#
            + #"\"Action\":[\"ecr:BatchGetImage\",\"ecr:GetDownloadUrlForLayer\",\"ecr:BatchImportUpstreamImage\",\"ecr:GetImageCopyStatus\"],"#
            + #"\"Resource\":\"arn:aws:ecr:us-east-1:210987654321:repository/shared/*\"}}"#
        #expect(
            try await bench.ecr("PutRegistryPolicy", #"{"policyText":"\#(policy)"}"#, as: TestBench.mallory).status
                == 200
        )
        #expect(try await Self.pull("partner/base", "v1", of: bench).status == 200)
        #expect(try await Self.pull("partner/none", "v1", of: bench).registryError().code == "MANIFEST_UNKNOWN")
        // What the upstream cannot give any more is still here.
        _ = try await bench.ecr(
            "DeleteRepository",
            #"{"repositoryName":"shared/base","force":true}"#,
            as: TestBench.mallory
        )
        _ = try await bench.emulator.control(MoveClock.advance(48 * 3_600))
        #expect(try await Self.pull("partner/base", "v1", of: bench).status == 200)
    }

    @Test("what no rule is for stays as it was, and a push makes no cache")
    func others() async throws {
        let bench = try await Self.bench()
        #expect(try await Self.pull("other/tool", of: bench).registryError() == Self.unknownName("other/tool"))
        #expect(try await Self.pull("app", "v1", of: bench).status == 200)
        let basic = try await bench.basic()
        let push = try await bench.registry("POST", "/v2/public/pushed/blobs/uploads/", authorization: basic)
        #expect(try push.registryError() == Self.unknownName("public/pushed"))
        let tags = try await bench.registry("GET", "/v2/public/there/tags/list", authorization: basic)
        #expect(tags.status == 200)
    }

    @Test("the images of the world list has none of the upstreams', and a reset forgets what was fetched")
    func reset() async throws {
        let bench = try await Self.bench()
        _ = try await Self.pull("public/team/tool", "v1", of: bench)
        let listed = try await bench.emulator.control(ReadImages())
        #expect(listed.map(\.name) == ["team/app", "app", "public/team/tool", "public/there", "shared/base"])
        _ = try await bench.emulator.control(ResetWorld())
        #expect(try await Self.names(bench) == ["app", "public/there"])
        #expect(try await Self.pull("public/team/tool", "v1", of: bench).status == 200)
    }

    @Test("a data directory keeps the upstreams' images, what was fetched, and when")
    func restart() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "drydock-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        var old: String?
        do {
            let bench = try await Self.bench(dataDirectory: path)
            old = try await Self.pull("public/team/tool", of: bench).headers["Docker-Content-Digest"]
            _ = try await bench.emulator.control(MoveClock.advance(23 * 3_600))
            bench.emulator.close()
        }
        let bench = try await Self.bench(dataDirectory: path)
        #expect(try await Self.pull("public/team/tool", of: bench).headers["Docker-Content-Digest"] == old)
        #expect(try await Self.pull("public/team/tool", "v1", of: bench).status == 200)
        _ = try await bench.emulator.control(MoveClock.advance(3_600))
        #expect(try await Self.pull("public/team/tool", of: bench).headers["Docker-Content-Digest"] != old)
    }

    @Test("what refers to an image is fetched when it is listed, once in 24 hours, for who may have it imported")
    func referrers() async throws {
        let bench = try await Self.bench()
        let subject = try #require(
            try await Self.pull("europe/team/app", "v1", of: bench).headers["Docker-Content-Digest"]
        )
        func sign(_ name: String) async throws {
            let manifest =
                #"{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[],"#
                + #"\"artifactType\":\"application/\#(name)\",\"subject\":{\"mediaType\":"#
                + #"\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"\#(subject)\",\"size\":2}}"#
            let put = try await bench.ecr(
                "PutImage",
                #"{"repositoryName":"team/app","imageTag":"\#(name)","imageManifest":"\#(manifest)"}"#,
                host: "api.ecr.eu-west-1.amazonaws.com",
                region: "eu-west-1"
            )
            #expect(put.status == 200, "\(put.body)")
        }
        func listed(as credentials: TestBench.Credentials = TestBench.alice) async throws -> [JSONValue?]? {
            let path = "/v2/europe/team/app/referrers/\(subject)"
            let list = try await bench.registry("GET", path, authorization: try await bench.basic(as: credentials))
            return try list.json()["manifests"]?.array?.map { $0["artifactType"] }
        }
        try await sign("first")
        #expect(try await listed(as: Self.bob) == [])
        #expect(try await listed() == ["application/first"])
        #expect(try await listed(as: Self.bob) == ["application/first"])
        try await sign("second")
        #expect(try await listed() == ["application/first"])
        _ = try await bench.emulator.control(MoveClock.advance(24 * 3_600))
        let body = #"{"repositoryName":"europe/team/app","subjectId":{"imageDigest":"\#(subject)"}}"#
        #expect(try await bench.ecr("ListImageReferrers", body).json()["referrers"]?.array?.count == 2)
        // They come without their tags.
        let images = try await bench.ecr("ListImages", #"{"repositoryName":"europe/team/app"}"#).json()
        #expect(images["imageIds"]?.array?.compactMap { $0["imageTag"]?.string } == ["v1"])
        _ = try await bench.ecr("CreateRepository", #"{"repositoryName":"locked/app"}"#)
        let locked = body.replacing("europe/team/app", with: "locked/app")
        #expect(
            try await bench.ecr("ListImageReferrers", locked).ecrError.code
                == "UnableToListUpstreamImageReferrersException"
        )
    }

    @Test("what is fetched is replicated, as what is pushed is")
    func replication() async throws {
        let bench = try await Self.bench()
        let rule = #"{"destinations":[{"region":"eu-west-1","registryId":"123456789012"}]}"#
        _ = try await bench.ecr("PutReplicationConfiguration", #"{"replicationConfiguration":{"rules":[\#(rule)]}}"#)
        _ = try await Self.pull("public/team/tool", "v1", of: bench)
        let status = try await bench.ecr(
            "DescribeImageReplicationStatus",
            #"{"repositoryName":"public/team/tool","imageId":{"imageTag":"v1"}}"#
        ).json()
        #expect(status["replicationStatuses"]?.array?.map { $0["status"] } == ["COMPLETE"])
    }
}
