import AWSProtocols
import Determinism
import ECRService
import Storage
import Testing

private let typeRule =
    "Member must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater "
    + "than or equal to 1]"

@Suite("ListImageReferrers")
struct ImageReferrerTests {
    private let subject = TestManifest.digest("subject")

    private func members(_ more: [String: JSONValue] = [:]) -> [String: JSONValue] {
        ["repositoryName": "app", "subjectId": ["imageDigest": .string(subject)]].merging(more) { $1 }
    }

    /// Puts an index that says something about the subject.
    ///
    /// - Returns: its digest.
    @discardableResult
    private func put(
        _ registry: TestRegistry,
        _ note: String,
        type: String? = nil,
        in name: String = "app"
    ) async throws -> String {
        let artifact = type.map { #""artifactType":"\#($0)","# } ?? ""
        let subject = TestManifest.descriptor(subject, type: TestManifest.ociImage)
        let manifest =
            #"{"schemaVersion":2,"mediaType":"\#(TestManifest.ociIndex)",\#(artifact)"manifests":[],"#
            + #""subject":\#(subject),"annotations":{"note":"\#(note)"}}"#
        try await registry.perform(
            PutImage.self,
            ["repositoryName": .string(name), "imageManifest": .string(manifest)]
        )
        registry.clock.advance(by: 1)
        return TestManifest.digest(manifest)
    }

    private func digests(_ answer: JSONValue) -> [String?] {
        (answer["referrers"]?.array ?? []).map { $0["digest"]?.string }
    }

    @Test("lists what refers to an image, the oldest first, whether or not the image is there")
    func list() async throws {
        let registry = try TestRegistry()
        #expect(try await registry.perform(ListImageReferrers.self, members()) == ["referrers": []])
        let sbom = try await put(registry, "1", type: "application/spdx+json")
        let plain = try await put(registry, "2")
        try await put(registry, "1", in: "team/web")
        try await registry.putIndex("no referrer")
        let answer = try await registry.perform(ListImageReferrers.self, members())
        #expect(digests(answer) == [sbom, plain])
        #expect(answer["nextToken"] == nil)
        let size = try #require(try registry.image(digest: sbom)?.manifestSize)
        #expect(
            answer["referrers"]?.array?.first == [
                "digest": .string(sbom), "mediaType": "application/vnd.oci.image.index.v1+json",
                "artifactType": "application/spdx+json", "size": .integer(size), "artifactStatus": "ACTIVE",
                "annotations": ["note": "1"],
            ]
        )
        #expect(answer["referrers"]?.array?.last?["artifactType"] == nil)
        let other = members(["subjectId": ["imageDigest": .string(TestManifest.absent)]])
        #expect(try await registry.perform(ListImageReferrers.self, other) == ["referrers": []])
    }

    @Test("says of an image that has no type of its own the type of its configuration")
    func configurationType() async throws {
        let registry = try TestRegistry()
        try await registry.upload(["config"])
        let config = TestManifest.descriptor(TestManifest.digest("config"), type: "application/vnd.x.config+json")
        let subject = TestManifest.descriptor(subject, type: TestManifest.ociImage)
        let manifest =
            #"{"schemaVersion":2,"mediaType":"\#(TestManifest.ociImage)","config":\#(config),"layers":[],"#
            + #""subject":\#(subject)}"#
        try await registry.perform(PutImage.self, ["repositoryName": "app", "imageManifest": .string(manifest)])
        let types: JSONValue = ["artifactTypes": ["application/vnd.x.config+json"]]
        let answer = try await registry.perform(ListImageReferrers.self, members(["filter": types]))
        #expect(digests(answer) == [TestManifest.digest(manifest)])
        #expect(answer["referrers"]?.array?.first?["artifactType"] == "application/vnd.x.config+json")
        #expect(answer["referrers"]?.array?.first?["annotations"] == nil)
    }

    @Test("filters by types, of which one must be the referrer's, and by status")
    func filters() async throws {
        let registry = try TestRegistry()
        let first = try await put(registry, "1", type: "a/one")
        let second = try await put(registry, "2", type: "a/two")
        let third = try await put(registry, "3")
        for (filter, expected) in [
            (["artifactTypes": ["a/one"]], [first]), (["artifactTypes": ["a/two", "a/one", "a/no"]], [first, second]),
            (["artifactTypes": ["a/no"]], []), (["artifactTypes": []], [first, second, third]),
            (["artifactTypes": ["a/one' OR 1=1 --"]], []), (["artifactTypes": ["%"]], []),
            (["artifactStatus": "ACTIVE"], [first, second, third]),
            (["artifactStatus": "ANY", "artifactTypes": ["a/two"]], [second]),
            (["artifactStatus": "ARCHIVED"], []), (["artifactStatus": "ACTIVATING"], []),
            ([:], [first, second, third]),
        ] as [(JSONValue, [String])] {
            let answer = try await registry.perform(ListImageReferrers.self, members(["filter": filter]))
            #expect(digests(answer) == expected)
        }
    }

