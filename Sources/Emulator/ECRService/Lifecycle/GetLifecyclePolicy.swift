package import AWSProtocols
import World

/// The lifecycle policy of a repository, and when it was last evaluated (docs/aws/ecr.md, "Operations on lifecycle
/// policies").
package struct GetLifecyclePolicy: RepositoryOperation {
    package static let name = "GetLifecyclePolicy"

    package let repository: RepositoryReference

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
    }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        guard let lifecycle = try repository.repository(call).lifecycle else {
            throw .lifecyclePolicyNotFound(repository.name, in: repository.account(call))
        }
        return repository.answer(call, lifecycle.members(call))
    }
}
