import AWSCore
import AWSProtocols
import IAM
import World

/// ListAttachedUserPolicies, ListAttachedGroupPolicies and ListAttachedRolePolicies.
package struct ListAttachedPolicies<Holder: PolicyHolder>: IAMOperation {
    package static var name: String { "ListAttached\(Holder.word)Policies" }

    private let holder: String
    private let prefix: String?
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        holder = try input.requiredText(Holder.nameMember, Holder.nameRules)
        prefix = try input.text("PathPrefix", .policyPath)
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { Holder.subject(holder, call) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let attached = try Holder.policies(of: holder, in: try call.account()).attached
            .filter { $0.policyPath.hasPrefix(prefix ?? "/") }
        let page = try page.page(of: attached, Self.name, holder, prefix ?? "/") { $0.lastPart }
        return IAMResult([.attachedPolicies("AttachedPolicies", page.items)] + page.rest)
    }
}

extension ARN {
    /// Of a managed policy its path, which begins and ends with `/`.
    var policyPath: String {
        String(resource.dropFirst("policy".count).reversed().drop { $0 != "/" }.reversed())
    }
}

extension QueryResult.Member {
    /// Managed policies where they are attached.
    static func attachedPolicies(_ name: String, _ policies: [ARN]) -> Self {
        .structures(
            name,
            policies.map { [.text("PolicyName", $0.lastPart), .text("PolicyArn", $0.description)] }
        )
    }
}
