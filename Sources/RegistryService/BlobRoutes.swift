import AWSCore
import ECRService
import OCI
import Storage
import World

/// Layers and configurations as they are asked for (emulator.md E.2, E.6).
package enum BlobRoutes {
    private static let octets = "application/octet-stream"

    /// `HEAD /v2/N/blobs/DIGEST`.
    package static func check(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let digest = try call.digest()
        let repository = try call.knownRepository()
        let layer = try await registry { try call.store.layer(digest, in: repository.id) }
        guard let layer else { throw unknown(digest, repository) }
        return RegistryAnswer(
            200,
            contentType: octets,
            [
                ("Accept-Ranges", "bytes"), ("Docker-Content-Digest", digest.description),
                ("Content-Length", String(layer.size)),
            ]
        )
    }

    /// `GET /v2/N/blobs/DIGEST`: ECR sends clients to S3 for it.
    package static func read(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let digest = try call.digest()
        let repository = try call.knownRepository()
        switch call.dialect {
        case .ecr:
            let isThere = try await registry { try call.store.hasLayer(digest, in: repository.id) }
            guard isThere else { throw unknown(digest, repository) }
            let url = call.services.layerURLs.url(of: digest, in: repository.id, origin: call.origin, at: call.now)
            return RegistryAnswer(307, [("Location", url)])
        case .oci:
            let blob = try await registry { try await call.store.openLayer(digest, in: repository.id) }
            guard let blob else { throw unknown(digest, repository) }
            let identity = [("Accept-Ranges", "bytes"), ("Docker-Content-Digest", digest.description)]
            return RegistryAnswer(of: blob, range: call.headers["Range"], contentType: octets, identity)
        }
    }

    /// `DELETE /v2/N/blobs/DIGEST`, which ECR does not have.
    package static func delete(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        guard call.dialect == .oci else { throw .unsupportedOperation }
        let digest = try call.digest()
        let repository = try call.knownRepository()
        let wasThere = try await registry { try await call.store.deleteLayer(digest, in: repository.id) }
        guard wasThere else { throw unknown(digest, repository) }
        return RegistryAnswer(202)
    }

    /// E.3: in the words of GetDownloadUrlForLayer.
    private static func unknown(_ digest: Digest, _ repository: Repository) -> RegistryError {
        let error = ECRError.layerNotFound(digest.description, in: repository.name, repository.account)
        return RegistryError("BLOB_UNKNOWN", error.message ?? "", status: 404)
    }
}

extension RegistryAnswer {
    /// A stored file, or the part of it that the request's `Range` names.
    init(of blob: OpenBlob, range: String?, contentType: String, _ headers: [(String, String)]) {
        switch ByteRange(range, of: blob.size) {
        case .whole:
            self.init(200, contentType: contentType, headers, body: .file(blob, 0..<blob.size))
        case .part(let range):
            let content = ("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(blob.size)")
            self.init(206, contentType: contentType, headers + [content], body: .file(blob, range))
        case .unsatisfiable:
            self.init(416, headers + [("Content-Range", "bytes */\(blob.size)")])
        }
    }
}
