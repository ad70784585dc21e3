import AWSCore
import AWSProtocols
import Determinism
import RegistryService
import Testing

@Suite("The registry's list of referrers")
struct ReferrerRouteTests {
    private let subject = TestManifest.digest(TestManifest.index(note: "subject"))

    private func digests(_ answer: TestAnswer) -> [String?] {
        (answer.json["manifests"]?.array ?? []).map { $0["digest"]?.string }
    }

    @Test("is an index, empty where nothing refers to the digest", arguments: RegistryDialect.allCases)
    func empty(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let answer = try await registry.send("GET", "/v2/app/referrers/\(subject)")
        #expect(answer.status == 200)
        #expect(answer.headers["Content-Type"] == TestManifest.ociIndex)
        #expect(answer.headers["OCI-Filters-Applied"] == nil)
        #expect(
            answer.json == ["schemaVersion": 2, "mediaType": .string(TestManifest.ociIndex), "manifests": []]
        )
    }

    @Test("describes each, and finds those of one type", arguments: RegistryDialect.allCases)
    func list(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        try await registry.upload("{}")
        let index = TestManifest.index(note: "one", subject: subject, type: "application/spdx+json")
        let first = try await registry.put(index, as: "sbom")
        registry.clock.advance(by: 1)
        let image = try await registry.put(TestManifest.image([], subject: subject))
        registry.clock.advance(by: 1)
        try await registry.put(TestManifest.index(note: "subject"))
        try await registry.put(index, in: "team/web")
        let answer = try await registry.send("GET", "/v2/app/referrers/\(subject)")
        #expect(digests(answer) == [first, image])
        #expect(
            answer.json["manifests"]?.array?.first == [
                "mediaType": .string(TestManifest.ociIndex), "digest": .string(first),
                "size": .integer(index.utf8.count), "artifactType": "application/spdx+json",
                "annotations": ["note": "one"],
            ]
        )
        let config = "application/vnd.oci.image.config.v1+json"
        #expect(answer.json["manifests"]?.array?.last?["artifactType"] == .string(config))
        for (type, expected) in [
            ("application/spdx%2Bjson", [first]), ("application/vnd.oci.image.config.v1%2Bjson", [image]),
            ("a/b", []), ("", []), ("%7C", []),
        ] {
            let filtered = try await registry.send("GET", "/v2/app/referrers/\(subject)?artifactType=\(type)")
            #expect(digests(filtered) == expected)
            #expect(filtered.headers["OCI-Filters-Applied"] == "artifactType")
        }
    }

    @Test("is paged without loss, the filter included", arguments: RegistryDialect.allCases, [1, 3, 20])
    func paging(dialect: RegistryDialect, size: Int) async throws {
        let registry = try TestRegistry(dialect)
        var expected: [String] = []
        for number in 0..<20 {
            let manifest = TestManifest.index(note: "\(number)", subject: subject, type: "a/\(number % 2)")
            let digest = try await registry.put(manifest)
            if number % 2 == 1 { expected.append(digest) }
            registry.clock.advance(by: 1)
        }
        var found: [String?] = []
        var target: String? = "/v2/app/referrers/\(subject)?artifactType=a/1&n=\(size)"
        for _ in 0..<20 {
            guard let page = target else { break }
            let answer = try await registry.send("GET", page)
            #expect(digests(answer).count <= size)
            #expect(answer.headers["OCI-Filters-Applied"] == "artifactType")
            found += digests(answer)
            target = answer.next
        }
        #expect(found == expected)
        #expect(target == nil)
    }

    @Test(
        "has no page size in the specification, so no number is refused",
        arguments: ["0", "1001", "99999999999999999999"]
    )
    func anySize(size: String) async throws {
        let registry = try TestRegistry(.oci)
        let digest = try await registry.put(TestManifest.index(note: "n", subject: subject, type: "a/1"))
        let answer = try await registry.send("GET", "/v2/app/referrers/\(subject)?n=\(size)")
        #expect(answer.status == 200)
        #expect(digests(answer) == [digest])
    }
}
