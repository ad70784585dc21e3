import AWSProtocols
import World

/// The end of AssumeRole, AssumeRoleWithWebIdentity and AssumeRoleWithSAML, which have the same limits: what is checked
/// once IAM has allowed the role, in this order, and the session.
struct RoleSessionIssue {
    let role: Role
    let sessionName: String
    let parameters: RoleSessionParameters
    let tags: SessionTags
    let sourceIdentity: String?
    /// `aws:FederatedProvider`; nil where no identity provider vouched for the caller.
    var federatedProvider: String?
    /// The provider's condition keys that stay with the session.
    var providerKeys: [String: [String]] = [:]
    /// When the session has to end at the latest, in seconds from now.
    var longest: Int?

    struct Answer {
        let assumedRoleUser: STSResult.Member
        let credentials: STSResult.Member
        /// `PackedPolicySize`, `SourceIdentity`, `SessionTokenUtilization` and `SessionTokenSize`, where they apply.
        let rest: [STSResult.Member]
    }

    func perform(_ call: STSCall) throws(STSError) -> Answer {
        guard parameters.seconds <= role.maxSessionDuration else { throw .durationExceedsRole }
        let policies = try parameters.policies.read(for: role.account, in: call.world)
        let size = PackedSize(policies, tags)
        try size.check()
        let principal = Principal.roleSession(role.account, role: role.name, session: sessionName)
        let grant = SessionGrant(
            kind: .assumedRole,
            principal: principal,
            seconds: min(parameters.seconds, longest ?? .max),
            inlinePolicy: policies.inline,
            policyARNs: policies.arns,
            tags: tags.values,
            transitiveTagKeys: tags.transitiveKeys,
            sourceIdentity: sourceIdentity,
            federatedProvider: federatedProvider,
            providerKeys: providerKeys
        )
        let session = try call.issue(grant, size: parameters.tokenSize)
        var rest: [STSResult.Member] = []
        if size.percent > 0 { rest.append(.integer("PackedPolicySize", size.percent)) }
        if let sourceIdentity { rest.append(.text("SourceIdentity", sourceIdentity)) }
        return Answer(
            assumedRoleUser: call.world.assumedRoleUserMember(of: principal),
            credentials: session.credentialsMember,
            rest: rest + parameters.tokenSize.members(of: session)
        )
    }
}
