import AWSProtocols
import World

/// The groups whose paths begin with a prefix, by name.
package struct ListGroups: IAMOperation {
    package static let name = "ListGroups"

    private let prefix: String?
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        prefix = try input.text("PathPrefix", .pathPrefix)
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.all("group", below: prefix) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let groups = try call.account().groups.values.filter { $0.path.hasPrefix(prefix ?? "/") }
        let page = try page.page(of: groups, Self.name, prefix ?? "/") { $0.name }
        return IAMResult([.structures("Groups", page.items.map(\.members))] + page.rest)
    }
}
