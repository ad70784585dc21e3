package import AWSProtocols
import IAM
import World

/// The policy of a repository, as it was sent (docs/aws/ecr-repositories.md, "Repository policies").
package struct GetRepositoryPolicy: RepositoryOperation {
    package static let name = "GetRepositoryPolicy"

    package let repository: RepositoryReference

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
    }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        guard let policy = try repository.repository(call).policy else {
            throw .repositoryPolicyNotFound(repository.name, in: repository.account(call))
        }
        return repository.answer(call, ["policyText": .string(policy.text)])
    }
}
