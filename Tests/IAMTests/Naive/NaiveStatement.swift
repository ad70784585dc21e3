import AWSProtocols

/// An action of a policy, whose letters have no case.
struct NaiveAction: Sendable {
    let inSmallLetters: NaivePattern
    let asWritten: NaivePattern

    init(_ text: String) {
        inSmallLetters = NaivePattern(text.lowercased(), wildcards: true, variables: false)
        asWritten = NaivePattern(text, wildcards: true, variables: false)
    }
}

/// One statement of a policy, read from JSON (docs/aws/iam.md, "Documents").
struct NaiveStatement: Sendable {
    var allows: Bool
    var actions: [NaiveAction]?
    var notActions: [NaiveAction]?
    var resources: [NaiveResource]?
    var notResources: [NaiveResource]?
    var principal: JSONValue?
    var notPrincipal: JSONValue?
    var conditions: [NaiveCondition]

    /// The statements of a policy document, which is taken to be well-formed.
    static func statements(_ text: String, _ fault: NaiveFault? = nil) throws -> [NaiveStatement] {
        let document = try JSONValue.parse(Array(text.utf8))
        let isNew = document["Version"]?.string == "2012-10-17" || fault == .variablesInOldDocuments
        let statements = document["Statement"]?.array ?? [document["Statement"] ?? .null]
        return statements.map { NaiveStatement($0, variables: isNew) }
    }

    private init(_ json: JSONValue, variables: Bool) {
        func texts(_ name: String) -> [String]? { json[name].map(NaiveStatement.texts) }
        func actions(_ name: String) -> [NaiveAction]? { texts(name)?.map(NaiveAction.init) }
        func resources(_ name: String) -> [NaiveResource]? {
            texts(name)?.map { NaiveResource($0, variables: variables) }
        }
        allows = json["Effect"]?.string == "Allow"
        self.actions = actions("Action")
        notActions = actions("NotAction")
        self.resources = resources("Resource")
        notResources = resources("NotResource")
        principal = json["Principal"]
        notPrincipal = json["NotPrincipal"]
        conditions = (json["Condition"]?.object ?? [:]).flatMap { name, keys in
            (keys.object ?? [:]).map { key, values in
                NaiveCondition(name: name, key: key, values: NaiveStatement.texts(values), variables: variables)
            }
        }
    }

    /// A string or a list of strings; numbers and booleans count as their text.
    static func texts(_ json: JSONValue) -> [String] {
        switch json {
        case .array(let values): values.flatMap(texts)
        case .string(let text): [text]
        case .integer(let number): [String(number)]
        case .number(let number): [String(number)]
        case .bool(let value): [value ? "true" : "false"]
        case .null, .object: []
        }
    }

    /// Whether action, resource and conditions hold; the principal is another question.
    func matches(_ request: NaiveRequest, _ fault: NaiveFault?) -> Bool {
        matchesAction(request, fault) && matchesResource(request, fault) && matchesConditions(request, fault)
            && (fault != .absentVariableEndsStatement || everyVariableHasAValue(request))
    }

    private func matchesAction(_ request: NaiveRequest, _ fault: NaiveFault?) -> Bool {
        func isListed(_ actions: [NaiveAction]) -> Bool {
            actions.contains { action in
                if fault == .actionCaseSensitive {
                    return NaivePattern.matches(action.asWritten.pieces, request.action, fault)
                }
                return NaivePattern.matches(action.inSmallLetters.pieces, request.action.lowercased(), fault)
            }
        }
        if let notActions { return fault != .notActionMatchesNothing && !isListed(notActions) }
        return isListed(actions ?? [])
    }

    /// A statement without resources, as in repository and trust policies, is about the one it is attached to.
    private func matchesResource(_ request: NaiveRequest, _ fault: NaiveFault?) -> Bool {
        func isListed(_ patterns: [NaiveResource]) -> Bool {
            patterns.contains { pattern in
                if fault == .resourceCaseInsensitive {
                    return pattern.matchesIgnoringCase(request.resource, request)
                }
                let isAbsent = fault == .absentVariableIsListed && !pattern.canBeResolved(request)
                return isAbsent && notResources != nil || pattern.matches(request.resource, request, fault)
            }
        }
        if let notResources { return fault != .notResourceMatchesNothing && !isListed(notResources) }
        guard let resources else { return true }
        return isListed(resources)
    }

    /// Whether every variable of the statement stands for something, which is a fault's question.
    private func everyVariableHasAValue(_ request: NaiveRequest) -> Bool {
        let ofResources = (resources ?? []) + (notResources ?? [])
        return ofResources.allSatisfy { $0.canBeResolved(request) }
            && conditions.allSatisfy { $0.canBeResolved(request) }
    }

    private func matchesConditions(_ request: NaiveRequest, _ fault: NaiveFault?) -> Bool {
        if fault == .anyConditionSuffices, !conditions.isEmpty {
            return conditions.contains { $0.holds(request, fault) }
        }
        return conditions.allSatisfy { $0.holds(request, fault) }
    }
}
