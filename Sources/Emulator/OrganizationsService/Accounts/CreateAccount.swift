import AWSCore
package import AWSProtocols
import Foundation
package import IAM
package import World

/// Makes an account below the root, with a role by which the management account does everything in it
/// (docs/aws/organizations-api.md, "Creating accounts"). It is there when the call is answered.
package struct CreateAccount: OrganizationsOperation {
    package static let name = "CreateAccount"
    package static let otherActions = ["organizations:TagResource"]

    private enum BillingAccess: String, CaseIterable {
        case allow = "ALLOW"
        case deny = "DENY"
    }

    private static let usualRole = "OrganizationAccountAccessRole"

    private let email: String
    private let accountName: String
    private let roleName: String
    private let tags: OrganizationsTagParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        email = try input.requiredText("Email", .email, .unrecorded)
        accountName = try input.requiredText("AccountName", .accountName, .unrecorded)
        roleName = try input.text("RoleName", .roleName) ?? Self.usualRole
        // There are no bills that a user could read.
        _ = try input.word("IamUserAccessToBilling", of: BillingAccess.self)
        tags = try OrganizationsTagParameters(&input)
    }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { tags.conditions }

    package func otherQuestions(_ call: OrganizationsCall) -> [Question] {
        tags.isEmpty ? [] : [call.question("organizations:TagResource", about: nil, tags.conditions)]
    }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        guard !roleName.hasPrefix("AWSServiceRoleFor") else { throw .reservedRoleName }
        let values = try tags.merged(into: [:])
        let request = try call.editAccounts { (edit, organization) throws(OrganizationsError) in
            let managerID = organization.managementAccount ?? call.caller.accountID
            guard let manager = edit.account(managerID) else { throw .noAccount }
            var failure: CreateAccountRequest.Failure?
            if edit.account(ofEmail: email) != nil {
                failure = .emailAlreadyExists
            } else if organization.accountsAndInvitations(at: edit.now) >= organization.accountQuota {
                failure = .accountLimitExceeded
            }
            var account: AccountID?
            if failure == nil {
                account = try OrganizationsError.of {
                    try edit.createAccount(
                        named: accountName,
                        email: email,
                        role: roleName,
                        for: manager,
                        in: &organization
                    )
                }
            }
            if let account { organization.setTags(values, of: account.value) }
            return organization.addRequest(accountName, at: edit.now, account: account, failure: failure)
        }
        return ["CreateAccountStatus": call.statusShape(request)]
    }
}

extension Organization {
    /// How many accounts count towards the quota: an invitation does while it is pending.
    func accountsAndInvitations(at date: Date) -> Int {
        accounts.count + handshakes(at: date).count { $0.action == .invite && $0.state(at: date).isPending }
    }
}
