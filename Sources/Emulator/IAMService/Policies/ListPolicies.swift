import AWSCore
import AWSProtocols
import World

/// The managed policies that there are for an account, by name.
package struct ListPolicies: IAMOperation {
    package static let name = "ListPolicies"

    private let scope: String
    private let onlyAttached: Bool
    private let prefix: String
    private let usage: String?
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        scope = try input.text("Scope", .values(["All", "AWS", "Local"])) ?? "All"
        onlyAttached = try input.boolean("OnlyAttached") ?? false
        prefix = try input.text("PathPrefix", .policyPath) ?? "/"
        usage = try input.text("PolicyUsageFilter", .values(["PermissionsPolicy", "PermissionsBoundary"]))
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { IAMSubject(resource: "policy path " + prefix) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let account = try call.account()
        let uses = PolicyUses(in: account)
        let own = scope == "AWS" ? [] : account.managedPolicies.values.map(PolicyView.init)
        let policies = (own + (scope == "Local" ? [] : account.managedByAWS)).filter { policy in
            let attached = uses.attachments[policy.arn] != nil
            let bounds = uses.boundaries[policy.arn] != nil
            return policy.path.hasPrefix(prefix)
                && (!onlyAttached || attached || bounds)
                && (usage == nil || (usage == "PermissionsPolicy" ? attached : bounds))
        }
        let page = try page.page(of: policies, Self.name, scope, "\(onlyAttached)", prefix, usage ?? "") { policy in
            // An account may have a policy of the name of one of AWS's.
            policy.name + (policy.arn.account == "aws" ? " aws" : "")
        }
        return IAMResult(
            [.structures("Policies", page.items.map { $0.members(uses, .listed) })] + page.rest
        )
    }
}