    @Test("is paged without loss and without doubles, fifty at a time")
    func paging() async throws {
        let registry = try TestRegistry()
        var put: [String] = []
        for number in 0...50 { put.append(try await self.put(registry, "\(number)", type: "a/\(number % 2)")) }
        let first = try await registry.perform(ListImageReferrers.self, members())
        #expect(digests(first) == Array(put.prefix(50)))
        let token = try #require(first["nextToken"])
        let second = try await registry.perform(ListImageReferrers.self, members(["nextToken": token]))
        #expect(digests(second) == [put.last])
        #expect(second["nextToken"] == nil)

        var found: [String?] = []
        var page: [String: JSONValue] = ["maxResults": 7, "filter": ["artifactTypes": ["a/1"]]]
        for _ in 0..<4 {
            let answer = try await registry.perform(ListImageReferrers.self, members(page))
            #expect(digests(answer).count <= 7)
            found += digests(answer)
            page["nextToken"] = answer["nextToken"]
        }
        #expect(found == put.indices.filter { $0 % 2 == 1 }.map { put[$0] })
        #expect(page["nextToken"] == nil)
    }

    @Test("a page's token is good for its own question only")
    func tokens() async throws {
        let registry = try TestRegistry()
        for number in 0..<3 {
            try await put(registry, "\(number)", type: "a/b")
            try await registry.putIndex("\(number)")
        }
        let page: [String: JSONValue] = ["maxResults": 1]
        let token = try #require(try await registry.perform(ListImageReferrers.self, members(page))["nextToken"])
        let images: [String: JSONValue] = ["repositoryName": "app", "maxResults": 1]
        let foreign = try #require(try await registry.perform(ListImages.self, images)["nextToken"])
        for more: [String: JSONValue] in [
            ["nextToken": "x"], ["nextToken": foreign], ["nextToken": token, "repositoryName": "team/web"],
            ["nextToken": token, "subjectId": ["imageDigest": .string(TestManifest.absent)]],
            ["nextToken": token, "filter": ["artifactTypes": ["a/b"]]],
            ["nextToken": token, "filter": ["artifactStatus": "ANY"]],
        ] {
            #expect(
                try await registry.refusal(of: ListImageReferrers.self, members(more))
                    == invalid("nextToken", "Invalid token")
            )
        }
    }

    @Test("refuses what AWS refuses")
    func refused() async throws {
        let registry = try TestRegistry()
        let statuses = "Member must satisfy enum value set: [ACTIVE, ARCHIVED, ACTIVATING, ANY]"
        for (more, error) in [
            (["maxResults": 0], invalid("maxResults", "Member must have value greater than or equal to 1", value: "0")),
            (["maxResults": 51], invalid("maxResults", "Member must have value less than or equal to 50", value: "51")),
            (["subjectId": .null], missing("subjectId")),
            (["subjectId": [:]], missing("subjectId.imageDigest")),
            (
                ["subjectId": ["imageDigest": "latest"]],
                invalid(
                    "subjectId.imageDigest",
                    "Member must satisfy regular expression pattern: [a-zA-Z0-9-_+.]+:[a-fA-F0-9]+",
                    value: "latest"
                )
            ),
            (
                ["filter": ["artifactTypes": ["a", "b", "c", "d", "e", "f"]]],
                invalid(
                    "filter.artifactTypes",
                    "Member must have length less than or equal to 5",
                    value: "[6 entries]"
                )
            ),
            (
                ["filter": ["artifactTypes": [""]]],
                invalid("filter.artifactTypes", typeRule, value: "[1 entries]")
            ),
            (
                ["filter": ["artifactTypes": [.string(String(repeating: "a", count: 256))]]],
                invalid("filter.artifactTypes", typeRule, value: "[1 entries]")
            ),
            (["filter": ["artifactStatus": "active"]], invalid("filter.artifactStatus", statuses, value: "active")),
        ] as [([String: JSONValue], ECRError)] {
            #expect(try await registry.refusal(of: ListImageReferrers.self, members(more)) == error)
        }
        #expect(
            try await registry.refusal(of: ListImageReferrers.self, members(["repositoryName": "gone"]))?.code
                == "RepositoryNotFoundException"
        )
        for more: [String: JSONValue] in [["filter": ["artifactTypes": "a/b"]], ["subjectId": "x"], ["filter": []]] {
            #expect(
                try await registry.refusal(of: ListImageReferrers.self, members(more))?.code
                    == "SerializationException"
            )
        }
    }
}
