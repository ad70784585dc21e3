import AWSCore
package import AWSProtocols
import World

/// Every account of the organization.
package struct ListAccounts: OrganizationsOperation {
    package static let name = "ListAccounts"
    package static let callers = OrganizationsCallers.administrators

    private let page: OrganizationsPageParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        page = try OrganizationsPageParameters(&input)
    }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let organization = try call.organization()
        return try page.page(
            "Accounts",
            of: Self.name,
            organization.accounts.map { call.accountShape($0, organization) }
        )
    }
}

/// The accounts directly below a root or a unit.
package struct ListAccountsForParent: OrganizationsOperation {
    package static let name = "ListAccountsForParent"
    package static let callers = OrganizationsCallers.administrators

    private let parent: String
    private let page: OrganizationsPageParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        parent = try input.requiredText("ParentId", .parentID)
        page = try OrganizationsPageParameters(&input)
    }

    package var subjects: [String] { [parent] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let organization = try call.organization()
        guard let children = organization.children(of: parent) else { throw .noParent }
        return try page.page(
            "Accounts",
            of: "\(Self.name) \(parent)",
            children.accounts.map { call.accountShape($0, organization) }
        )
    }
}

/// One account.
package struct DescribeAccount: OrganizationsOperation {
    package static let name = "DescribeAccount"
    package static let callers = OrganizationsCallers.administrators

    private let account: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        account = try input.requiredText("AccountId", .accountID)
    }

    package var subjects: [String] { [account] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let organization = try call.organization()
        let id = try organization.member(account)
        return ["Account": call.accountShape(id, organization)]
    }
}

/// Moves an account to another place of the organization, where other policies bind it.
package struct MoveAccount: OrganizationsOperation {
    package static let name = "MoveAccount"

    private let account: String
    private let source: String
    private let destination: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        account = try input.requiredText("AccountId", .accountID)
        source = try input.requiredText("SourceParentId", .parentID)
        destination = try input.requiredText("DestinationParentId", .parentID)
    }

    package var subjects: [String] { [account, source, destination] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.edit { (organization) throws(OrganizationsError) in
            guard let id = AccountID(account), let parent = organization.parent(of: account) else { throw .noAccount }
            guard organization.isParent(source), parent == source else { throw .noSource }
            guard organization.isParent(destination) else { throw .noDestination }
            guard source != destination else { throw .accountIsThere }
            organization.move(id, from: source, to: destination)
        }
        return [:]
    }
}

extension Organization {
    /// The account of a number, which is in the organization.
    func member(_ number: String) throws(OrganizationsError) -> AccountID {
        guard let id = AccountID(number), contains(id) else { throw .noAccount }
        return id
    }
}
