import AWSProtocols
import World

/// The versions of a managed policy, the newest first, without their documents.
package struct ListPolicyVersions: IAMOperation {
    package static let name = "ListPolicyVersions"

    private let policyARN: String
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        policyARN = try input.requiredText("PolicyArn", .arn)
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.policy(policyARN) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let policy = try call.account().policyView(policyARN)
        let places = Array(policy.versions.indices)
        let page = try page.page(of: places, Self.name, policy.name) { String($0) }
        return IAMResult(
            [.structures("Versions", page.items.map { policy.versions[$0].members(hasDocument: false) })] + page.rest
        )
    }
}
