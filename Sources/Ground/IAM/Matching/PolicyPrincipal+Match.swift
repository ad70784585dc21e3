import AWSCore

extension PolicyPrincipal {
    /// How this principal means the caller; `.none` where it does not (docs/aws/iam.md, "Resource policies").
    func match(_ caller: RequestPrincipal) -> PrincipalMatch {
        // A federated identity has no session yet, so no account, user or role stands for it; nor does one for a
        // service.
        let hasOwnSide = caller.hasOwnSide
        switch kind {
        case .everyone: return .everyone
        case .account(let account):
            return hasOwnSide && account == caller.account && isInPartition(of: caller) ? .account : .none
        case .arn(let arn):
            guard hasOwnSide else { return .none }
            if arn == caller.arn { return caller.kind == .user ? .principal : .session }
            return arn == caller.issuerARN ? .principal : .none
        case .uniqueID(let id): return hasOwnSide && id == caller.uniqueID ? .principal : .none
        case .federated(let provider):
            guard caller.kind == .federatedIdentity else { return .none }
            return provider == caller.arn.description || caller.arn.resource == "oidc-provider/" + provider
                ? .session : .none
        case .service(let name): return name == caller.serviceName ? .session : .none
        case .canonicalUser: return .none
        }
    }

    /// An account ID alone is of every partition; a root's ARN is of its own.
    private func isInPartition(of caller: RequestPrincipal) -> Bool {
        ARN(text).map { $0.partition == caller.arn.partition } ?? true
    }
}

extension PrincipalMatch {
    /// How much a match grants, for a statement that means a caller in several ways: who is named by `*` needs less of
    /// its own policies than who is meant by its account.
    private var strength: Int {
        switch self {
        case .none: 0
        case .account: 1
        case .everyone: 2
        case .principal: 3
        case .session: 4
        }
    }

    static func strongest(_ matches: some Sequence<PrincipalMatch>) -> PrincipalMatch {
        matches.max { $0.strength < $1.strength } ?? .none
    }
}
