import AWSProtocols
import World

/// The roles whose paths begin with a prefix, by name.
package struct ListRoles: IAMOperation {
    package static let name = "ListRoles"

    private let prefix: String?
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        prefix = try input.text("PathPrefix", .pathPrefix)
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.all("role", below: prefix) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let roles = try call.account().roles.values.filter { $0.path.hasPrefix(prefix ?? "/") }
        let page = try page.page(of: roles, Self.name, prefix ?? "/") { $0.name }
        return IAMResult([.structures("Roles", page.items.map(\.listedMembers))] + page.rest)
    }
}
