import IAM
import Yams

extension YAMLField {
    /// This value as a policy document or a part of one.
    ///
    /// - Throws: ``WorldFileError`` for a document that is deeper or larger than any policy is.
    func policyElement() throws(WorldFileError) -> PolicyElement {
        var budget = 5_000
        return try element(depth: 0, budget: &budget)
    }

    /// Aliases can make a small text a huge document, so its size is limited.
    private func element(depth: Int, budget: inout Int) throws(WorldFileError) -> PolicyElement {
        budget -= 1
        guard depth < 32, budget > 0 else { throw error("\(what) is larger than a policy can be; shorten it") }
        if isNothing { return .nothing(line: line) }
        switch node {
        case .scalar: return .text(try text(), line: line)
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

    /// The value itself, or, where it is a text that holds JSON, what that text says.
    func unfoldingJSON() throws(WorldFileError) -> YAMLField {
        guard case .scalar(let scalar) = node, scalar.string.first(where: { !$0.isWhitespace }) == "{" else {
            return self
        }
        // The lines of a literal block follow its key's; of other texts only the beginning is known.
        let offset = scalar.style == .literal ? line : line - 1
        do {
            return try YAMLDocument.root(of: scalar.string, fileName: fileName, lineOffset: offset).named(what)
        } catch {
            throw WorldFileError(file: error.file, line: error.line, reason: "in \(what): \(error.reason)")
        }
    }
}
