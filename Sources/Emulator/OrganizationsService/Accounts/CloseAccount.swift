import AWSCore
package import AWSProtocols
import Foundation
import World

/// Closes a member account: its credentials have no more effect, and after 90 days it is not a member any more
/// (docs/aws/organizations-api.md, "Closing accounts").
package struct CloseAccount: OrganizationsOperation {
    package static let name = "CloseAccount"

    /// How long a closure counts towards the quota, in seconds.
    private static let quotaPeriod: TimeInterval = 30 * 86_400

    private let account: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        account = try input.requiredText("AccountId", .accountID)
    }

    package var subjects: [String] { [account] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.editAccounts { (edit, organization) throws(OrganizationsError) in
            guard organization.hasAllFeatures else { throw .withoutAllFeatures }
            let id = try organization.member(account)
            guard let found = edit.account(id) else { throw .noAccount }
            guard id != organization.managementAccount else { throw .managementStaysOpen }
            guard !found.isClosed else { throw .closedAlready }
            let members = organization.accounts.filter { $0 != organization.managementAccount }
            let closed = members.compactMap { edit.account($0)?.profile.closed }
                .count { edit.now < $0.addingTimeInterval(Self.quotaPeriod) }
            // The higher of 250 and 20 percent of the members, up to 1,000.
            guard closed < min(max(250, members.count / 5), 1_000) else { throw .tooManyClosures }
            edit.close(found)
        }
        return [:]
    }
}
