import AWSCore
import AWSProtocols
import IAM
import World

/// What an identity provider vouches for, verified: who wants to assume a role, and what the session gets.
struct FederatedAssertion: Sendable {
    /// The provider in the role's account.
    let provider: ARN
    let subject: String
    let audience: String
    /// The provider's condition keys, such as `token.actions.githubusercontent.com:sub` or `saml:sub`.
    let keys: [String: [String]]
    let tags: SessionTagParameters
    let sourceIdentity: String?

    /// Checks tags, whose limits are those of AssumeRole, and the source identity, which has those of a session's name.
    func check() throws(STSError) {
        try tags.checkAsPassed()
        guard let sourceIdentity else { return }
        guard InputRules<String>.sessionName.allSatisfy({ $0.isMet(sourceIdentity) }) else {
            throw .invalidSourceIdentity
        }
    }

    /// The operation's own action, then TagSession and SetSourceIdentity where the provider passes such.
    func questions(
        _ action: String,
        on role: RoleName,
        sessionName: String,
        seconds: Int,
        _ call: STSCall
    ) -> [Question] {
        let found = role.role(in: call.world)
        var context = RequestContext()
        context["sts:RoleSessionName"] = [sessionName]
        context["sts:DurationSeconds"] = [String(seconds)]
        if let sourceIdentity { context["sts:SourceIdentity"] = [sourceIdentity] }
        tags.add(to: &context)
        var callerContext = RequestContext(keys)
        callerContext["aws:FederatedProvider"] = [provider.description]
        let caller = FederatedCaller(
            principal: RequestPrincipal(kind: .federatedIdentity, arn: provider, account: role.account),
            context: callerContext
        )
        var actions = [action]
        if !tags.isEmpty { actions.append("sts:TagSession") }
        if sourceIdentity != nil { actions.append("sts:SetSourceIdentity") }
        let resource = AccessedResource(role.text, of: role.account, .role(found))
        return actions.map { Question($0, on: resource, context: context, caller: caller) }
    }

    /// The session, once IAM has allowed it.
    ///
    /// - Parameter longest: when the provider wants the session to end at the latest, in seconds from now.
    func issue(
        _ role: RoleName,
        sessionName: String,
        _ parameters: RoleSessionParameters,
        longest: Int? = nil,
        _ call: STSCall
    ) throws(STSError) -> RoleSessionIssue.Answer {
        guard let found = role.role(in: call.world) else {
            throw .server("The role \(role.text) went away while it was being assumed.")
        }
        let issue = RoleSessionIssue(
            role: found,
            sessionName: sessionName,
            parameters: parameters,
            tags: try SessionTags(tags),
            sourceIdentity: sourceIdentity,
            federatedProvider: provider.description,
            providerKeys: keys,
            longest: longest
        )
        return try issue.perform(call)
    }
}
