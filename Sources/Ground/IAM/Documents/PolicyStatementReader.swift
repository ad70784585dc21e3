import AWSCore

extension PolicyDocumentReader {
    /// The members of a statement as they were found.
    private struct Parts {
        var sid: String?
        var effect: PolicyStatement.Effect?
        var principals: PolicyStatement.Element<PolicyPrincipal>?
        var actions: PolicyStatement.Element<ActionPattern>?
        var resources: PolicyStatement.Element<ResourcePattern>?
        var conditions: [Condition] = []
        /// The elements that stand there, whether they could be read or not.
        var names: Set<String> = []
    }

    mutating func statement(_ element: PolicyElement, index: Int) -> PolicyStatement? {
        guard let members = members(element, "statement \(index)") else { return nil }
        var parts = Parts()
        parts.names = Set(members.map(\.key))
        for member in members { read(member, into: &parts, index) }
        checkExclusive(parts.names, element)
        requireElements(parts, element, index)
        guard let effect = parts.effect, let actions = parts.actions else { return nil }
        let statement = PolicyStatement(
            sid: parts.sid,
            effect: effect,
            index: index,
            line: element.line,
            principals: parts.principals,
            actions: actions,
            resources: parts.resources,
            conditions: parts.conditions
        )
        checkKind(statement)
        return statement
    }

    private mutating func read(_ member: PolicyElement.Member, into parts: inout Parts, _ index: Int) {
        switch member.key {
        case "Sid": parts.sid = sid(member)
        case "Effect": parts.effect = effect(member)
        case "Principal", "NotPrincipal":
            guard let values = principals(member) else { return }
            parts.principals = PolicyStatement.Element(isNegated: member.key == "NotPrincipal", values: values)
        case "Action", "NotAction":
            guard let values = actions(member) else { return }
            parts.actions = PolicyStatement.Element(isNegated: member.key == "NotAction", values: values)
        case "Resource", "NotResource":
            guard let values = resources(member) else { return }
            parts.resources = PolicyStatement.Element(isNegated: member.key == "NotResource", values: values)
        case "Condition": parts.conditions = conditions(member)
        default:
            unknown(
                member,
                "statement \(index)",
                "Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource and Condition"
            )
        }
    }

    private mutating func sid(_ member: PolicyElement.Member) -> String? {
        guard let sid = text(member.value, "Sid"), !sid.isEmpty else { return nil }
        let isPlain = sid.utf8.allSatisfy { $0.isWordCharacter && $0 != UInt8(ascii: "_") }
        if hasStrictIDs, !isPlain {
            refuse(
                .statementIDs,
                member.line,
                "the Sid '\(sid)' has characters other than letters and digits; leave them out",
                "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression "
                    + "[0-9A-Za-z]*"
            )
        }
        return sid
    }

    /// A wrong case is found later than a wrong word.
    private mutating func effect(_ member: PolicyElement.Member) -> PolicyStatement.Effect? {
        guard let text = text(member.value, "Effect") else { return nil }
        if let effect = PolicyStatement.Effect(rawValue: text) { return effect }
        let isCase = ["allow", "deny"].contains(text.lowercased())
        refuse(
            isCase ? .legacy : .syntax,
            member.line,
            "'\(text)' is not an Effect; write Allow or Deny",
            isCase ? Self.legacyMessage : "Syntax errors in policy."
        )
        return nil
    }

    static var legacyMessage: String { "The policy failed legacy parsing" }

    private mutating func actions(_ member: PolicyElement.Member) -> [ActionPattern]? {
        guard let texts = texts(member.value, member.key) else { return nil }
        for action in texts { checkForm(action: action.text, action.line) }
        return texts.map { ActionPattern($0.text) }
    }

