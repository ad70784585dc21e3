/// A service of AWS's, as the actions of policies name it (Service Authorization Reference, "Actions, resources, and
/// condition keys for AWS services").
package struct ServiceNamespace: Sendable, Equatable {
    /// What its actions begin with, before the colon: `ecr`.
    package let prefix: String
    /// `Amazon Elastic Container Registry`.
    package let name: String

    /// By prefix, in ascending order.
    package static let all: [ServiceNamespace] = table.split(separator: "\n").compactMap { line in
        let parts = line.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        return ServiceNamespace(prefix: String(parts[0]), name: String(parts[1]))
    }

    /// The service of a prefix; nil where there is none.
    package static func named(_ prefix: String) -> ServiceNamespace? { byPrefix[prefix] }

    private static let byPrefix: [String: ServiceNamespace] = Dictionary(
        all.map { ($0.prefix, $0) },
        uniquingKeysWith: { first, _ in first }
    )

    /// The actions of the service that are known here, by name; empty of most services.
    package var actions: [IAMAction] { Self.actionsByPrefix[prefix] ?? [] }

    private static let actionsByPrefix: [String: [IAMAction]] = Dictionary(grouping: IAMAction.all) { action in
        String(action.name.prefix { $0 != ":" })
    }

    /// The actions on whose use IAM's reports tell something, by name (docs/aws/iam-api.md, "Last accessed
    /// information").
    package var trackedActions: [IAMAction] {
        guard Self.tracked.contains(prefix) else { return [] }
        return actions.filter { $0.name != "iam:PassRole" && $0.resourceType != .object }
    }

    private static let tracked: Set<String> = ["ecr", "ecr-public", "eks", "iam", "inspector2", "s3", "sts"]
}
