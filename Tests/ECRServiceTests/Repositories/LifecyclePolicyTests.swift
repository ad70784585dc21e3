import AWSCore
import AWSProtocols
import Determinism
import ECRService
import Foundation
import Images
import OCI
import Storage
import Testing
import World

@Suite("A repository's lifecycle policy")
struct LifecyclePolicyTests {
    private let registry: TestRegistry

    init() throws { registry = try TestRegistry() }

    private static func rule(_ priority: Int, _ tags: String, _ count: String) -> String {
        #"{"rulePriority":\#(priority),"selection":{"tagStatus":\#(tags),"countType":\#(count)},"action":{"type":"expire"}}"#
    }

    private static func moreThan(_ number: Int) -> String { #""imageCountMoreThan","countNumber":\#(number)"# }

    private static func olderThan(_ days: Int) -> String {
        #""sinceImagePushed","countUnit":"days","countNumber":\#(days)"#
    }

    private static func policy(_ rules: String...) -> String { #"{"rules":[\#(rules.joined(separator: ","))]}"# }

    @discardableResult
    private func put(_ policy: String) async throws -> JSONValue {
        try await registry.perform(
            PutLifecyclePolicy.self,
            ["repositoryName": "app", "lifecyclePolicyText": .string(policy)]
        )
    }

    private func advance(days: Double) throws { try registry.world.advanceClock(by: days * 86_400) }

    /// What an emulator does before each call on the repository.
    private func tags() async throws -> [String] {
        try await LifecycleRun(of: registry.repository(), registry.world, registry.store).catchUp(
            to: registry.clock.now
        )
        return try registry.images().map { $0.tag ?? "-" }
    }

    private let untagged = policy(rule(1, #""untagged""#, olderThan(14)))

    @Test("comes back without blanks until it is deleted")
    func cycle() async throws {
        let missing = ECRError(
            "LifecyclePolicyNotFoundException",
            "Lifecycle policy does not exist for the repository with name 'app' in the registry with id '123456789012'"
        )
        let app: [String: JSONValue] = ["repositoryName": "app"]
        #expect(try await registry.refusal(of: GetLifecyclePolicy.self, app) == missing)
        #expect(try await registry.refusal(of: DeleteLifecyclePolicy.self, app) == missing)
        #expect(try await registry.refusal(of: StartLifecyclePolicyPreview.self, app) == missing)
        let expected: [String: JSONValue] = [
            "registryId": "123456789012", "repositoryName": "app", "lifecyclePolicyText": .string(untagged),
        ]
        #expect(try await put(" " + untagged + "\n") == .object(expected))
        #expect(
            try await registry.perform(GetLifecyclePolicy.self, app)
                == .object(expected.merging(["lastEvaluatedAt": 0]) { $1 })
        )
        try advance(days: 2.5)
        _ = try await tags()
        let evaluated = expected.merging(["lastEvaluatedAt": .number(1_715_679_000 + 2 * 86_400)]) { $1 }
        #expect(try await registry.perform(GetLifecyclePolicy.self, app) == .object(evaluated))
        #expect(try await registry.perform(DeleteLifecyclePolicy.self, app) == .object(evaluated))
        #expect(try await registry.refusal(of: GetLifecyclePolicy.self, app) == missing)
    }

    @Test("is refused at its text")
    func refused() async throws {
        #expect(
            try await registry.refusal(
                of: PutLifecyclePolicy.self,
                ["repositoryName": "app", "lifecyclePolicyText": .string(String(repeating: " ", count: 100))]
            )
                == invalid(
                    "LifecyclePolicyText",
                    "Lifecycle policy validation failure: Could not map policyString into LifecyclePolicy."
                )
        )
        #expect(
            try await registry.refusal(
                of: PutLifecyclePolicy.self,
                ["repositoryName": "app", "lifecyclePolicyText": "{}"]
            ) == invalid("lifecyclePolicyText", "Member must have length greater than or equal to 100")
        )
        #expect(
            try await registry.refusal(
                of: PutLifecyclePolicy.self,
                ["repositoryName": "nothing", "lifecyclePolicyText": .string(untagged)]
            )?.code == "RepositoryNotFoundException"
        )
    }

    @Test("expires what is older than so many days, once the day's evaluation has come")
    func age() async throws {
        try await registry.putIndex("1")
        try await registry.putIndex("2", tag: "v1")
        try await put(untagged)
        try advance(days: 10)
        try await registry.putIndex("3")
        #expect(try await tags().sorted() == ["-", "-", "v1"])
        try advance(days: 4)
        // The image is 14 days old, and not older.
        #expect(try await tags().count == 3)
        try advance(days: 0.5)
        #expect(try await tags().count == 3)
        try advance(days: 0.5)
        #expect(try await tags().sorted() == ["-", "v1"])
        try advance(days: 1_000)
        #expect(try await tags() == ["v1"])
    }

