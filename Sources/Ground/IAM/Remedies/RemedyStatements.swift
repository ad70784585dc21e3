import AWSCore
import AWSProtocols

extension PolicyKind {
    /// The smallest statements that allow `actions` as `request` asks for one of them, in a policy of this kind; those
    /// first that are to be preferred where the kind may hold them.
    func statements(allowing actions: [String], for request: AccessRequest) -> [JSONValue] {
        let action: JSONValue =
            actions.count == 1 ? .string(request.action) : .array(actions.map { .string($0) })
        let statement: [String: JSONValue] = ["Effect": "Allow", "Action": action]
        let resource = JSONValue.string(request.resource.literalResource)
        switch self {
        case .identity, .session:
            return [.object(statement.with("Resource", resource))]
        case .serviceControl:
            let narrow = statement.with("Resource", resource)
            return [.object(narrow), .object(statement.with("Resource", "*"))]
        case .resourceControl:
            // Nothing else may allow in policies of this kind; AWS attaches it everywhere by itself.
            return [["Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"]]
        case .endpoint, .registry:
            return [.object(statement.with("Resource", resource).with("Principal", request.caller.named))]
        case .repository, .publicRepository:
            return [.object(statement.with("Principal", request.caller.named))]
        case .trust:
            let named = statement.with("Principal", request.caller.named)
            guard let token = request.tokenCondition else { return [.object(named)] }
            return [.object(named.with("Condition", token))]
        }
    }
}

extension [String: JSONValue] {
    func with(_ name: String, _ value: JSONValue?) -> [String: JSONValue] {
        var members = self
        members[name] = value
        return members
    }
}

extension String {
    /// As a policy names this resource: what would be read as a variable is written as the characters themselves.
    var literalResource: String {
        split(separator: "${", omittingEmptySubsequences: false).joined(separator: "${$}{")
    }
}

extension RequestPrincipal {
    /// As a `Principal` element names the caller: of a role session its role.
    fileprivate var named: JSONValue {
        switch kind {
        case .roleSession: ["AWS": .string((issuerARN ?? arn).description)]
        case .root, .user, .federatedUser: ["AWS": .string(arn.description)]
        case .federatedIdentity: ["Federated": .string(arn.description)]
        case .service: ["Service": .string(serviceName ?? "")]
        }
    }
}

extension AccessRequest {
    /// The condition without which a trust policy would let in all whom the identity provider vouches for.
    fileprivate var tokenCondition: JSONValue? {
        guard caller.kind == .federatedIdentity else { return nil }
        var members: [String: JSONValue] = [:]
        for (name, values) in context.all where values.count == 1 {
            let key = name.lowercased()
            guard key.hasSuffix(":aud") || key.hasSuffix(":sub"), !key.hasPrefix("aws:") else { continue }
            members[name] = .string(values[0])
        }
        return members.isEmpty ? nil : ["StringEquals": .object(members)]
    }
}
