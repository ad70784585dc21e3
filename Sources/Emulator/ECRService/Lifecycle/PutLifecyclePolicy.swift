package import AWSProtocols
import Foundation
import World

/// Gives a repository a lifecycle policy in place of the one it has (docs/aws/ecr.md, "Operations on lifecycle
/// policies"). It is evaluated a day later for the first time.
package struct PutLifecyclePolicy: RepositoryOperation {
    package static let name = "PutLifecyclePolicy"

    package let repository: RepositoryReference
    private let policyText: String

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        policyText = try input.requiredText("lifecyclePolicyText", .length(100...LifecyclePolicy.longest))
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let policy = try LifecycleInput.policy(policyText)
        try await repository.update(call) { $0.lifecycle = RepositoryLifecycle(policy, putAt: call.now) }
        return repository.answer(call, ["lifecyclePolicyText": .string(policy.text)])
    }
}
