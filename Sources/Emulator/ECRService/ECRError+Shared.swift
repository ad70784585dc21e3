import AWSCore
import AWSProtocols
package import Images
import Storage

/// What the registry refuses as well, as the API says it (docs/aws/ecr.md, "Errors").
extension ECRError {
    package init(_ error: ImagesError) {
        switch error {
        case .partOutOfOrder(_, let expected, let upload, let repository):
            self.init(
                "InvalidLayerPartException",
                error.sentence,
                members: [
                    "registryId": .string(repository.account.value),
                    "repositoryName": .string(repository.name),
                    "uploadId": .string(upload),
                    "lastValidByteReceived": .integer(expected - 1),
                ]
            )
        // The API has no error for it.
        case .uploadBusy(let id, let repository): self.init(.uploadNotFound(id, in: repository))
        case .invalidParameter: self.init("InvalidParameterException", error.sentence)
        case .repositoryNotFound: self.init("RepositoryNotFoundException", error.sentence)
        case .layersMissing, .layerNotFound: self.init("LayersNotFoundException", error.sentence)
        case .imagesMissing: self.init("ReferencedImagesNotFoundException", error.sentence)
        case .tagFixed: self.init("ImageTagAlreadyExistsException", error.sentence)
        case .imageDigestDiffers: self.init("ImageDigestDoesNotMatchException", error.sentence)
        case .uploadNotFound: self.init("UploadNotFoundException", error.sentence)
        case .uploadEmpty: self.init("EmptyUploadException", error.sentence)
        case .partTooSmall: self.init("LayerPartTooSmallException", error.sentence)
        case .layerDigestDiffers: self.init("InvalidLayerException", error.sentence)
        }
    }
}
