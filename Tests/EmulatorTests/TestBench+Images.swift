import AWSCore
import AWSProtocols
import OCI
import Testing

/// Images for tests that need some, pushed as clients push them.
extension TestBench {
    /// Pushes a layer and answers its digest.
    @discardableResult
    func pushLayer(
        _ content: String,
        to repository: String,
        of account: String = "123456789012",
        authorization: String
    ) async throws -> Digest {
        let host = "\(account).dkr.ecr.us-east-1.amazonaws.com"
        let uploads = "/v2/\(repository)/blobs/uploads/"
        let started = try await registry("POST", uploads, authorization: authorization, host: host)
        #expect(started.status == 202)
        let id = try #require(started.headers["Docker-Upload-Uuid"])
        let digest = Digest.of(Array(content.utf8))
        let path = "\(uploads)\(id)?digest=\(digest)"
        let ended = try await registry("PUT", path, authorization: authorization, host: host, body: content)
        #expect(ended.status == 201)
        return digest
    }

    /// Pushes an image of one layer and answers the layer's digest.
    @discardableResult
    func pushImage(
        _ layer: String,
        to repository: String,
        of account: String = "123456789012",
        tag: String = "latest",
        authorization: String
    ) async throws -> Digest {
        let config = try await pushLayer("{}", to: repository, of: account, authorization: authorization)
        let digest = try await pushLayer(layer, to: repository, of: account, authorization: authorization)
        let manifest = """
            {"schemaVersion":2,"mediaType":"\(MediaTypes.ociManifest)",\
            "config":{"mediaType":"\(MediaTypes.ociConfig)","digest":"\(config)","size":2},\
            "layers":[{"mediaType":"\(MediaTypes.ociLayer)","digest":"\(digest)","size":\(layer.utf8.count)}]}
            """
        let put = try await send(
            "PUT",
            "/v2/\(repository)/manifests/\(tag)",
            host: "\(account).dkr.ecr.us-east-1.amazonaws.com",
            headers: [("Authorization", authorization), ("Content-Type", MediaTypes.ociManifest)],
            body: manifest
        )
        #expect(put.status == 201)
        return digest
    }
}
