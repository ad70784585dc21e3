import AWSProtocols
import IAM

/// The condition keys that a policy asks for: in its conditions, and by its variables.
enum ContextKeys {
    /// The keys of all documents, each once, without regard to case, sorted.
    static func names(in documents: [PolicyDocument]) -> [String] {
        var found: [String: String] = [:]
        for document in documents {
            guard let json = try? JSONValue.parse(Array(document.text.utf8)) else { continue }
            let statements = json["Statement"]?.array ?? json["Statement"].map { [$0] } ?? []
            for statement in statements {
                for operators in statement["Condition"]?.object?.values.map({ $0 }) ?? [] {
                    for key in operators.object?.keys.map({ $0 }) ?? [] { found[key.lowercased()] = key }
                }
                for key in variables(in: statement) where found[key.lowercased()] == nil {
                    found[key.lowercased()] = key
                }
            }
        }
        return found.values.sorted()
    }

    /// What stands between `${` and `}`, without defaults; `${*}`, `${?}` and `${$}` are not variables.
    private static func variables(in value: JSONValue) -> [String] {
        switch value {
        case .string(let text):
            text.split(separator: "${", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
                guard let end = piece.firstIndex(of: "}") else { return nil }
                let name = piece[..<end].prefix { $0 != "," && $0 != " " }
                return name.contains(":") ? String(name) : nil
            }
        case .array(let elements): elements.flatMap(variables)
        case .object(let members): members.values.flatMap(variables)
        default: []
        }
    }
}

/// GetContextKeysForCustomPolicy: the keys that documents ask for.
package struct GetContextKeysForCustomPolicy: IAMOperation {
    package static let name = "GetContextKeysForCustomPolicy"

    private let documents: [String]

    package init(_ input: inout IAMInput) throws(IAMError) {
        documents = try input.requiredTexts("PolicyInputList", eachOf: .policyDocument)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let policies = try SimulatedPolicy.read(documents, as: "PolicyInputList")
        return IAMResult([.texts("ContextKeyNames", ContextKeys.names(in: policies.map(\.document)))])
    }
}

/// GetContextKeysForPrincipalPolicy: the keys that the policies of a user, a group or a role ask for, and documents.
package struct GetContextKeysForPrincipalPolicy: IAMOperation {
    package static let name = "GetContextKeysForPrincipalPolicy"

    private let source: String
    private let documents: [String]

    package init(_ input: inout IAMInput) throws(IAMError) {
        source = try input.requiredText("PolicySourceArn", .arn)
        documents = try input.texts("PolicyInputList", eachOf: .policyDocument) ?? []
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { try call.policySource(source).subject }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let source = try call.policySource(source)
        guard let held = source.held else { throw source.absent }
        let policies = held + (try SimulatedPolicy.read(documents, as: "PolicyInputList"))
        return IAMResult([.texts("ContextKeyNames", ContextKeys.names(in: policies.map(\.document)))])
    }
}
