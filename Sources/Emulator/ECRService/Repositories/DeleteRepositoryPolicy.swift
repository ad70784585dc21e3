package import AWSProtocols
import IAM
import World

/// Takes a repository's policy away (docs/aws/ecr-repositories.md, "Repository policies").
package struct DeleteRepositoryPolicy: RepositoryOperation {
    package static let name = "DeleteRepositoryPolicy"

    package let repository: RepositoryReference

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
    }

    /// - Returns: the policy that it had.
    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        var removed = ""
        try await repository.update(call) { found in
            guard let policy = found.policy else {
                throw ECRError.repositoryPolicyNotFound(found.name, in: found.account)
            }
            removed = policy.text
            found.policy = nil
        }
        return repository.answer(call, ["policyText": .string(removed)])
    }
}
