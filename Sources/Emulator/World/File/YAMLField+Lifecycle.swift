import AWSProtocols
import Yams

/// Lifecycle policies in a world's file, which ECR takes as JSON.
extension YAMLField {
    /// A lifecycle policy: a mapping, or a text that holds JSON.
    func lifecyclePolicy() throws(WorldFileError) -> LifecyclePolicy {
        var budget = 5_000
        let text = node.scalar == nil ? nil : try text()
        let value = text == nil ? try json(depth: 0, &budget) : nil
        do throws(LifecyclePolicyError) {
            if let value { return try LifecyclePolicy(value) }
            return try LifecyclePolicy(json: text ?? "")
        } catch {
            throw self.error("\(what) is not a lifecycle policy: \(error.reason); correct it")
        }
    }

    /// What is written without quotation marks and is a whole number is a number. Aliases can make a small text a huge
    /// value, so its size is limited.
    private func json(depth: Int, _ budget: inout Int) throws(WorldFileError) -> JSONValue {
        budget -= 1
        guard depth < 32, budget > 0 else { throw error("\(what) is larger than a policy can be; shorten it") }
        switch node {
        case .mapping:
            var members: [String: JSONValue] = [:]
            for member in try self.members() { members[member.key] = try member.value.json(depth: depth + 1, &budget) }
            return .object(members)
        case .sequence:
            var elements: [JSONValue] = []
            for entry in try list() { elements.append(try entry.json(depth: depth + 1, &budget)) }
            return .array(elements)
        case .scalar(let scalar):
            if isNothing { return .null }
            let text = try possiblyEmptyText()
            guard scalar.style == .plain, let number = Int(text) else { return .string(text) }
            return .integer(number)
        case .alias: return .null
        }
    }
}
