import AWSCore
package import IAM

/// What the registry of ECR Public asks (docs/aws/ecr-public.md, "The registry").
extension RegistryRoute {
    /// What is pulled needs no permission: everybody may.
    private static let pulling: Set = [
        "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:DescribeRepositories",
        "ecr:GetDownloadUrlForLayer", "ecr:ListImages",
    ]

    /// Whether a call of the route changes something, and needs a caller who may.
    package var isPush: Bool {
        permission.actions.contains { $0.condition == .always && !Self.pulling.contains($0.name) }
    }

    /// Whether the public registry has the route: nobody lists all of its repositories.
    package var isPublic: Bool { name != "listRepositories" }

    /// As the table of operations declares it.
    package var publicAccess: Access {
        guard isPush else { return .noPermissionNeeded(because: "what is public is everybody's to pull") }
        let asked = permission.actions.filter { [.always, .withBody, .withWholeBlob].contains($0.condition) }
        return .actions(asked.map { IAMAction.name($0.name, in: .publicRegistry) })
    }
}
