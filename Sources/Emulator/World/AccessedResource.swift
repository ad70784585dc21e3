package import AWSCore
package import IAM

/// What IAM is asked about: its name, and whose policies and condition keys stand on its side.
package struct AccessedResource: Sendable, Equatable {
    /// What a resource is to IAM, which decides on the policies and keys that it has.
    package enum Kind: Sendable, Equatable {
        /// A repository, whether it exists or not; nil for all of a registry's repositories.
        case repository(String?, Region)
        /// A role that is to be assumed; nil where there is no such role, which nothing allows.
        case role(Role?)
        /// What IAM keeps, which has no policy of its own, a role neither: its trust policy is about assuming it.
        case identity(tags: [String: String])
        /// Nil where there is no such cluster, and for all of them.
        case cluster(Cluster?)
        /// What belongs to an account's public registry as a whole.
        case publicRegistry
        /// A bucket, or what is in it.
        case bucket
        /// What belongs to an account and has neither a policy nor tags.
        case account
    }

    /// An ARN as the caller wrote it, or `*`.
    package let name: String
    /// The account that owns it.
    package let account: AccountID
    package let kind: Kind

    package init(_ name: String, of account: AccountID, _ kind: Kind = .account) {
        self.name = name
        self.account = account
        self.kind = kind
    }

    /// `*`: what belongs to no resource of an account's.
    package static func account(_ account: AccountID) -> AccessedResource { AccessedResource("*", of: account) }

    /// A repository, also one to be.
    package static func repository(_ name: String, _ account: AccountID, _ region: Region) -> AccessedResource {
        AccessedResource(
            ARN.repository(name, in: region, of: account).description,
            of: account,
            .repository(name, region)
        )
    }

    /// `registry/ACCOUNT`: a public registry as a whole.
    package static func publicRegistry(of account: AccountID) -> AccessedResource {
        AccessedResource(ARN.publicRegistry(of: account).description, of: account, .publicRegistry)
    }

    /// `repository/*`: every repository of a registry.
    package static func allRepositories(of account: AccountID, _ region: Region) -> AccessedResource {
        AccessedResource(
            ARN.repository("*", in: region, of: account).description,
            of: account,
            .repository(nil, region)
        )
    }

    /// Whether ECR Public has it, whose actions have a prefix of their own.
    var isPublic: Bool {
        switch kind {
        case .publicRegistry, .repository(_, .publicRegistry): true
        default: false
        }
    }
}

/// What stands on the side of a resource where IAM decides.
package struct ResourceSide: Sendable {
    package var policies: ResourcePolicies
    /// Account and organization of the resource, and its tags: `aws:ResourceAccount`, `aws:ResourceOrgID`,
    /// `aws:ResourceOrgPaths`, `aws:ResourceTag/…` and the service's own key of tags.
    package let context: RequestContext
}
