/// The media types of manifests and of what they refer to (OCI image specification, media-types.md; Docker's image
/// manifest version 2, schemas 1 and 2).
package enum MediaTypes {
    // Manifests.
    package static let dockerManifest = "application/vnd.docker.distribution.manifest.v2+json"
    package static let dockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json"
    package static let dockerSchema1 = "application/vnd.docker.distribution.manifest.v1+json"
    /// Schema 1 with signatures in it; what names it is the digest of the part that is signed.
    package static let dockerSignedSchema1 = "application/vnd.docker.distribution.manifest.v1+prettyjws"
    package static let ociManifest = "application/vnd.oci.image.manifest.v1+json"
    package static let ociIndex = "application/vnd.oci.image.index.v1+json"

    // Configurations.
    package static let ociConfig = "application/vnd.oci.image.config.v1+json"
    package static let dockerConfig = "application/vnd.docker.container.image.v1+json"
    /// The content `{}`, where a configuration or a layer has nothing to say.
    package static let ociEmpty = "application/vnd.oci.empty.v1+json"

    // Layers.
    package static let ociLayer = "application/vnd.oci.image.layer.v1.tar"
    package static let ociLayerGzip = "application/vnd.oci.image.layer.v1.tar+gzip"
    package static let ociLayerZstd = "application/vnd.oci.image.layer.v1.tar+zstd"
    package static let dockerLayer = "application/vnd.docker.image.rootfs.diff.tar"
    package static let dockerLayerGzip = "application/vnd.docker.image.rootfs.diff.tar.gzip"

    // Layers that stay where their `urls` say and are not pushed.
    package static let ociForeignLayer = "application/vnd.oci.image.layer.nondistributable.v1.tar"
    package static let ociForeignLayerGzip = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"
    package static let ociForeignLayerZstd = "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd"
    package static let dockerForeignLayerGzip = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"

    /// Every type of a manifest that is known.
    package static let manifests = [
        dockerManifest, dockerManifestList, dockerSchema1, dockerSignedSchema1, ociManifest, ociIndex,
    ]

    /// Whether a layer of this type is fetched from elsewhere, so that a repository need not have it. Such types are
    /// told by what they begin with, whatever their compression.
    package static func isForeignLayer(_ type: String) -> Bool {
        type.hasPrefix("application/vnd.oci.image.layer.nondistributable.")
            || type.hasPrefix("application/vnd.docker.image.rootfs.foreign.")
    }

    /// Whether a text is a media type without parameters: two names of RFC 6838, 4.2, divided by a slash.
    package static func isMediaType(_ text: String) -> Bool {
        let names = text.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
        return names.count == 2
            && names.allSatisfy { name in
                guard let first = name.first, name.count <= longestName else { return false }
                return first.isLetterOrDigit && name.allSatisfy { $0.isLetterOrDigit || marks.contains($0) }
            }
    }

    private static let longestName = 127
    private static let marks = Set("!#$&-^_.+".utf8)
}
