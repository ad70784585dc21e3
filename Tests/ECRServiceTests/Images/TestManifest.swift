import Cryptography

/// Manifests to put.
enum TestManifest {
    /// The digest of nothing that a test stores.
    static let absent = "sha256:" + String(repeating: "0", count: 64)
    static let ociImage = "application/vnd.oci.image.manifest.v1+json"
    static let ociIndex = "application/vnd.oci.image.index.v1+json"
    static let dockerImage = "application/vnd.docker.distribution.manifest.v2+json"
    static let dockerList = "application/vnd.docker.distribution.manifest.list.v2+json"

    static func digest(_ text: String) -> String { "sha256:" + Hex.encode(SHA256.hash(text)) }

    static func descriptor(_ digest: String, size: Int = 100, type: String = "application/octet-stream") -> String {
        #"{"mediaType":"\#(type)","digest":"\#(digest)","size":\#(size)}"#
    }

    /// - Parameter layers: texts whose digests are the layers'; that of the configuration is the digest of `config`.
    static func image(_ layers: [String], config: String = "config", type: String? = ociImage) -> String {
        let layers = layers.map { descriptor(digest($0), type: "application/vnd.oci.image.layer.v1.tar+gzip") }
        let config = descriptor(digest(config), type: "application/vnd.oci.image.config.v1+json")
        let mediaType = type.map { #""mediaType":"\#($0)","# } ?? ""
        return #"{"schemaVersion":2,\#(mediaType)"config":\#(config),"layers":[\#(layers.joined(separator: ","))]}"#
    }

    static func index(_ children: [String], note: String = "", type: String = ociIndex) -> String {
        let manifests = children.map { descriptor($0, type: ociImage) }.joined(separator: ",")
        return #"{"schemaVersion":2,"mediaType":"\#(type)","manifests":[\#(manifests)],"annotations":{"n":"\#(note)"}}"#
    }
}
