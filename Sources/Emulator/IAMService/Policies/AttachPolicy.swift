import AWSCore
import AWSProtocols
package import IAM
import World

/// AttachUserPolicy, AttachGroupPolicy and AttachRolePolicy: attaches a managed policy; nothing changes where it is
/// attached.
package struct AttachPolicy<Holder: PolicyHolder>: IAMOperation {
    package static var name: String { "Attach\(Holder.word)Policy" }

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
        try Holder.update(holder, call) { (policies, account) throws(IAMError) in
            let arn = try account.attachableARN(policyARN)
            guard !policies.attached.contains(arn) else { return }
            policies.attached.append(arn)
            guard policies.attached.count <= Quota.attachedPolicies else {
                throw .quota("PoliciesPer\(Holder.word)", Quota.attachedPolicies)
            }
        }
        return nil
    }
}
