package import AWSCore
import IAM
import Synchronization

/// Where a registry's images are copied when they are pushed, and deleted when they are deleted (docs/aws/ecr-features.md, "Replication").
package struct ReplicationRule: Sendable, Codable, Equatable {
    /// The most rules of a registry.
    package static let most = 25
    /// The most destinations of a rule.
    package static let mostDestinations = 25
    /// The most filters of a rule.
    package static let mostFilters = 100

    package let destinations: [ReplicationDestination]
    /// The beginnings of the names of those repositories whose images are copied; all of them where it is empty.
    package let prefixes: [String]
    /// Whether what is deleted is deleted there as well; nil where nothing was said, which means no.
    package let deletes: Bool?

    package init(destinations: [ReplicationDestination], prefixes: [String] = [], deletes: Bool? = nil) {
        self.destinations = destinations
        self.prefixes = prefixes
        self.deletes = deletes
    }

    /// Whether the images of a repository of this name are copied.
    package func covers(_ name: String) -> Bool { prefixes.isEmpty || prefixes.contains { name.hasPrefix($0) } }

    /// Whether a text is the beginning of a repository's name as rules have it, which may end where no name does:
    /// `^(?:[a-z0-9]+(?:[._-][a-z0-9]*)*/)*[a-z0-9]*(?:[._-][a-z0-9]*)*$`.
    package static func isPrefix(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isWhole = parts.dropLast().allSatisfy { part in part.first.map(Self.isLowercaseOrDigit) ?? false }
        return isWhole
            && parts.allSatisfy { part in
                part.allSatisfy { isLowercaseOrDigit($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D }
            }
    }

    private static func isLowercaseOrDigit(_ byte: UInt8) -> Bool { byte.isDigit || (0x61...0x7A).contains(byte) }
}

/// A registry into which images are copied.
package struct ReplicationDestination: Sendable, Codable, Hashable {
    package let account: AccountID
    package let region: Region

    package init(account: AccountID, region: Region) {
        self.account = account
        self.region = region
    }
}

extension RegistrySettings {
    /// Where the images of a repository of this name are copied, each once, in the order of the rules.
    ///
    /// - Parameter deleting: only where they are deleted too.
    package func replicationDestinations(of name: String, deleting: Bool = false) -> [ReplicationDestination] {
        var seen: Set<ReplicationDestination> = []
        return replicationRules.filter { $0.covers(name) && (!deleting || $0.deletes == true) }
            .flatMap(\.destinations).filter { seen.insert($0).inserted }
    }
}

/// The role in which ECR replicates: an account's registries share one, and it may make repositories and images anywhere.
package enum ReplicationRole {
    /// The service whose role it is.
    package static let service = "replication.ecr.amazonaws.com"

    package static func arn(of account: AccountID, in partition: Partition) -> ARN {
        .iam(partition, account, "role/aws-service-role/\(service)/\(name)")
    }

    private static let name = "AWSServiceRoleForECRReplication"

    /// ECR as it acts for an account of this partition.
    static func principal(of account: AccountID, in partition: Partition) -> RequestPrincipal {
        RequestPrincipal(
            kind: .roleSession,
            arn: .sts(partition, account, "assumed-role/\(name)/ECRReplication"),
            account: account,
            issuerARN: arn(of: account, in: partition)
        )
    }
}

extension WorldStore {
    /// Whether an account has rules in any region, and so ECR's role for them.
    package func replicates(_ account: AccountID) -> Bool {
        state.withLock { state in
            state.accounts[account]?.registries.values.contains { !$0.settings.replicationRules.isEmpty } ?? false
        }
    }

    /// Whether ECR, replicating for `source`, may do `action` to a repository of another registry. The role's own policy
    /// allows it everywhere, and organisations do not bind such roles, so that the policies of the destination decide:
    /// across accounts its registry policy must allow it.
    package func mayReplicate(
        from source: AccountID,
        _ action: String,
        to name: String,
        in destination: ReplicationDestination
    ) -> Bool {
        let partition = partition(of: source)
        let policy = ManagedPolicy.policy("ECRReplicationServiceRolePolicy", in: partition)
        let resource = AccessedResource.repository(name, destination.account, destination.region)
        var policies = side(of: resource, asked: action).policies
        policies.resourceControl = []
        let request = AccessRequest(
            caller: ReplicationRole.principal(of: source, in: partition),
            action: action,
            resource: resource.name,
            resourceAccount: resource.account,
            context: RequestContext(["aws:PrincipalArn": [ReplicationRole.arn(of: source, in: partition).description]])
        )
        let applicable = ApplicablePolicies(
            caller: CallerPolicies(identity: policy.map { [$0] } ?? []),
            resource: policies
        )
        return Evaluation.decide(request, applicable).isAllowed
    }
}
