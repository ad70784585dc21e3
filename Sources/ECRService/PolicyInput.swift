import AWSCore
import AWSProtocols
import IAM
import World

/// The policies that SetRepositoryPolicy and PutRegistryPolicy take, and why ECR refuses one (emulator.md D.6). Whether
/// those exist whom a policy names is looked up when it is kept.
enum PolicyInput {
    /// - Throws: ``ECRError/invalidRepositoryPolicy`` for whatever is wrong with the document.
    static func repositoryPolicy(_ text: String) throws(ECRError) -> PolicyDocument {
        try read(text, .repository, or: .invalidRepositoryPolicy)
    }

    /// - Parameter scope: which actions the document may name. Under V1 each pattern must mean one of its three.
    /// - Throws: ``ECRError/invalidRegistryPolicy`` for whatever is wrong with the document.
    static func registryPolicy(_ text: String, scope: RegistryPolicyScope) throws(ECRError) -> PolicyDocument {
        let document = try read(text, .registry, or: .invalidRegistryPolicy)
        let covered = IAMAction.all.map { $0.name.lowercased() }.filter { $0.hasPrefix("ecr:") && scope.covers($0) }
        guard let patterns = actions(in: text) else { throw .invalidRegistryPolicy }
        for pattern in patterns {
            guard covered.contains(where: { WildcardPattern.matches(pattern, $0, questionMarks: true) }) else {
                throw .invalidRegistryPolicy
            }
        }
        return document
    }

    private static func read(
        _ text: String,
        _ kind: PolicyKind,
        or invalid: ECRError
    ) throws(ECRError) -> PolicyDocument {
        do {
            return try PolicyDocument(json: text, kind: kind)
        } catch {
            throw invalid
        }
    }

    /// What every `Action` of a document names, in lower case; nil for what is not JSON.
    private static func actions(in text: String) -> [String]? {
        guard let document = try? JSONValue.parse(Array(text.utf8)) else { return nil }
        return elements(document["Statement"]).flatMap { elements($0["Action"]) }.compactMap { $0.string?.lowercased() }
    }

    /// A single value may stand for a list.
    private static func elements(_ value: JSONValue?) -> [JSONValue] { value.map { $0.array ?? [$0] } ?? [] }
}

extension ECRInput {
    /// `policyText`, which a call that sets a policy requires.
    mutating func policyText() throws(ECRError) -> String { try requiredText("policyText", .length(0...10_240)) }
}
