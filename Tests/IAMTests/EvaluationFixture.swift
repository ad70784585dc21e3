import AWSCore
import IAM
import Testing

/// A request and the policies that have a say about it, in as few words as a table of cases needs.
struct Question: Sendable, CustomTestStringConvertible {
    /// Who asks; all but the last stand in account 111111111111.
    enum Caller: String, Sendable, CaseIterable {
        case user
        /// Session `build` of role `ci`, whose path is `/teams/`.
        case role
        /// Federated user `guest`, whom `user/stefan` issued.
        case federated
        case root
        /// Federated user `guest`, whom root issued.
        case federatedByRoot
        /// Whom GitHub's token issuer vouches for.
        case webIdentity
    }

    /// What the policies of a layer say.
    enum Says: String, Sendable, CaseIterable {
        /// They speak of something else.
        case nothing
        case allow
        case deny
    }

    /// What the resource's policy says, and of whom.
    enum Names: String, Sendable, CaseIterable {
        /// A policy about something else.
        case nobody
        case account
        /// The user or role.
        case principal
        /// The role session or federated user.
        case session
        case everyone
        /// All are denied.
        case denied
    }

    var caller = Caller.user
    var action = "ecr:PutImage"
    /// The repository `team/app`, or, for trust, the role `target`, unless another is given.
    var resource: String?
    var isCrossAccount = false
    /// Each level of the organization; none where there is no organization.
    var serviceControl: [Says] = []
    var resourceControl: [Says] = []
    var endpoint: Says?
    var boundary: Says?
    var session: Says?
    /// Each policy that narrows the session.
    var scopeDown: [Says] = []
    var identity = Says.nothing
    /// The repository's policy; nil where it has none.
    var repository: Names?
    var registry: Names?
    /// The role's trust policy where a role is asked about.
    var trust: Names?
    /// Whether a role is asked about.
    var isTrust = false
    var context: [String: [String]] = [:]

    var testDescription: String {
        var parts = [caller.rawValue, isCrossAccount ? "of another account" : "at home"]
        if !serviceControl.isEmpty { parts.append("SCP " + serviceControl.map(\.rawValue).joined(separator: ",")) }
        if !resourceControl.isEmpty { parts.append("RCP " + resourceControl.map(\.rawValue).joined(separator: ",")) }
        if let endpoint { parts.append("endpoint \(endpoint)") }
        if let boundary { parts.append("boundary \(boundary)") }
        if let session { parts.append("session \(session)") }
        if !scopeDown.isEmpty { parts.append("scope down " + scopeDown.map(\.rawValue).joined(separator: ",")) }
        parts.append("identity \(identity)")
        if let repository { parts.append("repository \(repository)") }
        if let registry { parts.append("registry \(registry)") }
        if isTrust { parts.append("trust \(trust?.rawValue ?? "absent")") }
        return parts.joined(separator: ", ")
    }

    // MARK: - The parties

    static let home = "111111111111"
    static let other = "222222222222"

    private var callerAccount: String { Self.home }
    private var resourceAccount: String { isCrossAccount ? Self.other : Self.home }

    var resourceText: String {
        if let resource { return resource }
        return isTrust
            ? "arn:aws:iam::\(resourceAccount):role/target"
            : "arn:aws:ecr:us-east-1:\(resourceAccount):repository/team/app"
    }

    var callerARN: String {
        switch caller {
        case .user: "arn:aws:iam::\(Self.home):user/stefan"
        case .role: "arn:aws:sts::\(Self.home):assumed-role/ci/build"
        case .federated, .federatedByRoot: "arn:aws:sts::\(Self.home):federated-user/guest"
        case .root: "arn:aws:iam::\(Self.home):root"
        case .webIdentity: "arn:aws:iam::\(Self.home):oidc-provider/token.actions.githubusercontent.com"
        }
    }

    /// The user or role behind the caller.
    var principalARN: String {
        switch caller {
        case .user, .federated: "arn:aws:iam::\(Self.home):user/stefan"
        case .role: "arn:aws:iam::\(Self.home):role/teams/ci"
        case .root, .federatedByRoot: "arn:aws:iam::\(Self.home):root"
        case .webIdentity: callerARN
        }
    }

    private func principal() throws -> RequestPrincipal {
        let account = try Unwrapped.account(callerAccount)
        let arn = try Unwrapped.arn(callerARN)
        switch caller {
        case .user: return RequestPrincipal(kind: .user, arn: arn, account: account, uniqueID: "AIDASTEFAN")
        case .role:
            let issuer = try Unwrapped.arn(principalARN)
            return RequestPrincipal(
                kind: .roleSession,
                arn: arn,
                account: account,
                issuerARN: issuer,
                uniqueID: "AROACI"
            )
        case .federated, .federatedByRoot:
            let issuer = try Unwrapped.arn(principalARN)
            return RequestPrincipal(kind: .federatedUser, arn: arn, account: account, issuerARN: issuer)
        case .root: return RequestPrincipal(kind: .root, arn: arn, account: account)
        case .webIdentity: return RequestPrincipal(kind: .federatedIdentity, arn: arn, account: account)
        }
    }

