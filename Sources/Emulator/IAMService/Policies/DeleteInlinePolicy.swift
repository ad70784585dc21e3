import AWSCore
import AWSProtocols
package import IAM
import World

/// DeleteUserPolicy, DeleteGroupPolicy and DeleteRolePolicy: takes an inline policy out of an identity.
package struct DeleteInlinePolicy<Holder: PolicyHolder>: IAMOperation {
    package static var name: String { "Delete\(Holder.word)Policy" }

    private let holder: String
    private let policyName: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        holder = try input.requiredText(Holder.nameMember, Holder.existingNameRules)
        policyName = try input.requiredText("PolicyName", .policyName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { Holder.subject(holder, call) }

    package func conditions(_ call: IAMCall) -> RequestContext { subject(call).boundaryConditions }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try Holder.update(holder, call) { (policies, _) throws(IAMError) in
            guard policies.inline.removeValue(forKey: policyName) != nil else {
                throw .noEntity(Holder.lowercasedWord + " policy", policyName)
            }
        }
        return nil
    }
}
