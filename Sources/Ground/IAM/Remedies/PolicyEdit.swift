import AWSProtocols

/// A list of policies that are looked at together: a layer, and of organizations a level of it.
struct PolicyList: Hashable {
    let layer: PolicyLayer
    /// 0 for layers without levels.
    let level: Int
}

/// One change of the policies that have a say about a request. Places are those before any change, counted from 0.
struct PolicyEdit {
    enum Change {
        case addPolicy(AttachedPolicy)
        case addStatement(policy: Int, JSONValue)
        case replaceStatement(policy: Int, statement: Int, by: JSONValue)
        case removeStatement(policy: Int, statement: Int)
        case removePolicy(Int)
    }

    let list: PolicyList
    let change: Change

    /// The statement that is changed or removed; nil where something is added, or a policy removed.
    var statement: StatementPlace? {
        switch change {
        case .replaceStatement(let policy, let statement, _), .removeStatement(let policy, let statement):
            StatementPlace(list: list, policy: policy, statement: statement)
        case .addPolicy, .addStatement, .removePolicy: nil
        }
    }
}

/// Where a statement stands before any change, counted from 0.
struct StatementPlace: Hashable {
    let list: PolicyList
    let policy: Int
    let statement: Int
}

/// Policies as they read after changes: documents that were really changed, and read again.
struct EditedPolicies {
    private struct Origin {
        /// Nil of a policy that was added.
        let policy: Int?
        /// Nil of a statement that was added.
        let statements: [Int?]
    }

    private(set) var policies: ApplicablePolicies
    /// Of the lists that were changed, where each policy comes from.
    private var origins: [PolicyList: [Origin]] = [:]

    /// - Returns: nil where no policy of its kind may read so.
    init?(_ original: ApplicablePolicies, _ edits: [PolicyEdit]) {
        policies = original
        for (list, edits) in Dictionary(grouping: edits, by: \.list) {
            var changed: [AttachedPolicy] = []
            var origins: [Origin] = []
            for (index, policy) in original.list(of: list.layer, level: list.level).enumerated() {
                var editing = PolicyEditing(policy.document)
                for edit in edits { editing.apply(edit.change, to: index) }
                guard !editing.isRemoved else { continue }
                guard editing.isChanged else {
                    changed.append(policy)
                    origins.append(Origin(policy: index, statements: Array(policy.document.statements.indices)))
                    continue
                }
                guard let document = editing.document else { return nil }
                changed.append(AttachedPolicy(name: policy.name, arn: policy.arn, document: document))
                origins.append(Origin(policy: index, statements: editing.origins))
            }
            for case .addPolicy(let policy) in edits.map(\.change) {
                changed.append(policy)
                origins.append(Origin(policy: nil, statements: policy.document.statements.map { _ in nil }))
            }
            policies.set(list, to: changed)
            self.origins[list] = origins
        }
    }

    /// Where a statement stood before the changes; nil where it was added by them.
    func origin(of position: EvaluationSurvey.Position, in list: PolicyList) -> StatementPlace? {
        guard let origins = origins[list] else {
            return StatementPlace(list: list, policy: position.policy, statement: position.statement)
        }
        guard origins.indices.contains(position.policy), let policy = origins[position.policy].policy,
            origins[position.policy].statements.indices.contains(position.statement),
            let statement = origins[position.policy].statements[position.statement]
        else { return nil }
        return StatementPlace(list: list, policy: policy, statement: statement)
    }
}

/// A document whose statements are exchanged one by one.
private struct PolicyEditing {
    private let original: PolicyDocument
    private var replaced: [Int: JSONValue] = [:]
    private var removed: Set<Int> = []
    private var added: [JSONValue] = []
    private var isDropped = false

    init(_ document: PolicyDocument) {
        original = document
    }

