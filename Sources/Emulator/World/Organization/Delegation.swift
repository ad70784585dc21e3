package import AWSCore
package import Foundation

/// The services that work in all accounts of the organization, and the accounts that administer them.
extension Organization {
    /// The services that have access, by their principals, with the date since when.
    package var trustedServices: [String: Date] { serviceAccess ?? [:] }

    /// Gives a service access, or takes it away with nil. With that of IAM the features of central root access go.
    package mutating func setServiceAccess(since date: Date?, of service: String) {
        var all = trustedServices
        all[service] = date
        serviceAccess = all.isEmpty ? nil : all
        guard !trustsIAM else { return }
        for feature in rootFeatures { setRootFeature(feature, isEnabled: false) }
    }

    /// The services that an account administers for the organization, by their principals, with the date since when.
    package func delegations(of account: AccountID) -> [String: Date] { administrators?[account.value] ?? [:] }

    package mutating func setDelegations(_ services: [String: Date], of account: AccountID) {
        var all = administrators ?? [:]
        all[account.value] = services.isEmpty ? nil : services
        administrators = all.isEmpty ? nil : all
    }

    /// The accounts that administer a service, or any with nil, in ascending order.
    package func delegatedAdministrators(of service: String? = nil) -> [AccountID] {
        accounts.filter { account in
            let services = delegations(of: account)
            return service.map { services[$0] != nil } ?? !services.isEmpty
        }
    }
}
