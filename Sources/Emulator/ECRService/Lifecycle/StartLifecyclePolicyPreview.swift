import AWSCore
package import AWSProtocols
import Foundation
import World

/// Tries a lifecycle policy out: the one that is given, or the one that the repository has (docs/aws/ecr.md,
/// "Operations on lifecycle policies"). A preview is done as soon as it is asked for, so none is ever
/// under way.
package struct StartLifecyclePolicyPreview: RepositoryOperation {
    package static let name = "StartLifecyclePolicyPreview"

    package let repository: RepositoryReference
    private let policyText: String?

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        policyText = try input.text("lifecyclePolicyText", .length(100...LifecyclePolicy.longest))
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let given = try policyText.map { text throws(ECRError) in try LifecycleInput.policy(text) }
        let found = try repository.repository(call)
        guard let policy = given ?? found.lifecycle?.policy else {
            throw .lifecyclePolicyNotFound(repository.name, in: repository.account(call))
        }
        try await repository.update(call) { $0.lifecyclePreview = LifecyclePreview(policy, startedAt: call.now) }
        return repository.answer(call, ["lifecyclePolicyText": .string(policy.text), "status": "IN_PROGRESS"])
    }
}
