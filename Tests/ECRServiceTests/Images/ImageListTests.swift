import AWSCore
import AWSProtocols
import Determinism
import ECRService
import Foundation
import Testing
import World

@Suite("A repository's images")
struct ImageListTests {
    /// Two tagged images, one of them twice, and an untagged one between them.
    private func filled() async throws -> (registry: TestRegistry, digests: [String]) {
        let registry = try TestRegistry()
        var digests: [String] = []
        for note in ["first", "second", "third"] {
            digests.append(try await registry.putIndex(note, tag: note == "second" ? nil : note))
            registry.clock.advance(by: 60)
        }
        try await registry.perform(
            PutImage.self,
            [
                "repositoryName": "app", "imageManifest": .string(TestManifest.index([], note: "first")),
                "imageTag": "a-tag",
            ]
        )
        return (registry, digests)
    }

    private func identifiers(_ answer: JSONValue) -> [[String?]] {
        (answer["imageIds"]?.array ?? []).map { [$0["imageDigest"]?.string, $0["imageTag"]?.string] }
    }

    @Test("are listed once for each tag, and once without, the oldest first")
    func list() async throws {
        let (registry, digests) = try await filled()
        let answer = try await registry.perform(ListImages.self, ["repositoryName": "app"])
        #expect(
            identifiers(answer) == [
                [digests[0], "a-tag"], [digests[0], "first"], [digests[1], nil], [digests[2], "third"],
            ]
        )
        #expect(answer["nextToken"] == nil)
        #expect(try await registry.perform(ListImages.self, ["repositoryName": "team/web"]) == ["imageIds": []])
    }

    @Test("are described with what is known of them")
    func describe() async throws {
        let (registry, digests) = try await filled()
        let details =
            try await registry.perform(DescribeImages.self, ["repositoryName": "app"])["imageDetails"]?.array ?? []
        #expect(details.map { $0["imageDigest"]?.string } == digests)
        #expect(details.first?["imageTags"] == ["first", "a-tag"])
        #expect(
            details.dropFirst().first == [
                "registryId": "123456789012", "repositoryName": "app", "imageDigest": .string(digests[1]),
                "imageSizeInBytes": 0, "imagePushedAt": .number(1_715_679_060), "imageStatus": "ACTIVE",
                "imageManifestMediaType": "application/vnd.oci.image.index.v1+json",
            ]
        )
        #expect(try await registry.perform(DescribeImages.self, ["repositoryName": "team/web"]) == ["imageDetails": []])
    }

    @Test(
        "are filtered by their tags before they are paged, and by their status",
        arguments: [
            (["tagStatus": "TAGGED"], 3, 2), (["tagStatus": "UNTAGGED"], 1, 1), (["tagStatus": "ANY"], 4, 3),
            ([:], 4, 3),
            (["imageStatus": "ACTIVE"], 4, 3), (["imageStatus": "ANY"], 4, 3), (["imageStatus": "ARCHIVED"], 0, 0),
            (["imageStatus": "ACTIVATING"], 0, 0), (["tagStatus": "TAGGED", "imageStatus": "ARCHIVED"], 0, 0),
        ] as [(JSONValue, Int, Int)]
    )
    func filters(filter: JSONValue, entries: Int, details: Int) async throws {
        let (registry, _) = try await filled()
        let members: [String: JSONValue] = ["repositoryName": "app", "filter": filter, "maxResults": 1]
        #expect(try await pages(ListImages.self, members, registry, "imageIds").count == entries)
        #expect(try await pages(DescribeImages.self, members, registry, "imageDetails").count == details)
    }

    @Test("are paged without loss and without doubles, also while images come and go")
    func paging() async throws {
        let (registry, digests) = try await filled()
        let entries = try await pages(
            ListImages.self,
            ["repositoryName": "app", "maxResults": 3],
            registry,
            "imageIds"
        )
        #expect(entries.map { $0["imageTag"]?.string } == ["a-tag", "first", nil, "third"])
        let details = try await pages(
            DescribeImages.self,
            ["repositoryName": "app", "maxResults": 2],
            registry,
            "imageDetails"
        )
        #expect(details.map { $0["imageDigest"]?.string } == digests)
        let first = try await registry.perform(DescribeImages.self, ["repositoryName": "app", "maxResults": 1])
        let token = try #require(first["nextToken"])
        try await registry.perform(
            BatchDeleteImage.self,
            ["repositoryName": "app", "imageIds": [["imageDigest": .string(digests[0])]]]
        )
        let rest = try await registry.perform(DescribeImages.self, ["repositoryName": "app", "nextToken": token])
        #expect(rest["imageDetails"]?.array?.map { $0["imageDigest"]?.string } == Array(digests.dropFirst()))
    }

    @Test("are a hundred to a page unless told otherwise")
    func pageSize() async throws {
        let registry = try TestRegistry()
        for number in 0...100 { try await registry.putIndex("\(number)") }
        let listed = try await registry.perform(ListImages.self, ["repositoryName": "app"])
        #expect(listed["imageIds"]?.array?.count == 100)
        #expect(listed["nextToken"] != nil)
        let described = try await registry.perform(DescribeImages.self, ["repositoryName": "app", "maxResults": 1000])
        #expect(described["imageDetails"]?.array?.count == 101)
        #expect(described["nextToken"] == nil)
    }

    @Test("a page's token is good for its own question only, and must be whole")
    func tokens() async throws {
        let (registry, _) = try await filled()
        for name in ["a", "b"] { try await registry.putIndex(name, in: "team/web") }
        let page: [String: JSONValue] = ["repositoryName": "app", "maxResults": 1]
        let list = try #require(try await registry.perform(ListImages.self, page)["nextToken"]?.string)
        let details = try #require(try await registry.perform(DescribeImages.self, page)["nextToken"]?.string)
        let garbled = invalid("nextToken", "Invalid token")
        var wrong: [[String: JSONValue]] = [
            "", "garbage", String(list.dropLast(4)), list + list, "A" + list, "🐳",
            Data("a|b".utf8).base64EncodedString(),
        ].map { ["repositoryName": "app", "nextToken": .string($0)] }
        wrong.append(["repositoryName": "app", "nextToken": .string(details)])
        wrong.append(["repositoryName": "team/web", "nextToken": .string(list)])
        wrong.append(["repositoryName": "app", "nextToken": .string(list), "filter": ["tagStatus": "TAGGED"]])
        wrong.append(["repositoryName": "app", "nextToken": .string(list), "filter": ["imageStatus": "ANY"]])
        wrong.append(["repositoryName": "app", "nextToken": .string(list), "registryId": "999999999999"])
        for members in wrong { #expect(try await registry.refusal(of: ListImages.self, members) == garbled) }
        #expect(
            try await registry.refusal(of: DescribeImages.self, ["repositoryName": "app", "nextToken": .string(list)])
                == garbled
        )
    }

    @Test(
        "limits of a page are AWS's",
        arguments: [
            ("0", "Member must have value greater than or equal to 1"),
            ("-2147483648", "Member must have value greater than or equal to 1"),
            ("1001", "Member must have value less than or equal to 1000"),
            ("2147483647", "Member must have value less than or equal to 1000"),
        ]
    )
    func maxResults(number: String, rule: String) async throws {
        let registry = try TestRegistry()
        let body = #"{"repositoryName":"app","maxResults":\#(number)}"#
        #expect(try await registry.refusal(of: ListImages.self, body) == invalid("maxResults", rule))
        #expect(try await registry.refusal(of: DescribeImages.self, body) == invalid("maxResults", rule))
        #expect(
            try await registry.refusal(of: DescribeRepositories.self, #"{"maxResults":\#(number)}"#)
                == invalid("maxResults", rule)
        )
    }

    @Test(
        "numbers of another form are a SerializationException",
        arguments: [
            "2147483648", "-2147483649", "1e400", "1.5", "\"1\"", "\"٣\"", "[1]", "true", "{}", "99999999999999999999",
        ]
    )
    func hostileMaxResults(number: String) async throws {
        let registry = try TestRegistry()
        let body = #"{"repositoryName":"app","maxResults":\#(number)}"#
        #expect(try await registry.refusal(of: ListImages.self, body)?.code == "SerializationException")
        #expect(try await registry.refusal(of: DescribeImages.self, body)?.code == "SerializationException")
    }

    @Test("filters of unknown values are refused")
    func unknownFilters() async throws {
        let registry = try TestRegistry()
        let tags = invalid("filter.tagStatus", "Member must satisfy enum value set: [TAGGED, UNTAGGED, ANY]")
        let status = invalid(
            "filter.imageStatus",
            "Member must satisfy enum value set: [ACTIVE, ARCHIVED, ACTIVATING, ANY]"
        )
        let byTags: [String: JSONValue] = ["repositoryName": "app", "filter": ["tagStatus": "tagged"]]
        let byStatus: [String: JSONValue] = ["repositoryName": "app", "filter": ["imageStatus": "GONE"]]
        #expect(try await registry.refusal(of: ListImages.self, byTags) == tags)
        #expect(try await registry.refusal(of: DescribeImages.self, byTags) == tags)
        #expect(try await registry.refusal(of: ListImages.self, byStatus) == status)
        #expect(try await registry.refusal(of: DescribeImages.self, byStatus) == status)
    }

    @Test("are described by digest or tag, each once, all or none")
    func byIdentifier() async throws {
        let (registry, digests) = try await filled()
        func describe(_ identifiers: JSONValue) -> [String: JSONValue] {
            ["repositoryName": "app", "imageIds": identifiers]
        }
        let digest = JSONValue.string(digests[0])
        let found = try await registry.perform(
            DescribeImages.self,
            describe([
                ["imageTag": "third"], ["imageDigest": digest], ["imageTag": "first"],
                ["imageDigest": digest, "imageTag": "a-tag"],
            ])
        )
        #expect(found["imageDetails"]?.array?.map { $0["imageDigest"]?.string } == [digests[2], digests[0]])
        func missing(_ image: String) -> ECRError {
            ECRError(
                "ImageNotFoundException",
                "The image with imageId \(image) does not exist within the repository with name 'app' in the registry "
                    + "with id '123456789012'"
            )
        }
        #expect(
            try await registry.refusal(
                of: DescribeImages.self,
                describe([["imageTag": "third"], ["imageTag": "gone"]])
            )
                == missing("{imageDigest:'null', imageTag:'gone'}")
        )
        #expect(
            try await registry.refusal(
                of: DescribeImages.self,
                describe([["imageDigest": .string(TestManifest.absent)]])
            )
                == missing("{imageDigest:'\(TestManifest.absent)', imageTag:'null'}")
        )
        #expect(
            try await registry.refusal(
                of: DescribeImages.self,
                describe([["imageDigest": digest, "imageTag": "third"]])
            )
                == missing("{imageDigest:'\(digests[0])', imageTag:'third'}")
        )
    }

    @Test("are not described by identifiers that AWS refuses, nor page by page with identifiers")
    func refusedIdentifiers() async throws {
        let registry = try TestRegistry()
        func refusal(_ identifiers: JSONValue, _ more: [String: JSONValue] = [:]) async throws -> ECRError? {
            try await registry.refusal(
                of: DescribeImages.self,
                ["repositoryName": "app", "imageIds": identifiers].merging(more) { $1 }
            )
        }
        #expect(try await refusal([]) == invalid("imageIds", "Member must have length greater than or equal to 1"))
        let many = JSONValue.array((0...100).map { ["imageTag": .string("t\($0)")] })
        #expect(try await refusal(many) == invalid("imageIds", "Member must have length less than or equal to 100"))
        #expect(try await refusal([[:]]) == invalid("imageIds", "both tag and digest cannot be null"))
        #expect(
            try await refusal([["imageDigest": ""]])
                == invalid("imageIds.imageDigest", "must satisfy regular expression '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'")
        )
        #expect(
            try await refusal([["imageTag": "a b"]])
                == invalid("imageIds.imageTag", "must satisfy regular expression '[a-zA-Z0-9-_.]+'")
        )
        #expect(
            try await refusal([["imageTag": "a"]], ["maxResults": 1])
                == invalid("maxResults", "maxResults cannot be used when imageIds is specified")
        )
        #expect(
            try await refusal([["imageTag": "a"]], ["nextToken": "x"])
                == invalid("nextToken", "nextToken cannot be used when imageIds is specified")
        )
    }

    @Test("need their repository")
    func noRepository() async throws {
        let registry = try TestRegistry()
        let gone: [String: JSONValue] = ["repositoryName": "gone"]
        #expect(try await registry.refusal(of: ListImages.self, gone)?.code == "RepositoryNotFoundException")
        #expect(try await registry.refusal(of: DescribeImages.self, gone)?.code == "RepositoryNotFoundException")
    }

    /// Everything, page by page.
    private func pages<Operation: ECROperation>(
        _ operation: Operation.Type,
        _ members: [String: JSONValue],
        _ registry: TestRegistry,
        _ list: String
    ) async throws -> [JSONValue] {
        var found: [JSONValue] = []
        var members = members
        for _ in 0..<20 {
            let page = try await registry.perform(operation, members)
            let elements = page[list]?.array ?? []
            #expect(elements.count <= members["maxResults"]?.integer ?? 100)
            found += elements
            guard let token = page["nextToken"] else { return found }
            #expect(!elements.isEmpty)
            members["nextToken"] = token
        }
        Issue.record("the pages do not end")
        return found
    }
}
