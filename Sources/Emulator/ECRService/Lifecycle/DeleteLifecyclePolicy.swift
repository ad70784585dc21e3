package import AWSProtocols
import World

/// Takes a repository's lifecycle policy away (docs/aws/ecr.md, "Operations on lifecycle policies").
package struct DeleteLifecyclePolicy: RepositoryOperation {
    package static let name = "DeleteLifecyclePolicy"

    package let repository: RepositoryReference

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
    }

    /// - Returns: the policy that it had.
    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        var removed: [String: JSONValue] = [:]
        try await repository.update(call) { found in
            guard let lifecycle = found.lifecycle else {
                throw ECRError.lifecyclePolicyNotFound(found.name, in: found.account)
            }
            removed = lifecycle.members(call)
            found.lifecycle = nil
        }
        return repository.answer(call, removed)
    }
}
