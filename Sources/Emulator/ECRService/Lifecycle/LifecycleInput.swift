import AWSProtocols
import Foundation
import World

/// What operations on lifecycle policies read and answer alike.
enum LifecycleInput {
    /// - Throws: the error of a policy that ECR does not take.
    static func policy(_ text: String) throws(ECRError) -> LifecyclePolicy {
        do {
            return try LifecyclePolicy(json: text)
        } catch {
            throw .invalidLifecyclePolicy(error.reason)
        }
    }
}

extension RepositoryLifecycle {
    /// The members that tell it. A policy that was never evaluated says so by the beginning of time.
    func members(_ call: ECRCall) -> [String: JSONValue] {
        [
            "lifecyclePolicyText": .string(policy.text),
            "lastEvaluatedAt": evaluatedAt.map(call.timestamp) ?? .integer(0),
        ]
    }
}
