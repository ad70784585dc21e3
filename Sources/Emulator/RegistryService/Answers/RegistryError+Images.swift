import AWSProtocols
package import Images

/// What the API refuses as well, as the registry says it (docs/aws/registry.md, "Errors").
extension RegistryError {
    package init(_ error: ImagesError) {
        let (code, status) =
            switch error {
            case .repositoryNotFound: ("NAME_UNKNOWN", 404)
            case .layersMissing, .uploadNotFound: ("BLOB_UPLOAD_UNKNOWN", 404)
            case .layerNotFound: ("BLOB_UNKNOWN", 404)
            case .imagesMissing: ("MANIFEST_BLOB_UNKNOWN", 400)
            case .tagFixed: ("TAG_INVALID", 400)
            case .imageDigestDiffers: ("MANIFEST_INVALID", 400)
            case .invalidParameter: ("UNSUPPORTED", 405)
            case .uploadEmpty, .layerDigestDiffers: ("BLOB_UPLOAD_INVALID", 400)
            case .uploadBusy: ("BLOB_UPLOAD_INVALID", 409)
            case .partOutOfOrder: ("BLOB_UPLOAD_INVALID", 416)
            case .partTooSmall: ("SIZE_INVALID", 400)
            }
        self.init(code, error.sentence, status: status)
    }
}

/// What a pull-through cache cannot fetch, as the registry says it; but for the first two, codes and statuses are inferred.
extension RegistryError {
    package init(_ failure: UpstreamFailure) {
        let (code, status) =
            switch failure {
            case .notFound: ("MANIFEST_UNKNOWN", 404)
            case .accessDenied, .secret: ("DENIED", 403)
            case .tooManyRequests: ("TOOMANYREQUESTS", 429)
            case .unavailable, .absent: ("UNAVAILABLE", 503)
            }
        self.init(code, failure.sentence, status: status)
    }
}

/// Does what may fail in the storage or be refused, and gives its errors as the registry's.
func registry<Result>(_ body: () async throws -> Result) async throws(RegistryError) -> Result {
    do {
        return try await body()
    } catch let error as RegistryError {
        throw error
    } catch let error as ImagesError {
        throw RegistryError(error)
    } catch {
        throw .server("\(error)")
    }
}
