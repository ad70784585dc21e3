import AWSProtocols

/// How a resource policy names a caller (docs/aws/iam.md, "Resource policies").
enum NaiveNaming: Sendable {
    /// `*`.
    case everyone
    case account
    /// The ARN or unique ID of the user or of a session's role; of a federated user that of its issuer.
    case principal
    /// The ARN of the session or federated user itself, or the provider that vouches for a federated identity.
    case session
}

extension NaiveStatement {
    /// All the ways in which this statement names the caller; empty where it does not. A statement without principals
    /// is for whoever it is attached to. `NotPrincipal` lets nobody off who has a boundary.
    func namings(_ request: NaiveRequest, _ policies: NaivePolicies, _ fault: NaiveFault?) -> Set<NaiveNaming> {
        if let notPrincipal {
            let isBounded =
                policies.boundary != nil && request.kind != .root && fault != .notPrincipalSparesBounded
            let listed = NaiveStatement.namings(notPrincipal, request, fault)
            return isExempt(listed, request, fault) && !isBounded ? [] : [.everyone]
        }
        guard let principal else { return [.everyone] }
        return NaiveStatement.namings(principal, request, fault)
    }

    /// Whether `NotPrincipal` lists all that must be listed to let this caller off.
    private func isExempt(_ listed: Set<NaiveNaming>, _ request: NaiveRequest, _ fault: NaiveFault?) -> Bool {
        if listed.contains(.everyone) { return true }
        switch request.kind {
        case .roleSession:
            if fault == .notPrincipalByRoleAlone { return listed.contains(.principal) }
            return listed.isSuperset(of: [.principal, .session, .account])
        case .root:
            return listed.contains(.account)
        case .user:
            return listed.contains(.principal)
        case .federatedUser, .federatedIdentity:
            return listed.contains(.session)
        }
    }

    private static func namings(
        _ principals: JSONValue,
        _ request: NaiveRequest,
        _ fault: NaiveFault?
    ) -> Set<NaiveNaming> {
        if principals.string == "*" { return [.everyone] }
        var namings: Set<NaiveNaming> = []
        if request.kind == .federatedIdentity, texts(principals["Federated"] ?? .null).contains(request.arn) {
            namings.insert(.session)
        }
        for name in texts(principals["AWS"] ?? .null) {
            if let naming = naming(name, request, fault) { namings.insert(naming) }
        }
        return namings
    }

    private static func naming(_ name: String, _ request: NaiveRequest, _ fault: NaiveFault?) -> NaiveNaming? {
        if name == "*" { return .everyone }
        if request.kind == .federatedIdentity { return nil }
        let partition = NaiveResource.split(request.arn)[1]
        if name == request.account || name == "arn:\(partition):iam::\(request.account):root" { return .account }
        if name == request.uniqueID { return fault == .uniqueIDIgnored ? nil : .principal }
        if name == request.issuer { return .principal }
        guard name == request.arn else { return nil }
        if request.kind == .user { return .principal }
        return fault == .sessionARNIgnored ? nil : .session
    }
}
