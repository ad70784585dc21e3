package import AWSCore
package import IAM

/// An AWS account: its identities, and its registries by region.
package struct Account: Sendable {
    package let id: AccountID
    /// The partition that all its regions belong to; `aws` where it has none.
    package let partition: Partition
    /// By name.
    package var users: [String: User]
    /// By name.
    package var roles: [String: Role]
    package var rootAccessKeys: [AccessKey]
    /// The repositories of each region, by name. A region that is here is switched on, with or without repositories.
    package var regions: [Region: [String: Repository]]

    package init(
        id: AccountID,
        partition: Partition,
        users: [String: User] = [:],
        roles: [String: Role] = [:],
        rootAccessKeys: [AccessKey] = [],
        regions: [Region: [String: Repository]] = [:]
    ) {
        self.id = id
        self.partition = partition
        self.users = users
        self.roles = roles
        self.rootAccessKeys = rootAccessKeys
        self.regions = regions
    }

    /// `arn:PARTITION:iam::ACCOUNT:root`.
    package var rootARN: ARN { .iam(partition, id, "root") }
}

/// An IAM user.
package struct User: Sendable {
    package let account: AccountID
    /// Begins and ends with `/`.
    package let path: String
    package let name: String
    /// `AIDA…`; see ``UniqueID``.
    package let uniqueID: String
    package let arn: ARN
    /// The ARNs of the managed policies that are attached.
    package var attachedPolicies: [ARN]
    package var accessKeys: [AccessKey]

    /// - Parameter seed: the world's seed, on which the unique ID depends.
    package init(
        account: AccountID,
        partition: Partition,
        path: String = "/",
        name: String,
        seed: String?,
        attachedPolicies: [ARN] = [],
        accessKeys: [AccessKey] = []
    ) {
        self.account = account
        self.path = path
        self.name = name
        arn = .iam(partition, account, "user" + path + name)
        uniqueID = UniqueID.make("AIDA", of: arn, seed: seed)
        self.attachedPolicies = attachedPolicies
        self.accessKeys = accessKeys
    }
}

/// An IAM role.
package struct Role: Sendable {
    package let account: AccountID
    /// Begins and ends with `/`.
    package let path: String
    package let name: String
    /// `AROA…`; see ``UniqueID``.
    package let uniqueID: String
    package let arn: ARN
    package var trustPolicy: TrustPolicy
    /// The longest session in seconds, 3,600 to 43,200.
    package var maxSessionDuration: Int
    /// The ARNs of the managed policies that are attached.
    package var attachedPolicies: [ARN]

    /// - Parameter seed: the world's seed, on which the unique ID depends.
    package init(
        account: AccountID,
        partition: Partition,
        path: String = "/",
        name: String,
        seed: String?,
        trustPolicy: TrustPolicy,
        maxSessionDuration: Int = 3_600,
        attachedPolicies: [ARN] = []
    ) {
        self.account = account
        self.path = path
        self.name = name
        arn = .iam(partition, account, "role" + path + name)
        uniqueID = UniqueID.make("AROA", of: arn, seed: seed)
        self.trustPolicy = trustPolicy
        self.maxSessionDuration = maxSessionDuration
        self.attachedPolicies = attachedPolicies
    }
}
