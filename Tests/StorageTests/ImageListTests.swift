import Foundation
import OCI
import Storage
import Testing

@Suite("Lists of images")
struct ImageListTests {
    private let registry: RegistryFixture
    private var store: RegistryStore { registry.store }

    init() throws {
        registry = try RegistryFixture()
    }

    /// Everything of a list whose pages have two.
    private func all<Element>(_ page: (Element?) throws -> [Element]) rethrows -> [Element] {
        var found: [Element] = []
        while true {
            let next = try page(found.last)
            guard !next.isEmpty else { return found }
            found += next
        }
    }

    @Test func imagesComeOldestFirstPageByPage() async throws {
        var images: [StoredImage] = []
        for (number, seconds) in [5, 1, 3, 3, 3, 9].enumerated() {
            let tags = number % 2 == 0 ? ["t\(number)"] : []
            images.append(try await registry.pushImage("image \(number)", tags: tags, at: TimeInterval(seconds)))
        }
        try await registry.pushImage("elsewhere", to: registry.other)
        let expected = images.sorted { ($0.pushedAt, $0.digest) < ($1.pushedAt, $1.digest) }
        for tagged in [nil, true, false] {
            let found = try all { (last: StoredImage?) in
                try store.images(
                    in: registry.app,
                    tagged: tagged,
                    after: last.map { ImagePosition(pushedAt: $0.pushedAt, digest: $0.digest) },
                    limit: 2
                )
            }
            #expect(found == expected.filter { tagged == nil || $0.tags.isEmpty != tagged })
        }
        #expect(try !store.isEmpty(in: registry.app))
    }

    @Test func entriesAreOneOfEachTagAndOneOfEachUntaggedImage() async throws {
        let first = try await registry.pushImage("first", tags: ["b", "a", "B", "c"], at: 1)
        let second = try await registry.pushImage("second", at: 2)
        let third = try await registry.pushImage("third", tags: ["z"], at: 3)
        let tagged = ["B", "a", "b", "c"].map {
            ImageEntry(digest: first.digest, tag: $0, pushedAt: first.pushedAt)
        }
        let untagged = ImageEntry(digest: second.digest, tag: nil, pushedAt: second.pushedAt)
        let last = ImageEntry(digest: third.digest, tag: "z", pushedAt: third.pushedAt)
        let entries = { (tagged: Bool?) in
            try all { (after: ImageEntry?) in
                try store.imageEntries(in: registry.app, tagged: tagged, after: after, limit: 2)
            }
        }
        #expect(try entries(nil) == tagged + [untagged, last])
        #expect(try entries(true) == tagged + [last])
        #expect(try entries(false) == [untagged])
    }

    @Test func tagsComeInByteOrder() async throws {
        try await registry.pushImage("image", tags: ["v10", "v2", "V1", "_x", "a-b", "a.b"])
        let tags = try all { (last: String?) in try store.tags(in: registry.app, after: last, limit: 2) }
        #expect(tags == ["V1", "_x", "a-b", "a.b", "v10", "v2"])
        #expect(try store.tags(in: registry.app, after: "a", limit: 1) == ["a-b"])
        #expect(try store.tags(in: registry.other, limit: 1).isEmpty)
    }

    @Test func referrersAreFoundBeforeTheirSubjectAndByType() async throws {
        let subject = Digest.of([1])
        let put = { (name: String, type: String?, seconds: TimeInterval) in
            try await registry.put(
                RegistryFixture.manifest(name, subject: subject, artifactType: type, annotations: ["name": name]),
                at: seconds
            ).image.digest
        }
        let signature = try await put("signature", "application/signature", 2)
        let bill = try await put("bill of materials", "application/bill", 1)
        let plain = try await put("plain", nil, 3)
        try await registry.pushImage("unrelated")
        let found = try all { (last: Referrer?) in
            try store.referrers(of: subject, in: registry.app, after: last?.position, limit: 2)
        }
        #expect(found.map(\.digest) == [bill, signature, plain])
        #expect(found[0].artifactType == "application/bill")
        #expect(found[0].annotations == ["name": "bill of materials"])
        #expect(found[0].size == 17)
        #expect(found[2].artifactType == "application/vnd.oci.image.config.v1+json")
        let some = try store.referrers(
            of: subject,
            in: registry.app,
            artifactTypes: ["application/signature", "application/vnd.oci.image.config.v1+json"],
            limit: 9
        )
        #expect(some.map(\.digest) == [signature, plain])
        #expect(try store.referrers(of: subject, in: registry.other, limit: 9).isEmpty)
    }
}
