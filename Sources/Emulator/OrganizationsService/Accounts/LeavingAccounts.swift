import AWSCore
package import AWSProtocols
import Foundation
import World

/// Takes a member out of the organization. The account itself stays, bound by no policy of the organization's.
package struct RemoveAccountFromOrganization: OrganizationsOperation {
    package static let name = "RemoveAccountFromOrganization"

    private let account: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        account = try input.requiredText("AccountId", .accountID)
    }

    package var subjects: [String] { [account] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.editAccounts { (edit, organization) throws(OrganizationsError) in
            try organization.release(organization.member(account), edit)
        }
        return [:]
    }
}

/// Takes the caller's account out of the organization.
package struct LeaveOrganization: OrganizationsOperation {
    package static let name = "LeaveOrganization"
    package static let callers = OrganizationsCallers.members

    package init(_ input: inout OrganizationsInput) {}

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.editAccounts { (edit, organization) throws(OrganizationsError) in
            try organization.release(call.caller.accountID, edit)
        }
        return [:]
    }
}

extension Organization {
    /// How long an account that was created has to stay, in seconds.
    private static let waitPeriod: TimeInterval = 4 * 86_400

    /// Takes a member out that may go.
    fileprivate mutating func release(_ account: AccountID, _ edit: OrganizationEdit) throws(OrganizationsError) {
        guard account != managementAccount else { throw .managementCannotLeave }
        guard delegations(of: account).isEmpty else { throw .administratorCannotLeave }
        guard edit.account(account)?.isClosed != true else { throw .targetNotSupported }
        let membership = membership(of: account)
        guard membership.method != .created || membership.joined.addingTimeInterval(Self.waitPeriod) <= edit.now else {
            throw .waitPeriodActive
        }
        remove(account)
    }
}
