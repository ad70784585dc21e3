import AWSCore

extension TrustPolicy {
    /// A trust policy that lets these principals in: what stands in a `Principal`'s `AWS` list.
    package init(principals: PolicyElement) throws(PolicyError) {
        grants = try Self.grants(principals)
    }

    /// A trust policy from its document.
    ///
    /// - Throws: ``PolicyError`` for what is malformed, and for what is not evaluated yet: conditions, `Deny`,
    ///   `NotPrincipal`, principals other than AWS's, actions other than `sts:AssumeRole`.
    package init(document: PolicyElement) throws(PolicyError) {
        var statements: [PolicyElement] = []
        var seenStatement = false
        for member in try Self.members(document, "the trust policy") {
            switch member.key {
            case "Version":
                let version = try Self.text(member.value, "Version")
                guard version == "2012-10-17" || version == "2008-10-17" else {
                    throw PolicyError(line: member.line, reason: "'\(version)' is no policy version; write 2012-10-17")
                }
            case "Id":
                _ = try Self.text(member.value, "Id")
            case "Statement":
                seenStatement = true
                statements = member.value.elements
            default:
                throw PolicyError(
                    line: member.line,
                    reason: "unknown element '\(member.key)' in a trust policy; it takes Version, Id and Statement"
                )
            }
        }
        guard seenStatement, !statements.isEmpty else {
            throw PolicyError(
                line: document.line,
                reason: "the trust policy has no Statement; add one that allows sts:AssumeRole"
            )
        }
        var grants: [Grant] = []
        for statement in statements { grants += try Self.statement(statement) }
        self.grants = grants
    }

    private static func statement(_ element: PolicyElement) throws(PolicyError) -> [Grant] {
        var effect: String?
        var allowsAssumeRole = false
        var grants: [Grant]?
        for member in try members(element, "a statement of the trust policy") {
            switch member.key {
            case "Sid":
                _ = try text(member.value, "Sid")
            case "Effect":
                effect = try text(member.value, "Effect")
                guard effect == "Allow" else { throw refusal(of: effect ?? "", at: member.line) }
            case "Action":
                for action in member.value.elements { try requireAssumeRole(action) }
                allowsAssumeRole = !member.value.elements.isEmpty
            case "Principal":
                grants = try principal(member.value)
            case "Condition", "NotPrincipal", "NotAction":
                throw notEvaluated("\(member.key) in a trust policy", at: member.line, "take it out")
            default:
                throw PolicyError(
                    line: member.line,
                    reason: "unknown element '\(member.key)' in a statement of a trust policy; "
                        + "it takes Sid, Effect, Principal and Action"
                )
            }
        }
        guard effect != nil else { throw missing("Effect", "Allow", in: element) }
        guard allowsAssumeRole else { throw missing("Action", "sts:AssumeRole", in: element) }
        guard let grants else { throw missing("Principal", "{\"AWS\": ARN}", in: element) }
        return grants
    }

    private static func principal(_ element: PolicyElement) throws(PolicyError) -> [Grant] {
        if case .text("*", let line) = element { return [Grant(grantee: .anyone, text: "*", line: line)] }
        var grants: [Grant] = []
        for member in try members(element, "Principal") {
            switch member.key {
            case "AWS": grants += try self.grants(member.value)
            case "Service", "Federated", "CanonicalUser":
                throw notEvaluated(
                    "a \(member.key) principal in a trust policy",
                    at: member.line,
                    "name AWS principals"
                )
            default:
                throw PolicyError(
                    line: member.line,
                    reason: "unknown kind of principal '\(member.key)'; write AWS and a list of ARNs"
                )
            }
        }
        guard !grants.isEmpty else {
            throw PolicyError(line: element.line, reason: "Principal names nobody; add an ARN")
        }
        return grants
    }

    private static func grants(_ element: PolicyElement) throws(PolicyError) -> [Grant] {
        var grants: [Grant] = []
        for entry in element.elements {
            let name = try text(entry, "a principal")
            guard let grantee = Grantee(name) else {
                throw PolicyError(
                    line: entry.line,
                    reason: "'\(name)' is no principal that can assume a role; write the ARN of a user, a role, a role "
                        + "session, an account's root, or an account ID"
                )
            }
            grants.append(Grant(grantee: grantee, text: name, line: entry.line))
        }
        guard !grants.isEmpty else {
            throw PolicyError(line: element.line, reason: "the list of principals is empty; add an ARN")
        }
        return grants
    }

    private static func requireAssumeRole(_ element: PolicyElement) throws(PolicyError) {
        let action = try text(element, "Action")
        guard action.lowercased() == "sts:assumerole" else {
            throw notEvaluated("the action '\(action)' in a trust policy", at: element.line, "write sts:AssumeRole")
        }
    }

    private static func members(_ element: PolicyElement, _ what: String) throws(PolicyError) -> [PolicyElement.Member]
    {
        guard case .mapping(let members, _) = element else {
            throw PolicyError(line: element.line, reason: "\(what) is not a mapping; write elements and their values")
        }
        return members
    }

    private static func text(_ element: PolicyElement, _ what: String) throws(PolicyError) -> String {
        guard case .text(let text, _) = element else {
            throw PolicyError(line: element.line, reason: "\(what) is not a text; write a single value")
        }
        return text
    }

    private static func refusal(of effect: String, at line: Int) -> PolicyError {
        effect == "Deny"
            ? notEvaluated("Deny in a trust policy", at: line, "leave out who may not assume the role")
            : PolicyError(line: line, reason: "'\(effect)' is no Effect; write Allow")
    }

    private static func notEvaluated(_ what: String, at line: Int, _ remedy: String) -> PolicyError {
        PolicyError(line: line, reason: "\(what) is not evaluated yet, so it is refused; \(remedy)")
    }

    private static func missing(_ name: String, _ value: String, in element: PolicyElement) -> PolicyError {
        PolicyError(line: element.line, reason: "a statement of the trust policy has no \(name); add \(name): \(value)")
    }
}

extension TrustPolicy.Grantee {
    /// Reads `*`, an account ID, or the ARN of an account's root, a user, a role, a role session or a federated user.
    /// Nil for all else; no wildcard stands inside a name.
    init?(_ text: String) {
        if text == "*" {
            self = .anyone
            return
        }
        if let account = AccountID(text) {
            self = .account(account)
            return
        }
        guard
            let arn = ARN(text), Partition(name: arn.partition) != nil, arn.region.isEmpty,
            let account = AccountID(arn.account), !text.contains("*"), !text.contains("?")
        else { return nil }
        if arn.service == "iam", arn.resource == "root" {
            self = .account(account)
            return
        }
        let parts = arn.resource.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.contains("") else { return nil }
        switch (arn.service, parts.first, parts.count) {
        case ("iam", "user", 2...), ("iam", "role", 2...), ("sts", "assumed-role", 3), ("sts", "federated-user", 2):
            self = .principal(arn)
        default:
            return nil
        }
    }
}
