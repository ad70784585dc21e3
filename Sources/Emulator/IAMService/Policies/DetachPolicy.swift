import AWSCore
import AWSProtocols
package import IAM
import World

/// DetachUserPolicy, DetachGroupPolicy and DetachRolePolicy.
package struct DetachPolicy<Holder: PolicyHolder>: IAMOperation {
    package static var name: String { "Detach\(Holder.word)Policy" }

    private let holder: String
    private let policyARN: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        holder = try input.requiredText(Holder.nameMember, Holder.nameRules)
        policyARN = try input.requiredText("PolicyArn", .arn)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { Holder.subject(holder, call) }

    package func conditions(_ call: IAMCall) -> RequestContext {
        RequestContext(policy: policyARN).merging(subject(call).boundaryConditions)
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        guard ARN(policyARN)?.service == "iam" else { throw .invalidARN(policyARN) }
        try Holder.update(holder, call) { (policies, _) throws(IAMError) in
            guard let index = policies.attached.firstIndex(where: { $0.description == policyARN }) else {
                throw .noPolicy(policyARN)
            }
            policies.attached.remove(at: index)
        }
        return nil
    }
}