    mutating func apply(_ change: PolicyEdit.Change, to index: Int) {
        switch change {
        case .addStatement(index, let statement): added.append(statement)
        case .replaceStatement(index, let statement, let value): replaced[statement] = value
        case .removeStatement(index, let statement): removed.insert(statement)
        case .removePolicy(index): isDropped = true
        case .addPolicy, .addStatement, .replaceStatement, .removeStatement, .removePolicy: break
        }
    }

    var isChanged: Bool { !(replaced.isEmpty && removed.isEmpty && added.isEmpty) }

    /// Whether the policy goes, for one without statements there is not.
    var isRemoved: Bool { isDropped || (added.isEmpty && removed.count == original.statements.count) }

    /// Where each statement comes from.
    var origins: [Int?] {
        original.statements.indices.filter { !removed.contains($0) } + added.map { _ in nil }
    }

    var document: PolicyDocument? {
        guard let statements = original.statementValues else { return nil }
        var list: [JSONValue] = []
        for (index, statement) in statements.enumerated() where !removed.contains(index) {
            list.append(replaced[index] ?? statement)
        }
        return original.replacingStatements(list + added)
    }
}

extension PolicyDocument {
    /// A document of these statements alone; nil where no policy of the kind may read so.
    init?(statements: [JSONValue], kind: PolicyKind) {
        let document: JSONValue = ["Version": "2012-10-17", "Statement": .array(statements)]
        let text = String(decoding: document.serialized(), as: UTF8.self)
        guard let document = try? PolicyDocument(json: text, kind: kind) else { return nil }
        self = document
    }

    /// The statements as JSON, in the order of ``statements``.
    var statementValues: [JSONValue]? {
        guard let value = (try? JSONValue.parse(Array(text.utf8)))?["Statement"] else { return nil }
        let values = value.array ?? [value]
        return values.count == statements.count ? values : nil
    }

    /// The same document with other statements; nil where no policy of the kind may read so.
    func replacingStatements(_ statements: [JSONValue]) -> PolicyDocument? {
        guard case .object(var members)? = try? JSONValue.parse(Array(text.utf8)) else { return nil }
        members["Statement"] = .array(statements)
        return try? PolicyDocument(
            json: String(decoding: JSONValue.object(members).serialized(), as: UTF8.self),
            kind: kind
        )
    }
}

extension ApplicablePolicies {
    /// The policies of a layer, by level where it has levels.
    func lists(of layer: PolicyLayer) -> [[AttachedPolicy]] {
        switch layer {
        case .serviceControl: caller.serviceControl
        case .resourceControl: resource.resourceControl
        case .endpoint: [endpoint.map { [$0] } ?? []]
        case .boundary: [caller.boundary.map { [$0] } ?? []]
        case .session: [caller.session ?? []]
        case .scopeDown: caller.scopeDown.map { [$0] }
        case .identity: [caller.identity]
        case .resource: [resource.policies]
        }
    }

    /// The policies of a layer at a level, which is 0 for layers without levels.
    func list(of layer: PolicyLayer, level: Int = 0) -> [AttachedPolicy] {
        let lists = lists(of: layer)
        return lists.indices.contains(level) ? lists[level] : []
    }

    fileprivate mutating func set(_ list: PolicyList, to policies: [AttachedPolicy]) {
        switch list.layer {
        case .serviceControl:
            if caller.serviceControl.indices.contains(list.level) { caller.serviceControl[list.level] = policies }
        case .resourceControl:
            if resource.resourceControl.indices.contains(list.level) { resource.resourceControl[list.level] = policies }
        case .endpoint: endpoint = policies.first
        case .boundary: caller.boundary = policies.first
        // No policy that is passed is the same as none being passed.
        case .session: caller.session = policies.isEmpty ? nil : policies
        case .scopeDown:
            guard caller.scopeDown.indices.contains(list.level) else { return }
            caller.scopeDown.replaceSubrange(list.level...list.level, with: policies)
        case .identity: caller.identity = policies
        case .resource: resource.policies = policies
        }
    }
}
