package import AWSProtocols
import World

/// The organization of the caller's account.
package struct DescribeOrganization: OrganizationsOperation {
    package static let name = "DescribeOrganization"
    package static let callers = OrganizationsCallers.members

    package init(_ input: inout OrganizationsInput) {}

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        ["Organization": call.organizationShape(try call.organization())]
    }
}