    private mutating func checkForm(action: String, _ line: Int) {
        guard action != "*" else { return }
        let parts = action.split(separator: ":", omittingEmptySubsequences: false)
        let vendorIsPlain = parts[0].utf8.allSatisfy {
            $0.isWordCharacter && $0 != UInt8(ascii: "_") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        }
        if parts.count == 1 {
            refuse(
                .actionForm,
                line,
                "the action '\(action)' has no service; write it as ecr:\(action.isEmpty ? "PutImage" : action)",
                "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
            )
        } else if parts.count > 2 {
            refuse(
                .actionForm,
                line,
                "the action '\(action)' has more than one colon; write SERVICE:NAME",
                "Actions/Condition can contain only one colon."
            )
        } else if parts[0].isEmpty || (parts[0] != "*" && !vendorIsPlain) {
            refuse(
                .actionForm,
                line,
                "'\(parts[0])' in the action '\(action)' is not a service; write its prefix in full, such as ecr",
                "Vendor \(parts[0]) is not valid"
            )
        }
    }

    private mutating func resources(_ member: PolicyElement.Member) -> [ResourcePattern]? {
        guard let texts = texts(member.value, member.key) else { return nil }
        var patterns: [ResourcePattern] = []
        for resource in texts {
            checkForm(resource: resource.text, resource.line)
            guard let pattern = ResourcePattern(resource.text, variables: hasVariables) else {
                refuse(.syntax, resource.line, Self.malformedVariable(resource.text))
                continue
            }
            patterns.append(pattern)
        }
        return patterns
    }

    private static func malformedVariable(_ text: String) -> String {
        "a variable in '\(text)' is malformed; write ${KEY} or ${KEY, 'default'}, and ${$} for a $"
    }

    // MARK: Conditions

    private mutating func conditions(_ member: PolicyElement.Member) -> [Condition] {
        var conditions: [Condition] = []
        for entry in members(member.value, "Condition") ?? [] {
            guard let comparison = ConditionOperator(entry.key) else {
                refuse(
                    .syntax,
                    entry.line,
                    "'\(entry.key)' is not a condition operator; they are case-sensitive, such as StringEquals, "
                        + "ForAnyValue:StringLike, BoolIfExists"
                )
                continue
            }
            for key in members(entry.value, "the operator \(entry.key)") ?? [] {
                checkForm(key: key)
                let values = values(key, comparison)
                conditions.append(Condition(comparison, key: key.key, values: values))
            }
        }
        return conditions
    }

    private mutating func checkForm(key: PolicyElement.Member) {
        let parts = key.key.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count < 2 || parts[0].isEmpty || parts[1].isEmpty else { return }
        refuse(
            .actionForm,
            key.line,
            "the condition key '\(key.key)' has no service; write it as aws:\(key.key.isEmpty ? "username" : key.key)",
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
        )
    }

    private mutating func values(_ member: PolicyElement.Member, _ comparison: ConditionOperator) -> [ConditionValue] {
        var values: [ConditionValue] = []
        for element in member.value.elements {
            switch element {
            case .text(let text, let line), .literal(let text, let line):
                guard let value = value(text, comparison, line) else { continue }
                values.append(value)
            case .list, .mapping, .nothing:
                refuse(.syntax, element.line, "a value of \(member.key) is not a text, a number or true or false")
            }
        }
        return values
    }

    /// A value that the operator cannot compare is refused. AWS is known to refuse such dates; that it refuses other
    /// values is inferred.
    private mutating func value(_ text: String, _ comparison: ConditionOperator, _ line: Int) -> ConditionValue? {
        do {
            return try ConditionValue(text, comparison.comparison, variables: hasVariables)
        } catch {
            switch error {
            case .malformedVariable: refuse(.syntax, line, Self.malformedVariable(text))
            case .wrongType(let wanted):
                refuse(
                    .legacy,
                    line,
                    "'\(text)' cannot be compared by \(comparison.name); write \(wanted)",
                    Self.legacyMessage
                )
            }
            return nil
        }
    }

    // MARK: Principals

