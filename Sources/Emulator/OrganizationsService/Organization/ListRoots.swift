package import AWSProtocols
import World

/// The root, of which an organization has one.
package struct ListRoots: OrganizationsOperation {
    package static let name = "ListRoots"
    package static let callers = OrganizationsCallers.administrators

    private let page: OrganizationsPageParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        page = try OrganizationsPageParameters(&input)
    }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try page.page("Roots", of: Self.name, [call.rootShape(try call.organization())])
    }
}
