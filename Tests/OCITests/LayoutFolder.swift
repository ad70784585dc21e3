import AWSProtocols
import Foundation
import OCI
import TestSupport

/// A small layout in a folder that lives as long as this value, and what tests do to it.
struct LayoutFolder {
    let folder: TemporaryFolder
    let image: GeneratedImage
    /// What was written, the root with its tags.
    let documents: [ManifestDocument]
    var path: String { folder["layout"] }

    static let created = Date(timeIntervalSince1970: 1_719_792_000)

    init(platforms: [String] = ["linux/amd64"], layers: Int = 2, tags: [String] = ["v1", "latest"]) throws {
        folder = try TemporaryFolder()
        image = try GeneratedImage(
            seed: "layout",
            size: 150_001,
            layers: layers,
            platforms: platforms.compactMap { Platform($0) },
            created: Self.created
        )
        let last = image.manifests.count - 1
        documents = image.manifests[..<last] + [image.manifests[last].tagged(tags.compactMap { Tag($0) })]
        try write(documents)
    }

    func write(_ documents: [ManifestDocument], to path: String? = nil) throws {
        let blobs = Dictionary(image.blobs.map { ($0.digest, $0) }) { first, _ in first }
        try ImageLayout.write(documents, to: path ?? self.path) { digest, body in
            guard let blob = blobs[digest] else { throw Unexpected() }
            try blob.write(body)
        }
    }

    /// Where a blob lies, from the layout's folder.
    func name(_ digest: Digest) -> String { "blobs/\(digest.algorithm.rawValue)/\(digest.hex)" }

    func replace(_ name: String, with text: String) throws { try folder.write(text, to: "layout/" + name) }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

    /// Puts a manifest into the layout.
    func add(_ manifest: JSONValue) throws -> Descriptor {
        let bytes = manifest.serialized()
        let digest = Digest.of(bytes)
        try replace(name(digest), with: String(decoding: bytes, as: UTF8.self))
        let type = manifest["mediaType"]?.string ?? MediaTypes.ociManifest
        return Descriptor(mediaType: type, digest: digest, size: bytes.count)
    }

    /// Makes an `index.json` of these.
    func list(_ entries: [Descriptor]) throws {
        let index: JSONValue = ["schemaVersion": 2, "manifests": .array(entries.map(\.json))]
        try replace("index.json", with: String(decoding: index.serialized(), as: UTF8.self))
    }

    /// The names of all files below the layout's folder.
    func names() throws -> [String] { try FileManager.default.subpathsOfDirectory(atPath: path).sorted() }
}

extension BlobContent {
    /// The whole content.
    func bytes() throws -> [UInt8] {
        var bytes: [UInt8] = []
        try write { bytes += $0 }
        return bytes
    }
}
