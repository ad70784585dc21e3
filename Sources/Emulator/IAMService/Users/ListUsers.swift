import AWSProtocols
import World

/// The users whose paths begin with a prefix, by name.
package struct ListUsers: IAMOperation {
    package static let name = "ListUsers"

    private let prefix: String?
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        prefix = try input.text("PathPrefix", .pathPrefix)
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.all("user", below: prefix) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let users = try call.account().users.values.filter { $0.path.hasPrefix(prefix ?? "/") }
        let page = try page.page(of: users, Self.name, prefix ?? "/") { $0.name }
        return IAMResult([.structures("Users", page.items.map { $0.members(isListed: true) })] + page.rest)
    }
}
