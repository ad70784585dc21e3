import AWSCore

/// Other circumstances of a call, under which a statement would answer otherwise.
struct RemedyContextChange {
    private let key: String
    private let value: String
    /// What a person does to bring them about.
    let way: String

    /// The changes by which single elements of a statement that catches the request would not.
    static func flipping(_ statement: PolicyStatement, _ request: AccessRequest, in layer: PolicyLayer)
        -> [RemedyContextChange]
    {
        // Nothing is changed about principals, which is all that a boundary has a say in.
        statement.trace(request, isBounded: false).elements.compactMap { flipping(statement, $0, request) }
    }

    /// The change by which one element of `statement` holds where it did not, or does not where it did; nil where no
    /// value does so that the statement, or what it is compared with, names, and where nobody could bring it about.
    static func flipping(_ statement: PolicyStatement, _ element: StatementTrace.Element, _ request: AccessRequest)
        -> RemedyContextChange?
    {
        for (key, value) in values(statement, element, request) {
            guard let way = RemedyContextWords(key: key, value: value, request: request).way else { continue }
            let change = RemedyContextChange(key: key, value: value, way: way)
            let changed = statement.trace(change.changed(request), isBounded: false)
            let answer = changed.elements.first { $0.name == element.name }
            if let answer, answer.isMatch != element.isMatch { return change }
        }
        return nil
    }

    // MARK: - Values

    private static func values(
        _ statement: PolicyStatement,
        _ element: StatementTrace.Element,
        _ request: AccessRequest
    ) -> [(key: String, value: String)] {
        var values: [(String, String)] = []
        // What a variable stands for that has no value here may be what it is compared with.
        for variable in statement.variables(of: element) where variable.value(in: request.context) == nil {
            values += compared(element, request).map { (variable.name, $0) }
        }
        guard let condition = element.condition else { return values }
        var wanted = element.wanted
        if wanted.allSatisfy({ $0 == "true" || $0 == "false" }) {
            wanted = element.found.contains("true") ? ["false"] : ["true"]
        }
        return values + wanted.map { (condition.key, $0) }
    }

    private static func compared(_ element: StatementTrace.Element, _ request: AccessRequest) -> [String] {
        guard element.condition == nil else { return element.found }
        return ARN(request.resource)?.resource.split(separator: "/").map(String.init) ?? []
    }

    /// A value that a pattern or an address range stands for.
    private var example: String {
        switch key.lowercased() {
        case "aws:multifactorauthage": "0"
        case "aws:sourceip": value.split(separator: "/").first.map(String.init) ?? value
        default: String(value.map { $0 == "*" || $0 == "?" ? "x" : $0 })
        }
    }

    // MARK: - The call

    /// Whether the keys are all that is other then. Another region has other resources, and an endpoint's policy or what
    /// stands in another network is not known here.
    var isWhole: Bool { !["aws:requestedregion", "aws:sourcevpce", "aws:sourcevpc"].contains(key.lowercased()) }

    /// The request under these circumstances.
    private func changed(_ request: AccessRequest) -> AccessRequest {
        var changed = request
        let lowercased = key.lowercased()
        changed.context[key] = [example]
        if lowercased.hasPrefix("aws:multifactorauth") {
            changed.context["aws:MultiFactorAuthPresent"] = [lowercased.hasSuffix("present") ? example : "true"]
            changed.context["aws:MultiFactorAuthAge"] = ["0"]
        }
        guard let slash = key.firstIndex(of: "/") else { return changed }
        let tag = key[key.index(after: slash)...]
        switch lowercased.prefix(while: { $0 != "/" }) {
        case "aws:requesttag":
            let names = changed.context["aws:TagKeys"] ?? []
            changed.context["aws:TagKeys"] = names.contains(String(tag)) ? names : names + [String(tag)]
        // One tag has several keys.
        case "aws:resourcetag", "ecr:resourcetag":
            changed.context["aws:ResourceTag/\(tag)"] = [example]
            changed.context["ecr:ResourceTag/\(tag)"] = [example]
        default: break
        }
        return changed
    }

    /// All that is asked of IAM then: of what is sent along more than before.
    func requests(_ request: AccessRequest) -> [AccessRequest] {
        let changed = changed(request)
        let isSession = request.action.hasPrefix("sts:AssumeRole") || request.action == "sts:GetFederationToken"
        let further: String? =
            switch key.lowercased().prefix(while: { $0 != "/" }) {
            case "aws:requesttag" where request.action == "ecr:CreateRepository": "ecr:TagResource"
            case "aws:requesttag" where isSession: "sts:TagSession"
            case "sts:sourceidentity": "sts:SetSourceIdentity"
            default: nil
            }
        guard let further, further != request.action else { return [changed] }
        var other = changed
        other.action = further
        return [changed, other]
    }
}

extension PolicyStatement {
    /// The variables of one element, as a trace names it.
    func variables(of element: StatementTrace.Element) -> [PolicyTemplate.Variable] {
        if element.condition == nil {
            return element.name.hasSuffix("Resource") ? resources?.values.flatMap(\.variables) ?? [] : []
        }
        return conditions.filter { "Condition \($0.comparison.name) \($0.key)" == element.name }
            .flatMap { $0.values.flatMap(\.variables) }
    }
}

extension PolicyTemplate.Variable {
    /// The condition key as it is written.
    fileprivate var name: String { String(text.dropFirst(2).prefix { $0 != "}" && $0 != "," && $0 != " " }) }
}

extension StatementTrace.Element {
    /// Operator and key where the element is a condition.
    var condition: (operator: String, key: String)? {
        let parts = name.split(separator: " ", maxSplits: 2).map(String.init)
        guard parts.count == 3, parts[0] == "Condition" else { return nil }
        return (parts[1], parts[2])
    }
}
