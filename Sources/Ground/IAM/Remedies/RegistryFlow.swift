import AWSCore

/// What clients do with a repository in several calls, each with an action of its own: who may do one and not the next
/// gets stuck half-way (ECR's user guide, IAM permissions for pushing and for pulling an image).
package enum RegistryFlow: String, Sendable, Codable, CaseIterable {
    case pull
    case push
    /// To ECR Public, whose pulls need no permission (docs/aws/ecr-public.md, "The registry").
    case publicPush

    /// What clients do, in a word.
    package var word: String { self == .pull ? "pull" : "push" }

    /// All that the flow asks about its repository, in the order in which clients do.
    package var actions: [String] {
        switch self {
        case .pull: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"]
        case .push:
            [
                "ecr:BatchCheckLayerAvailability", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart",
                "ecr:CompleteLayerUpload", "ecr:PutImage", "ecr:BatchGetImage",
            ]
        case .publicPush:
            [
                "ecr-public:BatchCheckLayerAvailability", "ecr-public:InitiateLayerUpload",
                "ecr-public:UploadLayerPart", "ecr-public:CompleteLayerUpload", "ecr-public:PutImage",
            ]
        }
    }

    /// What gives the password for the flow. It is asked on `*`.
    package var login: [String] {
        switch self {
        case .pull, .push: ["ecr:GetAuthorizationToken"]
        case .publicPush: ["ecr-public:GetAuthorizationToken", "sts:GetServiceBearerToken"]
        }
    }

    /// The flow that a request about one repository is most likely a part of; nil where it is of none.
    package init?(askedFor request: AccessRequest) {
        guard let arn = ARN(request.resource), ["ecr", "ecr-public"].contains(arn.service),
            arn.resource.hasPrefix("repository/"),
            !arn.resource.contains("*")
        else { return nil }
        switch request.action {
        // Pushes look for what is there already, and so ask for the one action that they share with pulls.
        case "ecr:BatchCheckLayerAvailability": self = .push
        default:
            guard let flow = Self.allCases.first(where: { $0.actions.contains(request.action) }) else { return nil }
            self = flow
        }
    }
}
