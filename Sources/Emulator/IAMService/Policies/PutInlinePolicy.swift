import AWSCore
import AWSProtocols
package import IAM
import World

/// PutUserPolicy, PutGroupPolicy and PutRolePolicy: writes a policy into an identity, in place of one of that name.
package struct PutInlinePolicy<Holder: PolicyHolder>: IAMOperation {
    package static var name: String { "Put\(Holder.word)Policy" }

    private let holder: String
    private let policyName: String
    private let document: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        holder = try input.requiredText(Holder.nameMember, Holder.existingNameRules)
        policyName = try input.requiredText("PolicyName", .policyName)
        document = try input.requiredText("PolicyDocument", .policyDocument)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { Holder.subject(holder, call) }

    package func conditions(_ call: IAMCall) -> RequestContext { subject(call).boundaryConditions }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try Holder.update(holder, call) { (policies, _) throws(IAMError) in
            policies.inline[policyName] = try PolicyDocument.read(document, .identity)
            let size = policies.inline.values.reduce(0) { $0 + $1.characterCount }
            guard size <= Holder.inlineLimit else {
                throw .limit(
                    "Maximum policy size of \(Holder.inlineLimit) bytes exceeded for \(Holder.lowercasedWord) \(holder)"
                )
            }
        }
        return nil
    }
}
