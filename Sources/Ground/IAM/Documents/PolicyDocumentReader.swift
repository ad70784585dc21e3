import AWSCore

/// Reads and checks a policy document. It goes on after a fault, because AWS looks for one kind of fault in the whole
/// document before it looks for the next, and the first that it finds is the one it tells.
struct PolicyDocumentReader {
    /// What AWS looks for, in its order (recorded answers to documents with several faults).
    enum Phase: Int {
        case syntax
        case version
        case legacy
        case statementIDs
        case actions
        case resourceForm
        case actionForm
        case resources
        case kind
    }

    let kind: PolicyKind
    private var failure: (phase: Phase, error: PolicyError)?
    /// Whether `${…}` are variables.
    private(set) var hasVariables = false

    /// - Throws: ``PolicyError`` with the fault that AWS would tell.
    static func statements(
        of element: PolicyElement,
        kind: PolicyKind,
        needsVersion: Bool = false
    ) throws(PolicyError) -> [PolicyStatement] {
        var reader = PolicyDocumentReader(kind: kind)
        let statements = reader.document(element)
        if needsVersion, !reader.hasVariables {
            reader.refuse(
                .version,
                element.line,
                "a managed policy has no Version 2012-10-17; add it",
                "Policy document must be version 2012-10-17 or greater."
            )
        }
        if let failure = reader.failure { throw failure.error }
        return statements
    }

    private init(kind: PolicyKind) {
        self.kind = kind
    }

    /// Notes a fault; of several that of the earliest phase counts, and in a phase the first.
    ///
    /// - Parameter message: what IAM says (``PolicyError/message``).
    mutating func refuse(
        _ phase: Phase,
        _ line: Int,
        _ reason: String,
        _ message: String = "Syntax errors in policy."
    ) {
        if let failure, failure.phase.rawValue <= phase.rawValue { return }
        failure = (phase, PolicyError(line: line, reason: reason, message: PolicyError.message(kind, message)))
    }

    private mutating func document(_ element: PolicyElement) -> [PolicyStatement] {
        guard let members = members(element, "the policy document") else { return [] }
        hasVariables = members.contains { member in
            guard member.key == "Version", case .text("2012-10-17", _) = member.value else { return false }
            return true
        }
        var statements: [PolicyStatement] = []
        var hasStatement = false
        for member in members {
            switch member.key {
            case "Version": version(member)
            case "Id": _ = text(member.value, "Id")
            case "Statement":
                hasStatement = true
                statements = self.statements(member.value)
            default:
                unknown(member, "a policy document", "Version, Id and Statement")
            }
        }
        if !hasStatement { refuse(.syntax, element.line, "the policy document has no Statement; add one") }
        return statements
    }

    private mutating func version(_ member: PolicyElement.Member) {
        guard let version = text(member.value, "Version") else { return }
        guard version == "2012-10-17" || version == "2008-10-17" else {
            refuse(.syntax, member.line, "'\(version)' is not a policy version; write 2012-10-17")
            return
        }
    }

    private mutating func statements(_ element: PolicyElement) -> [PolicyStatement] {
        let elements = element.elements
        if elements.isEmpty { refuse(.syntax, element.line, "Statement is an empty list; add a statement") }
        var statements: [PolicyStatement] = []
        var ids: Set<String> = []
        // What is wrong in the syntax is told before all else, so nothing that follows can matter.
        for (offset, element) in elements.enumerated() where failure?.phase != .syntax {
            if let statement = statement(element, index: offset + 1) { statements.append(statement) }
            if let sid = element.statementID, hasStrictIDs, !ids.insert(sid).inserted {
                refuse(
                    .statementIDs,
                    element.line,
                    "two statements have the Sid '\(sid)'; rename one",
                    "Statement IDs (SID) in a single policy must be unique."
                )
            }
        }
        return statements
    }

    /// Whether a `Sid` takes only letters and digits, and is unique: where IAM keeps the document.
    var hasStrictIDs: Bool { kind == .identity || kind == .session || kind == .trust }

    // MARK: Parts

    mutating func members(_ element: PolicyElement, _ what: String) -> [PolicyElement.Member]? {
        guard case .mapping(let members, _) = element else {
            refuse(.syntax, element.line, "\(what) is not an object; write names and values")
            return nil
        }
        var keys: Set<String> = []
        for member in members where !keys.insert(member.key).inserted {
            refuse(.syntax, member.line, "'\(member.key)' stands twice in \(what); keep one")
        }
        return members
    }

    mutating func text(_ element: PolicyElement, _ what: String) -> String? {
        guard case .text(let text, _) = element else {
            refuse(.syntax, element.line, "\(what) is not a text; write it in quotes")
            return nil
        }
        return text
    }

    /// A text or a list of texts, with their lines; nil where one is not.
    mutating func texts(_ element: PolicyElement, _ what: String) -> [(text: String, line: Int)]? {
        var texts: [(String, Int)] = []
        for element in element.elements {
            guard let text = text(element, "a value of \(what)") else { return nil }
            texts.append((text, element.line))
        }
        return texts
    }

    mutating func unknown(_ member: PolicyElement.Member, _ what: String, _ known: String) {
        refuse(
            .syntax,
            member.line,
            "unknown element '\(member.key)' in \(what); it takes \(known)",
            kind == .trust ? "Unknown field \(member.key)" : "Syntax errors in policy."
        )
    }
}

extension PolicyElement {
    /// The `Sid` of a statement, whether the rest of it can be read or not; nil where it has none or an empty one.
    fileprivate var statementID: String? {
        guard case .mapping(let members, _) = self,
            case .text(let sid, _)? = members.first(where: { $0.key == "Sid" })?.value, !sid.isEmpty
        else { return nil }
        return sid
    }
}
