import AWSCore
import IAM
import Text

/// Policies, in mappings where these mean the same text, and as they were written elsewhere.
extension WorldWriter {
    func policy(_ document: PolicyDocument) -> WrittenValue {
        document.plainElement.map(element) ?? .block(document.text)
    }

    private func element(_ element: PolicyElement) -> WrittenValue {
        switch element {
        case .text(let text, _), .literal(let text, _): .text(text)
        case .list(let elements, _): .list(elements.map { self.element($0) })
        case .mapping(let members, _): .mapping(members.map { (key: $0.key, value: self.element($0.value)) })
        case .nothing: .word("~")
        }
    }

    func lifecyclePolicy(_ policy: LifecyclePolicy) -> WrittenValue {
        let rules = JSONRules(depth: 32)
        guard let node = try? JSONNode.parse(Array(policy.text.utf8), rules) else { return .block(policy.text) }
        return value(node)
    }

    private func value(_ node: JSONNode) -> WrittenValue {
        switch node.content {
        case .null: .word("~")
        case .bool(let flag): .flag(flag)
        case .number(let literal): .word(literal)
        case .string(let text): .text(text)
        case .array(let elements): .list(elements.map(value))
        case .object(let members): .mapping(members.map { (key: $0.name, value: value($0.value)) })
        }
    }

    /// Policies by name; nil where there are none.
    func policies(_ documents: [String: PolicyDocument]) -> WrittenValue? { named(documents, policy) }

    /// Managed policies: AWS's by name where the account has none of that name, others by ARN.
    func references(_ policies: [ARN], in account: AccountID) -> WrittenValue? {
        WrittenValue.list(policies.map { reference($0, in: account) }).unlessEmpty
    }

    func reference(_ policy: ARN, in account: AccountID) -> WrittenValue {
        let name = policy.lastPart
        let named = world.accounts[account]?.managedPolicy(name)
        return .text(named?.arn == policy ? name : policy.description)
    }
}
