import AWSProtocols
import World

/// What there is to say of a managed policy, without its document.
package struct GetPolicy: IAMOperation {
    package static let name = "GetPolicy"

    private let policyARN: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        policyARN = try input.requiredText("PolicyArn", .arn)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.policy(policyARN) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let account = try call.account()
        return IAMResult([.structure("Policy", try account.policyView(policyARN).members(PolicyUses(in: account)))])
    }
}
