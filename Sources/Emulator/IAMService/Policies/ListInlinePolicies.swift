import AWSCore
import AWSProtocols
import IAM
import World

/// ListUserPolicies, ListGroupPolicies and ListRolePolicies: the names of inline policies.
package struct ListInlinePolicies<Holder: PolicyHolder>: IAMOperation {
    package static var name: String { "List\(Holder.word)Policies" }

    private let holder: String
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        holder = try input.requiredText(Holder.nameMember, Holder.existingNameRules)
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { Holder.subject(holder, call) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let names = try Array(Holder.policies(of: holder, in: try call.account()).inline.keys)
        let page = try page.page(of: names, Self.name, holder) { $0 }
        return IAMResult([.texts("PolicyNames", page.items)] + page.rest)
    }
}
