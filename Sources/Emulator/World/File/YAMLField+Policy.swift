import IAM
import Yams

/// A policy document with the place in the file from which its lines count.
struct LocatedPolicy {
    let document: PolicyDocument
    let field: YAMLField
    /// The lines of the file before line 1 of the document.
    let lineOffset: Int

    /// The line of the file that a line of the document is on.
    func line(_ line: Int) -> Int { field.line(line, after: lineOffset) }
}

extension YAMLField {
    /// A policy document: a mapping, or a text that holds JSON.
    func policy(_ kind: PolicyKind) throws(WorldFileError) -> LocatedPolicy {
        guard case .scalar(let scalar) = node, !isNothing else { return try policy(element: policyElement(), kind) }
        let text = try text()
        // The lines of a literal block follow its key's; of other texts only the beginning is known.
        let offset = scalar.style == .literal ? line : line - 1
        do {
            return LocatedPolicy(document: try PolicyDocument(json: text, kind: kind), field: self, lineOffset: offset)
        } catch {
            throw self.error(error, after: offset)
        }
    }

    /// A trust policy: as any other policy, or the principals that may assume the role, as a list or a single one.
    func trustPolicy() throws(WorldFileError) -> LocatedPolicy {
        switch node {
        case .mapping: return try policy(.trust)
        case .scalar(let scalar) where scalar.string.first(where: { !$0.isWhitespace }) == "{":
            return try policy(.trust)
        default: break
        }
        if case .sequence(let sequence) = node, sequence.isEmpty {
            throw error("\(what) trusts nobody; add the ARN of who may assume the role")
        }
        let principals = try policyElement()
        func member(_ key: String, _ value: PolicyElement) -> PolicyElement.Member {
            PolicyElement.Member(key: key, line: principals.line, value: value)
        }
        func mapping(_ members: PolicyElement.Member...) -> PolicyElement { .mapping(members, line: principals.line) }
        let statement = mapping(
            member("Effect", .text("Allow", line: principals.line)),
            member("Principal", mapping(member("AWS", principals))),
            member("Action", .text("sts:AssumeRole", line: principals.line))
        )
        let document = mapping(
            member("Version", .text("2012-10-17", line: principals.line)),
            member("Statement", .list([statement], line: principals.line))
        )
        return try policy(element: document, .trust)
    }

    /// Policy documents by name, in the order of the file.
    func policies(_ kind: PolicyKind) throws(WorldFileError) -> [(name: String, line: Int, policy: LocatedPolicy)] {
        var policies: [(String, Int, LocatedPolicy)] = []
        for member in try members() {
            policies.append((member.key, member.line, try member.value.policy(kind)))
        }
        return policies
    }

    /// The line of the file that a line of a text is on; the last of the text's where it has fewer.
    func line(_ line: Int, after offset: Int) -> Int {
        guard case .scalar(let scalar) = node, scalar.style == .literal else { return line + offset }
        let lines = scalar.string.split(separator: "\n", omittingEmptySubsequences: false).count
        return min(line, max(1, lines - (scalar.string.hasSuffix("\n") ? 1 : 0))) + offset
    }

    private func policy(element: PolicyElement, _ kind: PolicyKind) throws(WorldFileError) -> LocatedPolicy {
        do {
            return LocatedPolicy(
                document: try PolicyDocument(element: element, kind: kind),
                field: self,
                lineOffset: 0
            )
        } catch {
            throw self.error(error, after: 0)
        }
    }

    private func error(_ error: PolicyError, after offset: Int) -> WorldFileError {
        let reason = error.reason.split(whereSeparator: \.isNewline).joined(separator: " ")
        let advice = error.problem == .json ? "; mend the JSON" : ""
        return self.error(at: line(error.line, after: offset), "in \(what): \(reason)\(advice)")
    }

    /// This value as a policy document or a part of one.
    ///
    /// - Throws: ``WorldFileError`` for a document that is deeper or larger than any policy is.
    private func policyElement() throws(WorldFileError) -> PolicyElement {
        var budget = 5_000
        return try element(depth: 0, budget: &budget)
    }

    /// Aliases can make a small text a huge document, so its size is limited.
    private func element(depth: Int, budget: inout Int) throws(WorldFileError) -> PolicyElement {
        budget -= 1
        guard depth < 32, budget > 0 else { throw error("\(what) is larger than a policy can be; shorten it") }
        if isNothing { return .nothing(line: line) }
        switch node {
        case .scalar: return .text(try possiblyEmptyText(), line: line)
        case .sequence:
            var elements: [PolicyElement] = []
            for entry in try list() { elements.append(try entry.element(depth: depth + 1, budget: &budget)) }
            return .list(elements, line: line)
        case .mapping:
            var members: [PolicyElement.Member] = []
            for member in try self.members() {
                let value = try member.value.element(depth: depth + 1, budget: &budget)
                members.append(PolicyElement.Member(key: member.key, line: member.line, value: value))
            }
            return .mapping(members, line: line)
        case .alias: return .nothing(line: line)
        }
    }
}
