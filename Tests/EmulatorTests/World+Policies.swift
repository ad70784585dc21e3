import AWSCore
import IAM
import World

/// The accounts and the region of the bench's world.
enum Bench {
    static let account = AccountID(digits: "123456789012")
    static let stranger = AccountID(digits: "210987654321")
    static let region = Region(known: "us-east-1")
    static let endpoint = "vpce-0a1b2c3d"
}

extension AccountID {
    init(digits: String) {
        guard let id = AccountID(digits) else { preconditionFailure("\(digits) is not an account ID") }
        self = id
    }
}

extension Region {
    init(known name: String) {
        guard let region = Region(name) else { preconditionFailure("\(name) is not a region") }
        self = region
    }
}

extension PolicyDocument {
    /// A document of one or more statements, as JSON between braces and commas.
    static func of(_ kind: PolicyKind, _ statements: String...) throws -> PolicyDocument {
        let json = #"{"Version":"2012-10-17","Statement":["# + statements.joined(separator: ",") + "]}"
        return try PolicyDocument(json: json, kind: kind)
    }
}

extension World {
    subscript(id: AccountID) -> Account {
        get { accounts[id] ?? Account(id: id, partition: .aws) }
        set { accounts[id] = newValue }
    }

    mutating func update(user name: String, _ change: (inout User) throws -> Void) throws {
        guard var user = self[Bench.account].users[name] else { preconditionFailure("no user \(name)") }
        try change(&user)
        self[Bench.account].users[name] = user
    }

    mutating func update(role name: String, _ change: (inout Role) throws -> Void) throws {
        guard var role = self[Bench.account].roles[name] else { preconditionFailure("no role \(name)") }
        try change(&role)
        self[Bench.account].roles[name] = role
    }

    /// Gives a repository a policy.
    mutating func protect(_ repository: String, of account: AccountID, with document: PolicyDocument) {
        self[account].registries[Bench.region]?.repositories[repository]?.policy = document
    }

    /// A managed policy of the bench's account; its ARN.
    mutating func manage(_ name: String, _ document: PolicyDocument) -> ARN {
        let policy = CustomerManagedPolicy(account: Bench.account, partition: .aws, name: name, document: document)
        self[Bench.account].managedPolicies[name] = policy
        return policy.arn
    }

    /// Puts the bench's account into an organization that another account manages.
    mutating func organize(_ change: (inout PolicyLevel) throws -> Void) rethrows {
        var organization = Organization(
            id: "o-benchbench",
            managementAccount: Bench.stranger,
            rootAccounts: [Bench.account, Bench.stranger]
        )
        try change(&organization[Bench.account])
        self.organization = organization
    }

    mutating func addEndpoint(policy: PolicyDocument?) {
        self[Bench.account].vpcEndpoints[Bench.endpoint] = VPCEndpoint(
            id: Bench.endpoint,
            vpc: "vpc-11112222",
            account: Bench.account,
            policy: policy
        )
    }
}
