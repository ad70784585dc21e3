import AWSCore
import AWSProtocols
import Determinism
import ECRService
import Foundation
import OCI
import Storage
import Testing
import World

@Suite("An image's storage class")
struct StorageClassTests {
    private let registry: TestRegistry

    init() throws { registry = try TestRegistry() }

    private func move(_ tag: String, to storageClass: String) async throws -> JSONValue {
        try await registry.perform(UpdateImageStorageClass.self, Self.members(tag, storageClass))
    }

    private static func members(_ tag: String, _ storageClass: String) -> [String: JSONValue] {
        [
            "repositoryName": "app", "imageId": ["imageTag": .string(tag)],
            "targetStorageClass": .string(storageClass),
        ]
    }

    private func details(_ more: [String: JSONValue] = [:]) async throws -> [JSONValue] {
        let members = more.merging(["repositoryName": "app"]) { $1 }
        return try await registry.perform(DescribeImages.self, members)["imageDetails"]?.array ?? []
    }

    @Test("An image of the archive is listed when it is asked for, and cannot be pulled until it is restored")
    func cycle() async throws {
        let digest = try await registry.putIndex("1", tag: "v1")
        let image: [String: JSONValue] = ["imageDigest": .string(digest), "imageTag": "v1"]
        let answer: [String: JSONValue] = [
            "registryId": "123456789012", "repositoryName": "app", "imageId": .object(image),
        ]
        #expect(
            try await move("v1", to: "ARCHIVE") == .object(answer.merging(["imageStatus": "ARCHIVED"]) { $1 })
        )
        #expect(try await registry.perform(ListImages.self, ["repositoryName": "app"])["imageIds"] == [])
        #expect(
            try await registry.perform(
                ListImages.self,
                ["repositoryName": "app", "filter": ["imageStatus": "ARCHIVED"]]
            )["imageIds"] == [.object(image)]
        )
        #expect(try await details().isEmpty)
        let named = try await details(["imageIds": [["imageTag": "v1"]]])
        #expect(named.map { $0["imageStatus"] } == ["ARCHIVED"])
        #expect(named.map { $0["lastArchivedAt"] } == [.number(1_715_679_000)])
        #expect(try await details(["filter": ["imageStatus": "ANY"]]).count == 1)
        #expect(try await details(["filter": ["imageStatus": "ACTIVATING"]]).isEmpty)
        #expect(
            try await registry.perform(
                BatchGetImage.self,
                ["repositoryName": "app", "imageIds": [["imageTag": "v1"]]]
            ) == [
                "images": [],
                "failures": [
                    [
                        "imageId": ["imageTag": "v1"], "failureCode": "ImageInaccessible",
                        "failureReason": "Requested image is archived. Restore the image before pulling it.",
                    ]
                ],
            ]
        )
        try registry.world.advanceClock(by: 60)
        #expect(
            try await move("v1", to: "STANDARD") == .object(answer.merging(["imageStatus": "ACTIVE"]) { $1 })
        )
        let restored = try await details()
        #expect(restored.map { $0["lastActivatedAt"] } == [.number(1_715_679_060)])
        #expect(restored.map { $0["imageStatus"] } == ["ACTIVE"])
    }

    private func layers(_ names: String...) async throws -> [JSONValue?] {
        try await registry.perform(
            BatchCheckLayerAvailability.self,
            [
                "repositoryName": "app",
                "layerDigests": .array(names.map { .string(TestManifest.digest($0)) }),
            ]
        )["layers"]?.array?.map { $0["layerAvailability"] } ?? []
    }

    @Test("Layers that only archived images have are archived with them, until another image has them")
    func layersOfArchive() async throws {
        try await registry.pushImage(["base", "one"], tags: ["v1"])
        try await registry.pushImage(["base", "two"], config: "other", tags: ["v2"])
        _ = try await move("v1", to: "ARCHIVE")
        let availability: [JSONValue?] = ["AVAILABLE", "ARCHIVED", "AVAILABLE", "UNAVAILABLE"]
        #expect(try await layers("base", "one", "two", "none") == availability)
        let one: [String: JSONValue] = ["repositoryName": "app", "layerDigest": .string(TestManifest.digest("one"))]
        #expect(
            try await registry.refusal(of: GetDownloadUrlForLayer.self, one)
                == ECRError(
                    "LayerInaccessibleException",
                    "The specified layer is archived. Restore the image before pulling it."
                )
        )
        // The next image with the layer does not need to send it again.
        try await registry.pushImage(["one"], config: "third", tags: ["v3"])
        #expect(try await layers("one") == ["AVAILABLE"])
        #expect(try await registry.perform(GetDownloadUrlForLayer.self, one)["downloadUrl"] != nil)
    }

    @Test("An index goes into the archive with its images, but for those that another index has, and comes back so")
    func indexes() async throws {
        let images = try await [
            registry.pushImage(["one"], tags: []), registry.pushImage(["two"], config: "other", tags: []),
        ].map(TestManifest.digest)
        for (name, children) in [("first", images), ("second", [images[1]])] {
            try await registry.perform(
                PutImage.self,
                [
                    "repositoryName": "app", "imageTag": .string(name),
                    "imageManifest": .string(TestManifest.index(children, note: name)),
                ]
            )
        }
        func archived() throws -> [Bool?] { try images.map { try registry.image(digest: $0)?.isArchived } }
        _ = try await move("first", to: "ARCHIVE")
        #expect(try archived() == [true, false])
        _ = try await move("second", to: "ARCHIVE")
        #expect(try archived() == [true, true])
        _ = try await move("first", to: "STANDARD")
        #expect(try archived() == [false, false])
    }

    @Test("A push of the same image restores it")
    func push() async throws {
        try await registry.putIndex("1", tag: "v1")
        _ = try await move("v1", to: "ARCHIVE")
        try await registry.putIndex("1", tag: "v1")
        #expect(try registry.image(tag: "v1")?.isArchived == false)
    }

    @Test("What is not there, and an image of an index, are refused")
    func refused() async throws {
        #expect(
            try await registry.refusal(of: UpdateImageStorageClass.self, Self.members("none", "ARCHIVE"))?.code
                == "ImageNotFoundException"
        )
        #expect(
            try await registry.refusal(of: UpdateImageStorageClass.self, Self.members("none", "COLD"))
                == invalid("targetStorageClass", "Member must satisfy enum value set: [STANDARD, ARCHIVE]")
        )
        let manifest = try await registry.pushImage(["layer"], tags: ["child"])
        let index =
            #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"\#(TestManifest.digest(manifest))","size":\#(manifest.utf8.count)}]}"#
        try await registry.perform(PutImage.self, ["repositoryName": "app", "imageManifest": .string(index)])
        #expect(
            try await registry.refusal(of: UpdateImageStorageClass.self, Self.members("child", "ARCHIVE"))
                == ECRError(
                    "ImageStorageClassUpdateNotSupportedException",
                    "The requested image storage class update is not supported."
                )
        )
    }
}