    @Test("keeps the images that were pushed last, and expires the others a day after it was put")
    func count() async throws {
        for number in 1...4 {
            try await registry.putIndex("\(number)", tag: "v\(number)")
            try registry.world.advanceClock(by: 1)
        }
        try await put(Self.policy(Self.rule(1, #""tagged","tagPrefixList":["v"]"#, Self.moreThan(2))))
        try advance(days: 0.99)
        #expect(try await tags() == ["v1", "v2", "v3", "v4"])
        try advance(days: 0.01)
        #expect(try await tags() == ["v3", "v4"])
        try await registry.putIndex("5", tag: "v5")
        #expect(try await tags() == ["v3", "v4", "v5"])
        try advance(days: 1)
        #expect(try await tags() == ["v4", "v5"])
    }

    @Test("protects by a rule the images that it is about from later rules, and counts those that are taken")
    func priorities() async throws {
        // The example of ECR's documentation.
        for (note, tags) in [("1", ["beta-1", "prod-1"]), ("2", ["beta-2", "prod-2"]), ("3", ["beta-3"])] {
            for tag in tags { try await registry.putIndex(note, tag: tag) }
            try advance(days: 1)
        }
        try await registry.putIndex("4", tag: "other")
        try await registry.putIndex("5")
        try await put(
            Self.policy(
                Self.rule(1, #""tagged","tagPatternList":["prod*"]"#, Self.moreThan(1)),
                Self.rule(2, #""tagged","tagPrefixList":["beta"]"#, Self.moreThan(1)),
                Self.rule(9, #""any""#, Self.moreThan(1))
            )
        )
        try advance(days: 1)
        // prod takes the first and protects the second; beta counts all three and may take none but the first two; what
        // is left to the last rule are the tags that no other is about.
        let left = try await tags()
        #expect(left.contains("beta-2") && left.contains("prod-2") && left.contains("beta-3"))
        #expect(!left.contains("beta-1") && !left.contains("prod-1"))
        #expect(left.filter { $0 == "other" || $0 == "-" }.count == 1)
    }

    @Test("selects images that have all of a list's tags")
    func lists() async throws {
        for tag in ["a1", "b1"] { try await registry.putIndex("1", tag: tag) }
        try await registry.putIndex("2", tag: "a2")
        try await put(Self.policy(Self.rule(1, #""tagged","tagPatternList":["a*","*1"]"#, Self.olderThan(1))))
        try advance(days: 2)
        #expect(try await tags() == ["a2"])
    }

    @Test("leaves the images of an index where they are while it stands, and takes what refers to an image along")
    func family() async throws {
        let manifest = try await registry.pushImage(["layer"])
        let child = TestManifest.digest(manifest)
        let index =
            #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"\#(child)","size":\#(manifest.utf8.count)}]}"#
        try await registry.perform(
            PutImage.self,
            ["repositoryName": "app", "imageManifest": .string(index), "imageTag": "v1"]
        )
        let subject = TestManifest.digest(index)
        let signature =
            #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[],"artifactType":"application/x.signature","subject":{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"\#(subject)","size":\#(index.utf8.count)}}"#
        try await registry.perform(
            PutImage.self,
            ["repositoryName": "app", "imageManifest": .string(signature), "imageTag": "signature"]
        )
        try await put(
            Self.policy(
                Self.rule(1, #""untagged""#, Self.olderThan(1)),
                Self.rule(2, #""tagged","tagPrefixList":["v"]"#, Self.olderThan(5))
            )
        )
        try advance(days: 3)
        #expect(try await Set(tags()) == ["-", "v1", "signature"])
        // The index goes first, with its signature, and at the next evaluation its image.
        try advance(days: 3)
        #expect(try await tags() == ["-"])
        try advance(days: 1)
        #expect(try await tags() == [])
    }

    @Test("is tried out by a preview, which changes nothing and comes page by page")
    func preview() async throws {
        let app: [String: JSONValue] = ["repositoryName": "app"]
        #expect(
            try await registry.refusal(of: GetLifecyclePolicyPreview.self, app)
                == ECRError("LifecyclePolicyPreviewNotFoundException", "There is no dry run for this repository.")
        )
        var digests: [String] = []
        for number in 1...4 {
            digests.append(try await registry.putIndex("\(number)", tag: number == 4 ? nil : "v\(number)"))
            try registry.world.advanceClock(by: 1)
        }
        let text = Self.policy(Self.rule(7, #""any""#, Self.moreThan(1)))
        #expect(
            try await registry.perform(
                StartLifecyclePolicyPreview.self,
                app.merging(["lifecyclePolicyText": .string(text)]) { $1 }
            ) == [
                "registryId": "123456789012", "repositoryName": "app", "lifecyclePolicyText": .string(text),
                "status": "IN_PROGRESS",
            ]
        )
        let first = try await registry.perform(
            GetLifecyclePolicyPreview.self,
            app.merging(["maxResults": 1]) { $1 }
        )
        #expect(first["status"] == "COMPLETE" && first["summary"] == ["expiringImageTotalCount": 3])
        #expect(
            first["previewResults"] == [
                [
                    "imageTags": ["v1"], "imageDigest": .string(digests[0]), "imagePushedAt": .number(1_715_679_000),
                    "action": ["type": "EXPIRE"], "appliedRulePriority": 7, "storageClass": "STANDARD",
                ]
            ]
        )
        let token = try #require(first["nextToken"])
        let second = try await registry.perform(
            GetLifecyclePolicyPreview.self,
            app.merging(["maxResults": 2, "nextToken": token]) { $1 }
        )
        #expect(second["previewResults"]?.array?.map { $0["imageTags"] } == [["v2"], ["v3"]])
        #expect(second["nextToken"] == nil)
        let named = try await registry.perform(
            GetLifecyclePolicyPreview.self,
            app.merging(["imageIds": [["imageTag": "v2"]], "filter": ["tagStatus": "TAGGED"]]) { $1 }
        )
        #expect(named["previewResults"]?.array?.map { $0["imageDigest"] } == [.string(digests[1])])
        #expect(
            try await registry.perform(
                GetLifecyclePolicyPreview.self,
                app.merging(["filter": ["tagStatus": "UNTAGGED"]]) { $1 }
            )["previewResults"] == []
        )
        try advance(days: 3)
        #expect(try await tags().count == 4)
    }

    @Test("brings images that nobody pulls into the archive, and takes them out of it after 90 days")
    func archive() async throws {
        try await registry.putIndex("1", tag: "v1")
        try await put(
            #"{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"sinceImagePulled","countUnit":"days","countNumber":5},"action":{"type":"transition","targetStorageClass":"archive"}},{"rulePriority":2,"selection":{"tagStatus":"any","storageClass":"archive","countType":"sinceImageTransitioned","countUnit":"days","countNumber":90},"action":{"type":"expire"}}]}"#
        )
        try await registry.perform(StartLifecyclePolicyPreview.self, ["repositoryName": "app"])
        try advance(days: 4)
        #expect(try await tags() == ["v1"])
        try await registry.perform(BatchGetImage.self, ["repositoryName": "app", "imageIds": [["imageTag": "v1"]]])
        try await registry.putIndex("2", tag: "v2", in: "team/web")
        try advance(days: 3)
        #expect(try await tags() == ["v1"])
        #expect(try registry.image(tag: "v1")?.isArchived == false)
        try advance(days: 4)
        #expect(try await tags() == ["v1"])
        let archived = try #require(try registry.image(tag: "v1"))
        #expect(
            archived.isArchived && archived.lastArchivedAt == Date(timeIntervalSince1970: 1_715_679_000 + 10 * 86_400)
        )
        try advance(days: 89)
        #expect(try await tags() == ["v1"])
        try advance(days: 3)
        #expect(try await tags() == [])
    }

    @Test("a preview tells what would go into the archive")
    func previewOfArchive() async throws {
        for number in 1...3 {
            try await registry.putIndex("\(number)", tag: "v\(number)")
            try registry.world.advanceClock(by: 1)
        }
        try await registry.perform(
            StartLifecyclePolicyPreview.self,
            [
                "repositoryName": "app",
                "lifecyclePolicyText": .string(
                    #"{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":1},"action":{"type":"transition","targetStorageClass":"archive"}}]}"#
                ),
            ]
        )
        let preview = try await registry.perform(GetLifecyclePolicyPreview.self, ["repositoryName": "app"])
        #expect(
            preview["summary"] == [
                "expiringImageTotalCount": 0,
                "transitioningImageTotalCounts": [["targetStorageClass": "ARCHIVE", "imageTotalCount": 2]],
            ]
        )
        #expect(
            preview["previewResults"]?.array?.first?["action"]
                == ["type": "TRANSITION", "targetStorageClass": "ARCHIVE"]
        )
    }
}
