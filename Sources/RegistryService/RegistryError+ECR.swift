package import ECRService
import OCI
import World

extension RegistryError {
    /// An error of the API's as the registry gives it: ECR's registry calls the same operations (emulator.md E.3).
    package init(_ error: ECRError) {
        let (code, status) = Self.form(of: error.code)
        self.init(code, error.message ?? "", status: status)
    }

    /// E.3: in the words of GetDownloadUrlForLayer.
    static func unknownBlob(_ digest: Digest, in repository: Repository) -> RegistryError {
        let error = ECRError.layerNotFound(digest.description, in: repository.name, repository.account)
        return RegistryError("BLOB_UNKNOWN", error.message ?? "", status: 404)
    }

    private static func form(of exception: String) -> (code: String, status: Int) {
        switch exception {
        case "RepositoryNotFoundException": ("NAME_UNKNOWN", 404)
        case "LayersNotFoundException", "UploadNotFoundException": ("BLOB_UPLOAD_UNKNOWN", 404)
        case "ReferencedImagesNotFoundException": ("MANIFEST_BLOB_UNKNOWN", 400)
        case "ImageTagAlreadyExistsException": ("TAG_INVALID", 400)
        case "ImageDigestDoesNotMatchException": ("MANIFEST_INVALID", 400)
        case "InvalidParameterException": ("UNSUPPORTED", 405)
        case "EmptyUploadException", "InvalidLayerException": ("BLOB_UPLOAD_INVALID", 400)
        case "InvalidLayerPartException": ("BLOB_UPLOAD_INVALID", 416)
        case "LayerPartTooSmallException": ("SIZE_INVALID", 400)
        default: ("UNKNOWN", 500)
        }
    }
}

/// Does what may fail in the storage or in the API's ways, and gives its errors as the registry's.
func registry<Result>(_ body: () async throws -> Result) async throws(RegistryError) -> Result {
    do {
        return try await body()
    } catch let error as RegistryError {
        throw error
    } catch let error as ECRError {
        throw RegistryError(error)
    } catch {
        throw .internalFailure("\(error)")
    }
}
