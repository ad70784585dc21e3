import AWSCore
import Foundation
import IAM

/// What IAM has to know of callers (docs/aws/iam.md, "Principals" and "Condition keys").
extension WorldState {
    /// - Parameter session: the session that the caller's credentials belong to; nil for a long-term key.
    /// - Returns: nil where the principal, its session or one of its policies is gone, or where temporary credentials
    ///   would have a session and none is given.
    mutating func callerProfile(of principal: Principal, session id: AccessKeyID?, at now: Date) -> CallerProfile? {
        guard let id else {
            guard principal.kind == .user || principal.kind == .root else { return nil }
            if let known = cache.principals.value(of: principal) { return known }
            guard let profile = profile(of: principal, session: nil) else { return nil }
            cache.principals.keep(profile, of: principal)
            return profile
        }
        guard let session = sessions[id.value], session.principal == principal, !Self.isForgotten(session, at: now)
        else { return nil }
        var profile: CallerProfile
        if let known = cache.sessions.value(of: id.value) {
            profile = known
        } else {
            guard let new = self.profile(of: principal, session: session) else { return nil }
            cache.sessions.keep(new, of: id.value)
            profile = new
        }
        if let moment = session.multiFactorAt {
            profile.context["aws:MultiFactorAuthAge"] = [String(max(0, Int(now.timeIntervalSince(moment))))]
        }
        return profile
    }

    /// A profile made anew, without what depends on the time.
    func profile(of principal: Principal, session: Session?) -> CallerProfile? {
        guard exists(principal), let account = accounts[principal.accountID],
            var policies = identityPolicies(of: principal, in: account)
        else { return nil }
        policies.serviceControl = organization?.serviceControl(of: account.id, in: account.partition) ?? []
        policies.session = sessionPolicies(of: principal, session)
        policies.scopeDown = (session?.scopeDownPolicies ?? []).enumerated().map { index, document in
            AttachedPolicy(name: "scope down policy \(index + 1) of the session", document: document)
        }
        return CallerProfile(
            principal: requestPrincipal(principal),
            policies: policies,
            context: context(of: principal, session)
        )
    }

    /// A managed policy by its ARN: an account's own, or AWS's.
    func managedPolicy(_ arn: ARN) -> AttachedPolicy? {
        if let id = AccountID(arn.account) {
            return accounts[id]?.managedPolicy(arn).map {
                AttachedPolicy(name: $0.name, arn: $0.arn, document: $0.document)
            }
        }
        guard let partition = Partition(name: arn.partition) else { return nil }
        return ManagedPolicy.policy(arn.description, in: partition)
    }

    // MARK: Who it is

    private func requestPrincipal(_ principal: Principal) -> RequestPrincipal {
        let kind: RequestPrincipal.Kind
        var issuer: ARN?
        switch principal {
        case .root: kind = .root
        case .user: kind = .user
        case .roleSession(let account, let role, _):
            kind = .roleSession
            issuer = accounts[account]?.roles[role]?.arn
        case .federatedUser(_, _, let user):
            kind = .federatedUser
            issuer = arn(of: user)
        }
        return RequestPrincipal(
            kind: kind,
            arn: arn(of: principal),
            account: principal.accountID,
            issuerARN: issuer,
            // Policies never name root by an ID.
            uniqueID: principal.isRootOrIssuedByRoot ? nil : uniqueID(of: principal)
        )
    }

    // MARK: What stands on its side

    /// Everything but the organization's and the session's; nil where a policy is missing, which then cannot limit.
    private func identityPolicies(of principal: Principal, in account: Account) -> CallerPolicies? {
        switch principal {
        case .root: return CallerPolicies(isRoot: true)
        case .federatedUser(_, _, let issuer): return identityPolicies(of: issuer, in: account)
        case .user(_, let name):
            guard let user = account.users[name] else { return nil }
            let of = "user/" + name
            guard var attached = attached(user.attachedPolicies, user.inlinePolicies, of: of) else { return nil }
            for name in user.groups {
                guard let group = account.groups[name],
                    let more = self.attached(group.attachedPolicies, group.inlinePolicies, of: "group/" + name)
                else { return nil }
                attached += more
            }
            if account.identitySettings.passwordPolicy?.allowsChange == true, let change = PasswordPolicy.change {
                attached.append(AttachedPolicy(name: "password policy of account \(account.id)", document: change))
            }
            return limited(attached, by: user.permissionsBoundary, of: of)
        case .roleSession(_, let name, _):
            guard let role = account.roles[name] else { return nil }
            let of = "role/" + name
            guard let attached = attached(role.attachedPolicies, role.inlinePolicies, of: of) else { return nil }
            return limited(attached, by: role.permissionsBoundary, of: of)
        }
    }

