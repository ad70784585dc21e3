import AWSCore
package import OCI
package import Storage

/// Why something is refused that the API and the registry do alike. What ECR says of it is the same text in both, the
/// ``sentence``; codes, statuses and members are each one's own.
package enum ImagesError: Error, Sendable, Equatable {
    /// A parameter, by the API's name, and the constraint that it breaks.
    case invalidParameter(String, String)

    // MARK: Repositories and images

    case repositoryNotFound(RepositoryID)
    /// An image is put whose layers or configuration the repository does not have.
    case layersMissing([Digest], in: RepositoryID)
    /// An index is put whose images the repository does not have.
    case imagesMissing([Digest], in: RepositoryID)
    /// Another image has the tag, for good. `byRepository` says whether all of the repository's tags are immutable, rather
    /// than those that a filter selects.
    case tagFixed(String, in: RepositoryID, byRepository: Bool)
    /// A manifest was sent with another digest than its own.
    case imageDigestDiffers(String, in: RepositoryID)

    // MARK: Layers and uploads

    case layerNotFound(String, in: RepositoryID)
    case uploadNotFound(String, in: RepositoryID)
    /// Another request is at the upload.
    case uploadBusy(String, in: RepositoryID)
    /// An upload ends before a byte has come.
    case uploadEmpty(String, in: RepositoryID)
    /// A part begins at `first` where the byte `expected` comes next.
    case partOutOfOrder(first: Int, expected: Int, upload: String, in: RepositoryID)
    case partTooSmall
    /// An upload ends with another digest than its bytes have, or one that ECR does not compute.
    case layerDigestDiffers

    /// A parameter has not the form of a pattern, which is as ECR prints it.
    package static func invalidForm(_ parameter: String, pattern: String) -> ImagesError {
        .invalidParameter(parameter, "must satisfy regular expression '\(pattern)'")
    }

    /// Whatever makes a manifest unreadable has this one text in ECR: no JSON, no media type, another one than its members
    /// have, a member missing or of another type.
    package static let invalidManifest = invalidParameter("ImageManifest", "Invalid JSON syntax")

    /// A page's token that is garbled, another registry's, or another question's (docs/aws/ecr.md, "Pages").
    package static let invalidPageToken = invalidParameter("nextToken", "Invalid token")

    /// ECR's words (docs/aws/ecr.md, "Errors"). Of a missing upload they are inferred, of a busy one ours.
    package var sentence: String {
        switch self {
        case .invalidParameter(let parameter, let constraint):
            "Invalid parameter at '\(parameter)' failed to satisfy constraint: '\(constraint)'"
        case .repositoryNotFound(let repository):
            "The repository with name '\(repository.name)' does not exist in the registry with id "
                + "'\(repository.account)'"
        case .layersMissing(let digests, let repository):
            "Layers with digests '\(Self.list(digests))' required for pushing image into repository with name "
                + "'\(repository.name)' in the registry with id '\(repository.account)' do not exist"
        case .imagesMissing(let digests, let repository):
            "Images with digests '\(Self.list(digests))' required for pushing image into repository with name "
                + "'\(repository.name)' in the registry with id '\(repository.account)' do not exist"
        case .tagFixed(let tag, let repository, let byRepository):
            "The image tag '\(tag)' already exists in the '\(repository.name)' repository and cannot be overwritten "
                + "because the \(byRepository ? "repository" : "tag") is immutable."
        case .imageDigestDiffers(let digest, let repository):
            "The image with digest '\(digest)' in repository '\(repository.name)' and registry ID "
                + "'\(repository.account)' does not match the image digest that Amazon ECR has calculated."
        case .layerNotFound(let digest, let repository):
            "The layer with digest \(digest) does not exist within the repository with name '\(repository.name)' in "
                + "the registry with id '\(repository.account)'"
        case .uploadNotFound(let id, let repository):
            "The upload with id '\(id)' in the repository with name '\(repository.name)' in registry with id "
                + "'\(repository.account)' does not exist"
        case .uploadBusy:
            "Another request is sending a part of this upload"
        case .uploadEmpty(let id, let repository):
            "The upload with id '\(id)' in the repository with name '\(repository.name)' in registry with id "
                + "'\(repository.account)' cannot be completed because it does not have any parts."
        case .partOutOfOrder(let first, let expected, _, _):
            "First byte of the layer part is \(first) instead of \(expected)"
        case .partTooSmall:
            "All layer parts except the last part should be at least 5MB"
        case .layerDigestDiffers:
            "None of the provided layer digests match the calculated layer digest"
        }
    }

    private static func list(_ digests: [Digest]) -> String {
        "[\(digests.map(\.description).joined(separator: ", "))]"
    }
}

extension ImagesError {
    /// Why an upload does not take a part, or does not end.
    package init(_ refusal: UploadRefusal, of upload: Upload) {
        switch refusal {
        case .gone: self = .uploadNotFound(upload.id, in: upload.repository)
        case .busy: self = .uploadBusy(upload.id, in: upload.repository)
        case .outOfOrder(let first, let expected):
            self = .partOutOfOrder(first: first, expected: expected, upload: upload.id, in: upload.repository)
        case .digestMismatch: self = .layerDigestDiffers
        case .empty: self = .uploadEmpty(upload.id, in: upload.repository)
        }
    }
}