    func request() throws -> AccessRequest {
        AccessRequest(
            caller: try principal(),
            action: action,
            resource: resourceText,
            resourceAccount: try Unwrapped.account(resourceAccount),
            context: RequestContext(context)
        )
    }

    // MARK: - The policies

    func policies() throws -> ApplicablePolicies {
        ApplicablePolicies(
            caller: CallerPolicies(
                serviceControl: try serviceControl.enumerated().map { level, says in
                    [
                        try attached(
                            "scp-\(level)",
                            .serviceControl,
                            says,
                            arn: "organizations::\(Self.home):policy/p-\(level)"
                        )
                    ]
                },
                boundary: try boundary.map {
                    try attached("limit", .identity, $0, arn: "iam::\(Self.home):policy/limit")
                },
                session: try session.map { [try attached("session policy", .session, $0)] },
                scopeDown: try scopeDown.enumerated().map {
                    try attached("scope down policy \($0 + 1) of the session", .session, $1)
                },
                identity: [try attached("inline policy 'own' of \(caller)", .identity, identity)],
                isRoot: caller == .root || caller == .federatedByRoot
            ),
            resource: ResourcePolicies(
                kind: isTrust ? .trust : .registry,
                policies: try resourcePolicies(),
                resourceControl: try resourceControl.enumerated().map { level, says in
                    [
                        try attached(
                            "rcp-\(level)",
                            .resourceControl,
                            says,
                            arn: "organizations::\(Self.home):policy/r-\(level)"
                        )
                    ]
                }
            ),
            endpoint: try endpoint.map { try attached("policy of vpce-1", .endpoint, $0) }
        )
    }

    private func resourcePolicies() throws -> [AttachedPolicy] {
        if isTrust {
            return try trust.map { [try named("trust policy of role/target", .trust, $0)] } ?? []
        }
        var list: [AttachedPolicy] = []
        if let repository { list.append(try named("repository policy of team/app", .repository, repository)) }
        if let registry { list.append(try named("registry policy", .registry, registry)) }
        return list
    }

    private func attached(_ name: String, _ kind: PolicyKind, _ says: Says, arn: String? = nil) throws -> AttachedPolicy
    {
        let principal = kind == .resourceControl || kind == .endpoint ? #""Principal": "*", "# : ""
        let statement =
            switch says {
            case .nothing: #"{"Sid": "Other", "Effect": "Deny", \#(principal)"Action": "s3:*", "Resource": "*"}"#
            case .allow: #"{"Sid": "Yes", "Effect": "Allow", \#(principal)"Action": "*", "Resource": "*"}"#
            case .deny: #"{"Sid": "No", "Effect": "Deny", \#(principal)"Action": "\#(action)", "Resource": "*"}"#
            }
        return AttachedPolicy(
            name: name,
            arn: try arn.map { try Unwrapped.arn("arn:aws:\($0)") },
            document: try Self.document(statement, kind)
        )
    }

    private func named(_ name: String, _ kind: PolicyKind, _ names: Names) throws -> AttachedPolicy {
        let type = caller == .webIdentity ? "Federated" : "AWS"
        let principal =
            switch names {
            case .nobody: #"{"AWS": "arn:aws:iam::333333333333:user/nobody"}"#
            case .account: #"{"AWS": "arn:aws:iam::\#(Self.home):root"}"#
            case .principal: #"{"\#(type)": "\#(principalARN)"}"#
            case .session: #"{"\#(type)": "\#(callerARN)"}"#
            case .everyone, .denied: #""*""#
            }
        let effect = names == .denied ? "Deny" : "Allow"
        let repositories = "arn:aws:ecr:us-east-1:\(resourceAccount):repository/*"
        let resource = kind == .registry ? #", "Resource": "\#(repositories)""# : ""
        let statement =
            #"{"Sid": "Named", "Effect": "\#(effect)", "Principal": \#(principal), "Action": "\#(action)"\#(resource)}"#
        return AttachedPolicy(name: name, document: try Self.document(statement, kind))
    }

    /// A policy of these statements, which are separated by commas.
    static func document(_ statements: String, _ kind: PolicyKind) throws -> PolicyDocument {
        try PolicyDocument(json: #"{"Version": "2012-10-17", "Statement": [\#(statements)]}"#, kind: kind)
    }

    func decide() throws -> Decision { Evaluation.decide(try request(), try policies()) }
}

/// What a fixture cannot be without.
enum Unwrapped {
    struct Malformed: Error {
        let text: String
    }

    static func arn(_ text: String) throws -> ARN {
        guard let arn = ARN(text) else { throw Malformed(text: text) }
        return arn
    }

    static func account(_ text: String) throws -> AccountID {
        guard let account = AccountID(text) else { throw Malformed(text: text) }
        return account
    }
}