    private func attached(
        _ arns: [ARN],
        _ inline: [String: PolicyDocument],
        of owner: String
    ) -> [AttachedPolicy]? {
        var policies = inline.sorted { $0.key < $1.key }.map {
            AttachedPolicy(name: "inline policy '\($0.key)' of \(owner)", document: $0.value)
        }
        for arn in arns {
            guard let policy = managedPolicy(arn) else { return nil }
            policies.append(
                AttachedPolicy(name: "\(policy.name) of \(owner)", arn: arn, document: policy.document)
            )
        }
        return policies
    }

    private func limited(_ identity: [AttachedPolicy], by boundary: ARN?, of owner: String) -> CallerPolicies? {
        guard let boundary else { return CallerPolicies(identity: identity) }
        guard let policy = managedPolicy(boundary) else { return nil }
        return CallerPolicies(
            boundary: AttachedPolicy(
                name: "permissions boundary \(policy.name) of \(owner)",
                arn: boundary,
                document: policy.document
            ),
            identity: identity
        )
    }

    /// What was passed when the session was made. Where a policy is missing by now nothing is allowed, because what it
    /// would deny is not known.
    private func sessionPolicies(of principal: Principal, _ session: Session?) -> [AttachedPolicy]? {
        guard let session else { return nil }
        let arns = session.policyARNs + (session.taskPolicy.map { [$0] } ?? [])
        guard session.inlinePolicy != nil || !arns.isEmpty else {
            // A session of AssumeRoot is for its task and nothing else.
            return session.kind == .assumedRoot ? [] : nil
        }
        var policies: [AttachedPolicy] = []
        if let document = session.inlinePolicy {
            policies.append(AttachedPolicy(name: "session policy", document: document))
        }
        for arn in arns {
            guard let policy = managedPolicy(arn) else { return [] }
            policies.append(
                AttachedPolicy(name: "session policy \(policy.name)", arn: arn, document: policy.document)
            )
        }
        // The policies of AssumeRoot's tasks only deny; what they leave, root may do.
        if session.taskPolicy != nil, let rest = Self.restOfRoot {
            policies.append(AttachedPolicy(name: "session policy of AssumeRoot", document: rest))
        }
        return policies
    }

    private static let restOfRoot = try? PolicyDocument(
        json: #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#,
        kind: .session
    )

    // MARK: Its condition keys

    private func context(of principal: Principal, _ session: Session?) -> RequestContext {
        var context = RequestContext()
        let arn = arn(of: principal)
        context["aws:PrincipalAccount"] = [principal.accountID.value]
        context["aws:userid"] = [userID(of: principal)]
        switch principal {
        case .root:
            context["aws:PrincipalType"] = ["Account"]
            context["aws:PrincipalArn"] = [arn.description]
        case .user(_, let name):
            context["aws:PrincipalType"] = ["User"]
            context["aws:PrincipalArn"] = [arn.description]
            context["aws:username"] = [name]
        case .roleSession(let account, let role, _):
            context["aws:PrincipalType"] = ["AssumedRole"]
            context["aws:PrincipalArn"] = [(accounts[account]?.roles[role]?.arn ?? arn).description]
        case .federatedUser:
            context["aws:PrincipalType"] = ["FederatedUser"]
            context["aws:PrincipalArn"] = [arn.description]
        }
        if let organization, let path = organization.path(of: principal.accountID) {
            context["aws:PrincipalOrgID"] = [organization.id]
            context["aws:PrincipalOrgPaths"] = [path]
        }
        // Session tags come after those of the user or role, whose keys they replace without regard to case.
        for (key, value) in tags(of: principal).sorted(by: { $0.key < $1.key })
            + (session?.tags ?? [:]).sorted(by: { $0.key < $1.key })
        {
            context["aws:PrincipalTag/" + key] = [value]
        }
        addSession(session, of: principal, to: &context)
        return context
    }

    private func addSession(_ session: Session?, of principal: Principal, to context: inout RequestContext) {
        guard session != nil || principal.kind == .roleSession || principal.kind == .federatedUser else { return }
        context["aws:MultiFactorAuthPresent"] = [session?.multiFactorAt == nil ? "false" : "true"]
        guard let session else { return }
        context["aws:TokenIssueTime"] = [AWSDate.extended(session.issuedAt)]
        if let identity = session.sourceIdentity { context["aws:SourceIdentity"] = [identity] }
        if let provider = session.federatedProvider { context["aws:FederatedProvider"] = [provider] }
        for (key, values) in session.grant.providerKeys { context[key] = values }
        if session.kind == .assumedRoot { context["aws:AssumedRoot"] = ["true"] }
    }

    private func tags(of principal: Principal) -> [String: String] {
        switch principal {
        case .root: [:]
        case .user(let account, let name): accounts[account]?.users[name]?.tags ?? [:]
        case .roleSession(let account, let role, _): accounts[account]?.roles[role]?.tags ?? [:]
        case .federatedUser(_, _, let issuer): tags(of: issuer)
        }
    }
}

extension Principal {
    fileprivate var isRootOrIssuedByRoot: Bool {
        switch self {
        case .root: true
        case .federatedUser(_, _, let issuer): issuer.isRootOrIssuedByRoot
        case .user, .roleSession: false
        }
    }
}
