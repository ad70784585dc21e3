import AWSCore
import AWSProtocols
import IAM
import World

/// The policies that SetRepositoryPolicy and PutRegistryPolicy take, and why ECR refuses one
/// (docs/aws/ecr-repositories.md, "Repository policies"). Principals are looked up when it is kept.
enum PolicyInput {
    /// - Throws: ``ECRError/invalidRepositoryPolicy`` for whatever is wrong with the document.
    static func repositoryPolicy(_ text: String, isPublic: Bool = false) throws(ECRError) -> PolicyDocument {
        try read(text, isPublic ? .publicRepository : .repository, or: .invalidRepositoryPolicy)
    }

    /// - Parameter scope: which actions the document may name. Under V1 each pattern must mean one of its three.
    /// - Throws: ``ECRError/invalidRegistryPolicy`` for whatever is wrong with the document.
    static func registryPolicy(_ text: String, scope: RegistryPolicyScope) throws(ECRError) -> PolicyDocument {
        let document = try read(text, .registry, or: .invalidRegistryPolicy)
        let covered = IAMAction.all.map(\.name).filter { $0.hasPrefix("ecr:") && scope.covers($0) }
        let patterns = document.statements.flatMap(\.actionPatterns)
        guard patterns.allSatisfy({ covered.contains(where: $0.matches) }) else { throw .invalidRegistryPolicy }
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
            throw invalid.because("\(error)")
        }
    }
}

extension ECRInput {
    /// `policyText`, which a call that sets a policy requires.
    mutating func policyText() throws(ECRError) -> String { try requiredText("policyText", .length(0...10_240)) }
}