    private mutating func principals(_ member: PolicyElement.Member) -> [PolicyPrincipal]? {
        if case .text("*", let line) = member.value {
            return [PolicyPrincipal(kind: .everyone, text: "*", line: line)]
        }
        guard case .mapping = member.value, let kinds = members(member.value, member.key) else {
            refuse(
                .syntax,
                member.line,
                "\(member.key) is neither * nor an object; write {\"AWS\": ARN}",
                "Invalid principal in policy"
            )
            return nil
        }
        var principals: [PolicyPrincipal] = []
        for entry in kinds {
            guard PolicyPrincipal.Kind.names.contains(entry.key) else {
                refuse(
                    .syntax,
                    entry.line,
                    "unknown kind of principal '\(entry.key)'; write AWS, Service or Federated",
                    "Invalid principal in policy"
                )
                continue
            }
            for value in texts(entry.value, entry.key) ?? [] {
                guard let kind = PolicyPrincipal.Kind(value.text, of: entry.key) else {
                    refuse(
                        .kind,
                        value.line,
                        Self.invalidPrincipal(value.text, entry.key),
                        "Invalid principal in policy: \"\(entry.key == "AWS" ? "AWS" : entry.key.uppercased())\":"
                            + "\"\(value.text)\""
                    )
                    continue
                }
                principals.append(PolicyPrincipal(kind: kind, text: value.text, line: value.line))
            }
        }
        if principals.isEmpty {
            refuse(
                .kind,
                member.line,
                "\(member.key) names nobody; add a principal",
                "Missing required field Principal cannot be empty!"
            )
        }
        return principals
    }

    private static func invalidPrincipal(_ text: String, _ kind: String) -> String {
        switch kind {
        case "AWS":
            "'\(text)' is not a principal; write *, an account ID, or the ARN of a user, a role, a role session, a "
                + "federated user or an account's root, without wildcards"
        case "Federated":
            "'\(text)' is not an identity provider; write the ARN of a SAML or OIDC provider, or a host name"
        case "Service": "'\(text)' is not a service; write its name without wildcards, such as ecs.amazonaws.com"
        default: "'\(text)' is not a principal of kind \(kind); write its ID"
        }
    }

    // MARK: Which elements there must be

    private mutating func checkExclusive(_ names: Set<String>, _ element: PolicyElement) {
        for name in ["Principal", "Action", "Resource"] where names.contains(name) && names.contains("Not" + name) {
            refuse(.syntax, element.line, "a statement has both \(name) and Not\(name); keep one")
        }
    }

    private mutating func requireElements(_ parts: Parts, _ element: PolicyElement, _ index: Int) {
        if !parts.names.contains("Effect") {
            refuse(
                .syntax,
                element.line,
                "statement \(index) has no Effect; add Allow or Deny",
                kind == .trust ? "Missing required field Effect" : "Syntax errors in policy."
            )
        }
        let namesAction = parts.names.contains("Action") || parts.names.contains("NotAction")
        if !namesAction || parts.actions.map(\.values.isEmpty) == true {
            refuse(
                .actions,
                element.line,
                "statement \(index) has no Action; add one",
                "Policy statement must contain actions."
            )
        }
        requireResource(parts, element, index)
        requirePrincipal(parts, element, index)
    }

    private mutating func requireResource(_ parts: Parts, _ element: PolicyElement, _ index: Int) {
        let name = parts.names.contains("Resource") ? "Resource" : "NotResource"
        let isThere = parts.names.contains(name)
        if kind == .trust || kind == .repository {
            guard isThere else { return }
            refuse(
                .kind,
                element.line,
                "statement \(index) has a \(name), but this policy is its resource's own; take it out",
                "Has prohibited field \(name)"
            )
        } else if kind == .publicRepository, !isThere {
            // It may stand there, as AWS's own examples have it (docs/aws/ecr-public.md, "Repository policies").
            return
        } else if !isThere || parts.resources.map(\.values.isEmpty) == true {
            refuse(
                .resources,
                element.line,
                "statement \(index) has no Resource; add one",
                "Policy statement must contain resources."
            )
        }
    }

    private mutating func requirePrincipal(_ parts: Parts, _ element: PolicyElement, _ index: Int) {
        let name = parts.names.contains("Principal") ? "Principal" : "NotPrincipal"
        let isThere = parts.names.contains(name)
        switch kind {
        case .identity, .session, .serviceControl:
            guard isThere else { return }
            refuse(
                .legacy,
                element.line,
                "statement \(index) has a \(name), which only resources' own policies have; take it out",
                "Policy document should not specify a principal."
            )
        case .trust, .repository, .publicRepository, .registry, .resourceControl, .endpoint:
            guard !isThere else { return }
            refuse(
                .kind,
                element.line,
                "statement \(index) has no Principal; add one",
                "Missing required field Principal"
            )
        }
    }
}
