package import AWSProtocols
import World

/// What has become of a request to create an account.
package struct DescribeCreateAccountStatus: OrganizationsOperation {
    package static let name = "DescribeCreateAccountStatus"
    package static let callers = OrganizationsCallers.administrators

    private let id: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        id = try input.requiredText("CreateAccountRequestId", .createAccountRequestID)
    }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        guard let request = try call.organization().createAccountRequests.first(where: { $0.id == id }) else {
            throw .noCreateAccountStatus
        }
        return ["CreateAccountStatus": call.statusShape(request)]
    }
}

/// The requests to create accounts, the oldest first.
package struct ListCreateAccountStatus: OrganizationsOperation {
    package static let name = "ListCreateAccountStatus"
    package static let callers = OrganizationsCallers.administrators

    /// None is in progress here, since an account is made at once.
    private static let states = ["IN_PROGRESS", "SUCCEEDED", "FAILED"]

    private let states: [String]
    private let page: OrganizationsPageParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        states = try input.texts("States", eachOf: .values(Self.states)) ?? []
        page = try OrganizationsPageParameters(&input)
    }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let requests = try call.organization().createAccountRequests
        return try page.page(
            "CreateAccountStatuses",
            of: "\(Self.name) \(states.joined(separator: " "))",
            requests.filter { states.isEmpty || states.contains($0.state) }.map(call.statusShape)
        )
    }
}

extension CreateAccountRequest {
    /// As CreateAccountStatus tells it.
    var state: String { failure == nil ? "SUCCEEDED" : "FAILED" }
}
