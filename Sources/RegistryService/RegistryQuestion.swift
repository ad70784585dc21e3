package import IAM

/// One thing that IAM is asked before a route of the registry is answered (emulator.md E.2).
package struct RegistryQuestion: Sendable, Equatable {
    /// What the question is about, in the registry that was called.
    package enum Resource: Sendable, Equatable {
        /// The name as the client wrote it.
        case repository(String)
        /// `repository/*`.
        case allRepositories
    }

    /// Such as `ecr:BatchGetImage`.
    package let action: String
    package let resource: Resource
    /// Whether a refusal ends the call. It does not for the source of a mount: without it the upload is an ordinary one
    /// (emulator.md E.5).
    package let isRequired: Bool

    package init(action: String, resource: Resource, isRequired: Bool) {
        self.action = action
        self.resource = resource
        self.isRequired = isRequired
    }
}

extension RegistryRoute.Kind {
    package var permission: Access {
        switch self {
        case .checkVersion: .noPermissionNeeded(because: "a token is enough to log in, at every account's registry")
        case .listRepositories: .actions(["ecr:DescribeRepositories"])
        case .listTags: .actions(["ecr:ListImages"])
        case .readManifest, .listReferrers: .actions(["ecr:BatchGetImage"])
        case .writeManifest: .actions(["ecr:PutImage"])
        case .deleteManifest: .actions(["ecr:BatchDeleteImage"])
        case .checkBlob: .actions(["ecr:BatchCheckLayerAvailability"])
        case .readBlob: .actions(["ecr:GetDownloadUrlForLayer"])
        // ECR has no such call; in the OCI dialect it takes what deleting an image takes.
        case .deleteBlob: .actions(["ecr:BatchDeleteImage"])
        case .startUpload:
            .actions(
                [
                    "ecr:InitiateLayerUpload", "ecr:GetDownloadUrlForLayer", "ecr:CreateRepository",
                    "ecr:UploadLayerPart", "ecr:CompleteLayerUpload",
                ]
            )
        case .sendPart, .readUpload, .cancelUpload: .actions(["ecr:UploadLayerPart"])
        case .endUpload: .actions(["ecr:CompleteLayerUpload", "ecr:UploadLayerPart"])
        case .unknown: .noPermissionNeeded(because: "there is nothing there, whoever asks")
        }
    }

    /// The event that CloudTrail records of the call: the API's operation that does the same. Routes that the API does
    /// not have are named for the registry.
    package var eventName: String {
        switch self {
        case .checkVersion: "RegistryVersionCheck"
        case .listRepositories: "DescribeRepositories"
        case .listTags: "ListImages"
        case .readManifest: "BatchGetImage"
        case .listReferrers: "ListImageReferrers"
        case .writeManifest: "PutImage"
        case .deleteManifest: "BatchDeleteImage"
        case .checkBlob: "BatchCheckLayerAvailability"
        case .readBlob: "GetDownloadUrlForLayer"
        case .startUpload: "InitiateLayerUpload"
        case .sendPart, .readUpload, .cancelUpload: "UploadLayerPart"
        case .endUpload: "CompleteLayerUpload"
        case .deleteBlob, .unknown: "RegistryRoute"
        }
    }
}

extension RegistryRoute {
    /// What IAM is asked, in this order; empty only where ``RegistryRoute/Kind/permission`` is none.
    ///
    /// - Parameters:
    ///   - hasBody: whether the request brings bytes: those that end an upload are a part of it.
    ///   - dialect: in the specification's, a blob that comes whole with its `POST` is begun, sent and ended at once,
    ///     and needs what these three need; ECR only begins an upload then.
    package func questions(hasBody: Bool, dialect: RegistryDialect) -> [RegistryQuestion] {
        guard case .actions(let actions) = kind.permission, let first = actions.first else { return [] }
        let resource = repository.map(RegistryQuestion.Resource.repository) ?? .allRepositories
        var questions = [RegistryQuestion(action: first, resource: resource, isRequired: true)]
        for action in actions.dropFirst() {
            switch kind {
            case .endUpload where hasBody:
                questions.append(RegistryQuestion(action: action, resource: resource, isRequired: true))
            case .startUpload where action == "ecr:UploadLayerPart" || action == "ecr:CompleteLayerUpload":
                guard namesDigest, dialect == .oci else { continue }
                questions.append(RegistryQuestion(action: action, resource: resource, isRequired: true))
            case .startUpload where action == "ecr:GetDownloadUrlForLayer":
                guard let mount else { continue }
                questions.append(
                    RegistryQuestion(action: action, resource: .repository(mount.source), isRequired: false)
                )
            default:
                continue
            }
        }
        return questions
    }
}
