import AWSProtocols
import Foundation
import OCI
import TestSupport
import Testing

@Suite struct ImageLayoutTests {
    @Test(arguments: [["linux/amd64"], ["linux/amd64", "linux/arm64/v8"]])
    func aLayoutThatWasWrittenIsReadBackTheSame(_ platforms: [String]) throws {
        let written = try LayoutFolder(platforms: platforms)
        let layout = try ImageLayout(folder: written.path)
        #expect(layout.manifests == written.documents)
        #expect(layout.manifests.last?.tags.map(\.description) == ["v1", "latest"])
        #expect(Set(layout.blobs.map(\.digest)) == Set(written.image.blobs.map(\.digest)))
        for blob in layout.blobs {
            let source = try #require(written.image.blobs.first { $0.digest == blob.digest })
            #expect(blob.size == source.size)
            #expect(try blob.bytes() == source.bytes())
            #expect(blob.path == written.path + "/" + written.name(blob.digest))
        }
        #expect(try ImageLayout(folder: written.path) == layout)
    }

    @Test func aFolderOfALayoutHoldsNothingButTheLayout() throws {
        let written = try LayoutFolder(layers: 1)
        let blobs = written.image.blobs.map(\.digest) + written.image.manifests.map(\.digest)
        let expected = ["blobs", "blobs/sha256", "blobs/sha512", "index.json", "oci-layout"] + blobs.map(written.name)
        #expect(try written.names() == expected.sorted())
        #expect(try written.folder.text(of: "layout/oci-layout") == #"{"imageLayoutVersion":"1.0.0"}"#)
    }

    @Test func anIndexWithoutTagsIsListedOnceAndItsImagesAreNot() throws {
        let written = try LayoutFolder(platforms: ["linux/amd64", "linux/arm64"], tags: [])
        let index = try JSONValue.parse(Array(written.folder.text(of: "layout/index.json").utf8))
        #expect(index["manifests"]?.array?.compactMap { $0["digest"]?.string } == [written.image.root.description])
        #expect(index["manifests"]?.array?.first?["annotations"] == nil)
    }

    @Test func nestedIndexesAreFollowedAndEachManifestIsReadOnceAfterThoseBelowIt() throws {
        let written = try LayoutFolder(platforms: ["linux/amd64", "linux/arm64"])
        let root = try #require(written.documents.last)
        let entry = Descriptor(mediaType: root.mediaType, digest: root.digest, size: root.bytes.count)
        let outer = try written.add(
            [
                "schemaVersion": 2, "mediaType": .string(MediaTypes.ociIndex),
                "manifests": [entry.json, entry.json],
            ]
        )
        try written.list([outer, entry])
        let layout = try ImageLayout(folder: written.path)
        #expect(layout.manifests.map(\.digest) == written.documents.map(\.digest) + [outer.digest])
        #expect(layout.blobs.count == written.image.blobs.count)
    }

    @Test func aTagOfAnImageBelowAnIndexThatCameBeforeIsKept() throws {
        let written = try LayoutFolder(platforms: ["linux/amd64", "linux/arm64"])
        let (first, root) = (written.documents[0], written.documents[2])
        let entry = { (document: ManifestDocument, tag: String) in
            Descriptor(
                mediaType: document.mediaType,
                digest: document.digest,
                size: document.bytes.count,
                annotations: ["org.opencontainers.image.ref.name": tag]
            )
        }
        try written.list([entry(root, "all"), entry(first, "one"), entry(first, "one"), entry(first, "uno")])
        let layout = try ImageLayout(folder: written.path)
        #expect(layout.manifests.map { $0.tags.map(\.description) } == [["one", "uno"], [], ["all"]])
    }

    @Test func foreignLayersAndSubjectsNeedNotBeThere() throws {
        let written = try LayoutFolder(layers: 1)
        let config = try written.add([:])
        let descriptor = try written.add(
            [
                "schemaVersion": 2, "mediaType": .string(MediaTypes.ociManifest),
                "config": Descriptor(mediaType: "a/b", digest: config.digest, size: config.size).json,
                "layers": [Sample.descriptor(MediaTypes.ociForeignLayer, "elsewhere")],
                "subject": Sample.descriptor(MediaTypes.ociManifest, "unknown"),
            ]
        )
        try written.list([descriptor])
        let layout = try ImageLayout(folder: written.path)
        #expect(layout.blobs.map(\.digest) == [config.digest])
        #expect(layout.manifests.first?.manifest.subject?.digest == Sample.digest("unknown"))
    }

    @Test func aLayoutOfNothingIsALayout() throws {
        let folder = try TemporaryFolder()
        try ImageLayout.write([], to: folder["a/b"]) { _, _ in throw Unexpected() }
        let layout = try ImageLayout(folder: folder["a/b"])
        #expect(layout.manifests.isEmpty && layout.blobs.isEmpty)
    }

    @Test func digestsOfSHA512AreReadAndWrittenAsWell() throws {
        let folder = try TemporaryFolder()
        let config = Digest.of(Array("{}".utf8), .sha512)
        let body: JSONValue = [
            "schemaVersion": 2, "mediaType": .string(MediaTypes.ociManifest), "layers": [],
            "config": Descriptor(mediaType: MediaTypes.ociEmpty, digest: config, size: 2).json,
        ]
        let document = try ManifestDocument(body.serialized(), contentType: nil, algorithm: .sha512)
        try ImageLayout.write([document], to: folder["l"]) { _, write in try Array("{}".utf8).withUnsafeBytes(write) }
        let layout = try ImageLayout(folder: folder["l"])
        #expect(layout.manifests == [document])
        #expect(layout.blobs.map(\.path) == [folder["l/blobs/sha512/" + config.hex]])
    }

    @Test func aBlobThatChangedSinceTheLayoutWasReadIsNoticed() throws {
        let written = try LayoutFolder(layers: 1)
        let blob = try #require(ImageLayout(folder: written.path).blobs.last)
        var bytes = try blob.bytes()
        bytes[bytes.count / 2] ^= 1
        for changed in [bytes, Array(bytes.dropLast()), bytes + [0]] {
            try Data(changed).write(to: URL(filePath: blob.path))
            let error = #expect(throws: LayoutError.self) { try blob.write { _ in } }
            #expect(try #require(error).description.hasPrefix(blob.path + " is damaged"))
        }
    }

    @Test func whatTheReceiverOfABlobThrowsEndsIt() throws {
        let written = try LayoutFolder(layers: 1)
        let blob = try #require(ImageLayout(folder: written.path).blobs.last)
        #expect(throws: Unexpected.self) { try blob.write { _ in throw Unexpected() } }
    }
}
