import AWSProtocols
import Foundation
import OCI
import TestSupport
import Testing

@Suite struct LayoutRefusalTests {
    private func refusal(_ written: LayoutFolder) throws -> String {
        let error = #expect(throws: LayoutError.self) { try ImageLayout(folder: written.path) }
        let line = try #require(error).description
        #expect(!line.contains { $0.isNewline })
        return line.replacing(written.path, with: "L")
    }

    @Test(
        arguments: [
            ("oci-layout", nil, "L/oci-layout is missing; name the folder of a complete OCI image layout"),
            ("oci-layout", "{", "L/oci-layout is not JSON at byte 1"),
            ("oci-layout", "{}", "L/oci-layout names another imageLayoutVersion than 1.0.0"),
            (
                "oci-layout", #"{"imageLayoutVersion":"2.0.0"}"#,
                "L/oci-layout names another imageLayoutVersion than 1.0.0"
            ),
            ("index.json", nil, "L/index.json is missing"),
            ("index.json", "[]", "L/index.json cannot be read: the manifest is not a JSON object"),
            ("index.json", #"{"schemaVersion":2}"#, "L/index.json cannot be read: the manifest's manifests is missing"),
            (
                "index.json",
                #"{"schemaVersion":2,"manifests":[{"mediaType":"a/b","digest":"sha256:../..","size":1}]}"#,
                "L/index.json cannot be read: the manifest's manifests[0].digest must be a digest"
            ),
            (
                "index.json", String(repeating: " ", count: 4_194_305),
                "L/index.json is too long: at most 4194304 bytes are read"
            ),
        ] as [(String, String?, String)]
    )
    func aFileOfAnotherFormIsRefusedByItsName(_ name: String, _ text: String?, _ refusal: String) throws {
        let written = try LayoutFolder(layers: 1)
        if let text { try written.replace(name, with: text) } else { try written.remove(name) }
        #expect(try self.refusal(written).hasPrefix(refusal))
    }

    @Test func aFolderThatIsNotThereIsNamed() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: LayoutError.self) { try ImageLayout(folder: folder["none"]) }
        #expect(try #require(error).description.hasPrefix(folder["none/oci-layout"] + " is missing"))
    }

    @Test func everyMissingOrChangedBlobIsRefusedByItsName() throws {
        let written = try LayoutFolder(platforms: ["linux/amd64", "linux/arm64"], layers: 1)
        for digest in written.image.blobs.map(\.digest) + written.documents.map(\.digest) {
            let name = written.name(digest)
            let path = written.path + "/" + name
            let whole = try Data(contentsOf: URL(filePath: path))
            var flipped = whole
            flipped[whole.count / 3] ^= 1
            for damaged in [flipped, whole.dropLast(), whole + [0], Data()] {
                try damaged.write(to: URL(filePath: path))
                #expect(try refusal(written).hasPrefix("L/\(name) is damaged"))
            }
            try written.remove(name)
            #expect(try refusal(written).hasPrefix("L/\(name) is missing"))
            try whole.write(to: URL(filePath: path))
        }
        #expect(try ImageLayout(folder: written.path).manifests == written.documents)
    }

    @Test func linksAndPipesAreNotFollowed() throws {
        let written = try LayoutFolder(layers: 1)
        let manager = FileManager.default
        let blob = written.path + "/" + written.name(written.image.blobs[0].digest)
        try manager.moveItem(atPath: blob, toPath: written.folder["outside"])
        try manager.createSymbolicLink(atPath: blob, withDestinationPath: written.folder["outside"])
        #expect(try refusal(written).contains("is a symbolic link, which is not followed"))
        try manager.removeItem(atPath: blob)
        #expect(mkfifo(blob, 0o600) == 0)
        #expect(try refusal(written).contains("is not a regular file"))
        try manager.removeItem(atPath: blob)
        try manager.createDirectory(atPath: blob, withIntermediateDirectories: false)
        #expect(try refusal(written).contains("is not a regular file"))
        try manager.moveItem(atPath: written.path + "/blobs", toPath: written.folder["blobs"])
        try manager.createSymbolicLink(
            atPath: written.path + "/blobs",
            withDestinationPath: written.folder["blobs"]
        )
        #expect(try refusal(written).hasPrefix("L/blobs is not a folder"))
    }

    @Test(arguments: ["", "docker.io/library/a:v1", "a b", "a\nb"])
    func aNameThatIsNoTagIsRefused(_ name: String) throws {
        let written = try LayoutFolder(layers: 1)
        let root = try #require(written.documents.last)
        try written.list([
            Descriptor(
                mediaType: root.mediaType,
                digest: root.digest,
                size: root.bytes.count,
                annotations: ["org.opencontainers.image.ref.name": name]
            )
        ])
        #expect(try refusal(written).contains(", which is not a tag; write a tag alone"))
    }

    @Test func oneTagOnTwoManifestsIsRefused() throws {
        let written = try LayoutFolder(platforms: ["linux/amd64", "linux/arm64"])
        try written.list(
            written.documents.map {
                Descriptor(
                    mediaType: $0.mediaType,
                    digest: $0.digest,
                    size: $0.bytes.count,
                    annotations: ["org.opencontainers.image.ref.name": "same"]
                )
            }
        )
        #expect(try refusal(written) == "L/index.json gives the tag 'same' to two manifests; give it to one")
    }

    @Test func aDescriptorThatSaysAnotherSizeOrTypeIsRefused() throws {
        let written = try LayoutFolder(layers: 1)
        let root = try #require(written.documents.last)
        let right = Descriptor(mediaType: root.mediaType, digest: root.digest, size: root.bytes.count)
        let wrong = Descriptor(mediaType: root.mediaType, digest: root.digest, size: root.bytes.count + 1)
        for entries in [[wrong], [right, wrong]] {
            try written.list(entries)
            #expect(try refusal(written).contains("another size or media type than it has"))
        }
        let otherType = Descriptor(mediaType: MediaTypes.ociIndex, digest: root.digest, size: root.bytes.count)
        try written.list([otherType])
        #expect(try refusal(written).contains("but it was sent as"))
        try written.list([right, otherType])
        #expect(try refusal(written).contains("another size or media type than it has"))
        try written.list([Descriptor(mediaType: "a/b", digest: root.digest, size: root.bytes.count)])
        #expect(try refusal(written).contains("of type a/b, which is not a manifest's"))
    }

    @Test func aLayerOfAnotherSizeThanItsManifestSaysIsRefused() throws {
        let written = try LayoutFolder(layers: 1)
        let config = try written.add([:])
        let wrong = Descriptor(mediaType: MediaTypes.ociEmpty, digest: config.digest, size: config.size + 1)
        let right = Descriptor(mediaType: MediaTypes.ociEmpty, digest: config.digest, size: config.size)
        // The second time the blob is known already.
        for layers in [[], [wrong.json]] as [[JSONValue]] {
            let manifest = try written.add(
                [
                    "schemaVersion": 2, "mediaType": .string(MediaTypes.ociManifest),
                    "config": layers.isEmpty ? wrong.json : right.json, "layers": .array(layers),
                ]
            )
            try written.list([manifest])
            #expect(try refusal(written).hasPrefix("L/\(written.name(config.digest)) is damaged: it has 2 bytes, not"))
        }
    }

    @Test func indexesThatStandTooDeepAreRefused() throws {
        let written = try LayoutFolder(layers: 1)
        let root = try #require(written.documents.last)
        var entry = Descriptor(mediaType: root.mediaType, digest: root.digest, size: root.bytes.count)
        let wrap = { (entry: Descriptor) in
            try written.add(
                ["schemaVersion": 2, "mediaType": .string(MediaTypes.ociIndex), "manifests": [entry.json]]
            )
        }
        for _ in 0..<ImageLayout.deepest { entry = try wrap(entry) }
        try written.list([entry])
        #expect(try ImageLayout(folder: written.path).manifests.count == ImageLayout.deepest + 1)
        try written.list([wrap(entry)])
        #expect(try refusal(written).contains("stands more than 16 indexes deep"))
    }

    @Test func aFolderThatHoldsOtherThingsIsNotWrittenTo() throws {
        let written = try LayoutFolder(layers: 1)
        let names = try written.names()
        let error = #expect(throws: LayoutError.self) { try written.write(written.documents) }
        #expect(try #require(error).description.contains("holds other things"))
        #expect(try written.names() == names)
        let file = try written.folder.write("text", to: "file")
        #expect(throws: LayoutError.self) { try written.write(written.documents, to: file) }
        #expect(try written.folder.text(of: "file") == "text")
    }

    @Test func anIndexIsNotWrittenWithoutItsImages() throws {
        let written = try LayoutFolder(platforms: ["linux/amd64", "linux/arm64"])
        let error = #expect(throws: LayoutError.self) {
            try written.write(Array(written.documents.dropFirst()), to: written.folder["other"])
        }
        #expect(try #require(error).description.contains(written.documents[0].digest.description))
        #expect(!FileManager.default.fileExists(atPath: written.folder["other"]))
    }

    @Test func oneTagIsNotWrittenTwice() throws {
        let written = try LayoutFolder(platforms: ["linux/amd64", "linux/arm64"], tags: ["v1"])
        var documents = written.documents
        documents[0] = documents[0].tagged(documents[2].tags)
        let error = #expect(throws: LayoutError.self) {
            try written.write(documents, to: written.folder["other"])
        }
        #expect(try #require(error).description.contains("the tag 'v1' is given twice"))
        #expect(!FileManager.default.fileExists(atPath: written.folder["other"]))
    }

    @Test func nothingIsLeftOfALayoutWhoseContentFails() throws {
        let written = try LayoutFolder()
        try FileManager.default.createDirectory(atPath: written.folder["empty"], withIntermediateDirectories: false)
        for name in ["new", "empty"] {
            #expect(throws: Unexpected.self) {
                try ImageLayout.write(written.documents, to: written.folder[name]) { _, _ in throw Unexpected() }
            }
            let error = #expect(throws: LayoutError.self) {
                try ImageLayout.write(written.documents, to: written.folder[name]) { _, body in
                    try [UInt8]("other".utf8).withUnsafeBytes(body)
                }
            }
            #expect(try #require(error).description.contains("has another digest"))
        }
        #expect(!FileManager.default.fileExists(atPath: written.folder["new"]))
        #expect(try FileManager.default.contentsOfDirectory(atPath: written.folder["empty"]).isEmpty)
    }
}
