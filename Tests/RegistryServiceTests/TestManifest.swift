import AWSProtocols
import OCI

/// Manifests to put.
enum TestManifest {
    static let ociImage = "application/vnd.oci.image.manifest.v1+json"
    static let ociIndex = "application/vnd.oci.image.index.v1+json"
    /// The digest of nothing that a test stores.
    static let absent = "sha256:" + String(repeating: "0", count: 64)

    static func digest(_ text: String) -> String { Digest.of(Array(text.utf8)).description }

    static func mediaType(_ manifest: String) -> String {
        (try? JSONValue.parse(Array(manifest.utf8)))?["mediaType"]?.string ?? ociImage
    }

    static func descriptor(_ digest: String, size: Int = 2, type: String) -> String {
        #"{"mediaType":"\#(type)","digest":"\#(digest)","size":\#(size)}"#
    }

    /// - Parameter layers: their content; that of the configuration is `{}`.
    static func image(_ layers: [String], subject: String? = nil, more: String = "") -> String {
        let layers = layers.map { layer in
            let type = "application/vnd.oci.image.layer.v1.tar+gzip"
            return descriptor(digest(layer), size: layer.utf8.count, type: type)
        }
        let config = descriptor(digest("{}"), type: "application/vnd.oci.image.config.v1+json")
        return #"{"schemaVersion":2,"mediaType":"\#(ociImage)","config":\#(config),"#
            + #""layers":[\#(layers.joined(separator: ","))]\#(self.subject(subject))\#(more)}"#
    }

    /// - Parameters:
    ///   - children: the digests of its images.
    ///   - note: tells it from others.
    ///   - type: its artifact type.
    static func index(
        _ children: [String] = [],
        note: String = "",
        subject: String? = nil,
        type: String? = nil
    ) -> String {
        let children = children.map { descriptor($0, type: ociImage) }.joined(separator: ",")
        let artifact = type.map { #","artifactType":"\#($0)""# } ?? ""
        return #"{"schemaVersion":2,"mediaType":"\#(ociIndex)","manifests":[\#(children)],"#
            + #""annotations":{"note":"\#(note)"}\#(self.subject(subject))\#(artifact)}"#
    }

    private static func subject(_ digest: String?) -> String {
        digest.map { #","subject":\#(descriptor($0, type: ociImage))"# } ?? ""
    }
}
