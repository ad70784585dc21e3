import AWSCore
import AWSProtocols
import IAM
import World

/// GetUserPolicy, GetGroupPolicy and GetRolePolicy: the document of an inline policy.
package struct GetInlinePolicy<Holder: PolicyHolder>: IAMOperation {
    package static var name: String { "Get\(Holder.word)Policy" }

    private let holder: String
    private let policyName: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        holder = try input.requiredText(Holder.nameMember, Holder.existingNameRules)
        policyName = try input.requiredText("PolicyName", .policyName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { Holder.subject(holder, call) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        guard let document = try Holder.policies(of: holder, in: try call.account()).inline[policyName] else {
            throw .noEntity(Holder.lowercasedWord + " policy", policyName)
        }
        return IAMResult([
            .text(Holder.nameMember, holder), .text("PolicyName", policyName), .document("PolicyDocument", document),
        ])
    }
}
