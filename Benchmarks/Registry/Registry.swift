import OCI

/// The requests of pushes and pulls, as container clients send them.
struct Registry {
    /// `127.0.0.1:PORT`.
    let host: String
    let repository: String
    /// The value of `Authorization`; a server that asks for none passes it over.
    let authorization: String
    private static let octets = "application/octet-stream"
    private static let image = "application/vnd.oci.image.manifest.v1+json"

    /// A layer: `POST`, its bytes in one `PATCH`, `PUT`.
    func push(streaming blob: Blob) -> [Step] {
        [
            { _ in begin() },
            { answer in
                // ECR answers 201, the specification says 202.
                Request(
                    "PATCH",
                    try location(answer),
                    host: host,
                    authorization: authorization,
                    contentType: Registry.octets,
                    blob: blob,
                    accepted: [201, 202]
                )
            },
            { answer in end(try location(answer), blob.digest, []) },
        ]
    }

    /// A small blob: `POST`, then `PUT` with its bytes.
    func push(_ bytes: [UInt8], _ digest: Digest) -> [Step] {
        [{ _ in begin() }, { answer in end(try location(answer), digest, bytes) }]
    }

    /// An image of blobs that are there, by its tag, which makes it another image than those of other tags.
    func push(tag: String, config: (digest: Digest, size: Int), layers: [(digest: Digest, size: Int)]) -> [Step] {
        let descriptor = { (type: String, part: (digest: Digest, size: Int)) in
            #"{"mediaType":"\#(type)","digest":"\#(part.digest)","size":\#(part.size)}"#
        }
        let layers = layers.map { descriptor("application/vnd.oci.image.layer.v1.tar", $0) }.joined(separator: ",")
        let manifest = """
            {"schemaVersion":2,"mediaType":"\(Registry.image)",\
            "config":\(descriptor("application/vnd.oci.image.config.v1+json", config)),"layers":[\(layers)],\
            "annotations":{"tag":"\(tag)"}}
            """
        let request = Request(
            "PUT",
            "/v2/\(repository)/manifests/\(tag)",
            host: host,
            authorization: authorization,
            contentType: Registry.image,
            body: Array(manifest.utf8),
            accepted: [201]
        )
        return [{ _ in request }]
    }

    /// A blob's bytes, from where the registry has them: directly, or by a redirect that is followed, without the
    /// credentials, on the same connection.
    func pull(_ blob: Blob) -> [Step] {
        let path = "/v2/\(repository)/blobs/\(blob.digest)"
        let first = Request("GET", path, host: host, authorization: authorization, accepted: [200, 307])
        return [
            { _ in first },
            { answer in
                guard answer?.status == 307 else { return nil }
                return Request("GET", try location(answer), host: host, accepted: [200])
            },
        ]
    }

    private func begin() -> Request {
        Request("POST", "/v2/\(repository)/blobs/uploads/", host: host, authorization: authorization, accepted: [202])
    }

    private func end(_ location: String, _ digest: Digest, _ body: [UInt8]) -> Request {
        Request(
            "PUT",
            location + (location.contains("?") ? "&" : "?") + "digest=\(digest)",
            host: host,
            authorization: authorization,
            contentType: Registry.octets,
            body: body,
            accepted: [201]
        )
    }

    /// The path and query of an answer's `Location`, which names this server.
    private func location(_ answer: Answer?) throws -> String {
        guard let location = answer?.location else { throw BenchmarkError("an answer has no Location") }
        guard !location.hasPrefix("/") else { return location }
        let parts = location.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[2].hasPrefix("127.0.0.1") else {
            throw BenchmarkError("the Location \(location) is elsewhere")
        }
        return "/" + parts[3]
    }
}
