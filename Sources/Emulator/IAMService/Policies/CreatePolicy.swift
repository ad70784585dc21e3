import AWSCore
import AWSProtocols
package import IAM
package import World

/// Makes a managed policy, which is attached to nobody yet.
package struct CreatePolicy: IAMOperation {
    package static let name = "CreatePolicy"
    package static let otherActions = ["iam:TagPolicy"]

    private let policyName: String
    private let path: String
    private let document: String
    private let summary: String?
    private let tags: TagParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        policyName = try input.requiredText("PolicyName", .policyName)
        path = try input.text("Path", .policyPath) ?? "/"
        document = try input.requiredText("PolicyDocument", .policyDocument)
        summary = try input.text("Description", .policyDescription)
        tags = try TagParameters(&input)
        try input.finish()
        try tags.check()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.new("policy", path, policyName) }

    package func conditions(_ call: IAMCall) -> RequestContext { tags.conditions }

    package func otherQuestions(_ call: IAMCall) -> [Question] {
        tags.isEmpty ? [] : [call.question("iam:TagPolicy", about: subject(call), tags.conditions)]
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let policy = try call.edit { (edit) throws(IAMError) -> CustomerManagedPolicy in
            let document = try PolicyDocument.read(document, .identity, isManaged: true)
            try Quota.policySize.refuse(document.characterCount)
            guard !edit.account.managedPolicies.hasName(policyName) else { throw .policyExists(policyName) }
            try edit.account.managedPolicies.refuseMore(than: .policies)
            let policy = edit.newPolicy(
                policyName,
                path: path,
                document: document,
                summary: summary,
                tags: tags.values
            )
            edit.put(policy)
            return policy
        }
        return IAMResult([.structure("Policy", PolicyView(policy).members(PolicyUses(in: try call.account()), .made))])
    }
}
