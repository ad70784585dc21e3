import AWSProtocols
package import OCI
package import Storage

/// One thing that IAM is asked before a route of the registry is answered (docs/aws/registry.md, "Routes").
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
    /// (docs/aws/registry.md, "Mounts").
    package let isRequired: Bool

    package init(action: String, resource: Resource, isRequired: Bool) {
        self.action = action
        self.resource = resource
        self.isRequired = isRequired
    }
}

extension RegistryRequest {
    /// What IAM is asked, in this order; empty only where the route needs no permission.
    package func questions(in dialect: RegistryDialect) -> [RegistryQuestion] {
        route.permission.actions.compactMap { action in
            switch action.condition {
            case .always: required(action)
            case .withBody: hasBody ? required(action) : nil
            case .withWholeBlob: dialect == .oci && query["digest"] != nil ? required(action) : nil
            case .onMountSource:
                mount.map { mount in
                    RegistryQuestion(action: action.name, resource: .repository(mount.source), isRequired: false)
                }
            case .toCreateRepository, .toCreateCache, .toImport, .toImportReferrers: nil
            }
        }
    }

    /// What IAM is asked where the call makes the repository that it pushes to; nil for routes that make none.
    package var creationQuestion: RegistryQuestion? {
        route.permission.actions.first { $0.condition == .toCreateRepository }.map(required)
    }

    /// The image that a pull-through cache may have to fetch; nil for calls that pull none.
    package var pulledImage: ImageKey? { has(.toImport) ? imageKey : nil }

    /// The image of which a pull-through cache may have to fetch what refers to it; nil for calls that list no referrers.
    package var pulledReferrers: Digest? { has(.toImportReferrers) ? reference.flatMap { Digest($0) } : nil }

    private func has(_ condition: RegistryPermission.Action.Condition) -> Bool {
        route.permission.actions.contains { $0.condition == condition }
    }

    private func required(_ action: RegistryPermission.Action) -> RegistryQuestion {
        RegistryQuestion(
            action: action.name,
            resource: repository.map { .repository($0) } ?? .allRepositories,
            isRequired: true
        )
    }
}
