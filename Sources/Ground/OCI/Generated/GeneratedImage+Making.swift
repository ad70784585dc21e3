import AWSCore
import AWSProtocols
package import Foundation

extension GeneratedImage {
    /// The most layers that an image may have.
    package static let mostLayers = 1_000

    /// Makes the manifests. Every layer is made once, in pieces, for its digest; that takes about a second for
    /// each gibibyte.
    ///
    /// - Parameters:
    ///   - seed: what the noise in the layers is made from.
    ///   - size: bytes of the files in the layers of one platform, together. They are spread evenly; a layer is up to
    ///     2,047 bytes longer than its file.
    ///   - layers: of each platform, 1 to ``mostLayers``.
    ///   - platforms: one makes an image; more make an image each, and an index.
    ///   - created: what configurations and files say of their age; whole seconds, not before 1970.
    ///   - making: is told the bytes of every piece that is made; what it throws ends it.
    /// - Throws: ``GeneratedImageError`` for numbers that are out of range, or what `making` throws.
    package init(
        seed: String,
        size: Int,
        layers: Int = 1,
        platforms: [Platform] = [Platform(os: "linux", architecture: "amd64")],
        created: Date,
        making: (Int) throws -> Void = { _ in }
    ) throws {
        guard (1...Self.mostLayers).contains(layers) else {
            throw GeneratedImageError("an image of \(layers) layers cannot be made; give 1 to \(Self.mostLayers)")
        }
        guard size >= 0, size / layers < GeneratedLayer.longestFile else {
            throw GeneratedImageError(
                "an image of \(size) bytes in \(layers) layers cannot be made; give 0 to \(GeneratedLayer.longestFile) "
                    + "bytes a layer"
            )
        }
        guard !platforms.isEmpty, platforms.firstOfEach.count == platforms.count else {
            throw GeneratedImageError("an image takes one platform or several different ones; name each once")
        }
        var manifests: [ManifestDocument] = []
        var blobs: [Blob] = []
        var entries: [Descriptor] = []
        for platform in platforms {
            let made = try (0..<layers).map { index in
                // The first layers have the bytes that cannot be spread.
                let fileSize = size / layers + (index < size % layers ? 1 : 0)
                let layer = Self.layer(seed: seed, platform, index: index, fileSize: fileSize, created: created)
                return try Blob(layer, making: making)
            }
            let config = Blob(Self.config(of: made, platform, created: created).serialized())
            let manifest = Self.manifest(config: config, layers: made)
            let document = try ManifestDocument(manifest.serialized(), contentType: nil)
            manifests.append(document)
            entries.append(
                Descriptor(
                    mediaType: document.mediaType,
                    digest: document.digest,
                    size: document.bytes.count,
                    platform: platform
                )
            )
            blobs += made + [config]
        }
        if entries.count > 1 {
            let index: JSONValue = [
                "schemaVersion": 2, "mediaType": .string(MediaTypes.ociIndex),
                "manifests": .array(entries.map(\.json)),
            ]
            manifests.append(try ManifestDocument(index.serialized(), contentType: nil))
        }
        self.init(manifests: manifests, blobs: blobs)
    }

    private static func layer(
        seed: String,
        _ platform: Platform,
        index: Int,
        fileSize: Int,
        created: Date
    ) -> GeneratedLayer {
        let age = created.timeIntervalSince1970
        return GeneratedLayer(
            name: "layer-\(index + 1)",
            fileSize: fileSize,
            modified: age.isFinite ? Int(min(max(age, 0), Double(GeneratedLayer.longestFile))) : 0,
            // Lengths keep apart what would read the same one after the other.
            seed: "\(seed.utf8.count):\(seed) \(platform.json.serialized().count):"
                + String(decoding: platform.json.serialized(), as: UTF8.self) + " \(index)"
        )
    }

    /// An image's configuration (OCI image specification, config.md). Layers are not compressed, so their digests are
    /// those of their content.
    private static func config(of layers: [Blob], _ platform: Platform, created: Date) -> JSONValue {
        let created = JSONValue.string(AWSDate.extended(created))
        var members = platform.json.object ?? [:]
        members["created"] = created
        members["config"] = ["Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]]
        members["rootfs"] = [
            "type": "layers", "diff_ids": .array(layers.map { .string($0.digest.description) }),
        ]
        members["history"] = .array(
            layers.indices.map { ["created": created, "created_by": .string("drydock layer \($0 + 1)")] }
        )
        return .object(members)
    }

    private static func manifest(config: Blob, layers: [Blob]) -> JSONValue {
        let descriptor = { (type: String, blob: Blob) in
            Descriptor(mediaType: type, digest: blob.digest, size: blob.size).json
        }
        return [
            "schemaVersion": 2, "mediaType": .string(MediaTypes.ociManifest),
            "config": descriptor(MediaTypes.ociConfig, config),
            "layers": .array(layers.map { descriptor(MediaTypes.ociLayer, $0) }),
        ]
    }
}

/// Why an image cannot be generated: one line, with the number and what is taken.
package struct GeneratedImageError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
