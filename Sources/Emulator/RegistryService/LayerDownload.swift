package import AWSCore
import AWSProtocols
package import Foundation
package import Images
import OCI
package import Storage

/// A request to the host that the registry sends clients to for a layer's bytes (docs/aws/registry.md, "Downloads").
package struct LayerDownload: Sendable {
    private let method: String
    private let path: Substring
    private let query: String
    private let host: String
    private let hasAuthorization: Bool
    private let range: String?
    private let region: Region
    private let now: Date

    /// - Parameters:
    ///   - host: the `Host` header as sent.
    ///   - hasAuthorization: whether the client sends an `Authorization` along.
    ///   - range: the `Range` header.
    package init(
        method: String,
        path: Substring,
        query: String,
        host: String,
        hasAuthorization: Bool,
        range: String?,
        region: Region,
        now: Date
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.host = host
        self.hasAuthorization = hasAuthorization
        self.range = range
        self.region = region
        self.now = now
    }

    /// The layer, or the part of it that is asked for.
    package func answer(_ links: LayerURLs, _ store: RegistryStore) async throws(LayerError) -> RegistryAnswer {
        guard method == "GET" || method == "HEAD" else { throw .methodNotAllowed }
        let target = try target(links)
        let blob: OpenBlob?
        do {
            blob = try await store.openLayer(target.digest, in: target.repository)
        } catch {
            throw .server("\(error)")
        }
        guard let blob else { throw .noSuchKey }
        let identity = [("Accept-Ranges", "bytes"), ("ETag", "\"\(target.digest.hex)\"")]
        return RegistryAnswer(of: blob, range: range, contentType: RegistryAnswer.octets, identity)
    }

    private func target(_ links: LayerURLs) throws(LayerError) -> LayerURLs.Target {
        let parameters = QueryParameters(form: query.utf8)
        if hasAuthorization, parameters?["X-Amz-Algorithm"] != nil { throw .twoMechanisms }
        do throws(LayerURLs.Flaw) {
            return try links.target(
                method: method,
                path: path,
                query: query,
                parameters: { parameters?[$0] },
                host: host,
                region: region,
                at: now
            )
        } catch {
            switch error {
            case .unsigned: throw .accessDenied
            case .expired: throw .expired
            case .signatureDiffers: throw .signatureDiffers
            case .noSuchKey: throw .noSuchKey
            }
        }
    }
}
