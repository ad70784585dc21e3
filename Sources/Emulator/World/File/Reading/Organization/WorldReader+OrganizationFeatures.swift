import AWSCore
import Foundation
import IAM

/// What an organization has beside levels and policies.
extension WorldReader {
    /// - Parameter organization: with all of its accounts.
    func readFeatures(
        _ record: [OrganizationKey: YAMLField],
        into organization: inout Organization
    ) throws(WorldFileError) {
        if let field = record[.featureSet] {
            organization.hasAllFeatures = try field.choice(of: OrganizationFeatureSet.self) == .all
        }
        organization.ownAccountQuota = try record[.accountQuota]?.integer(in: 1...Organization.usualAccountQuota)
        for entry in try record[.invitedAccounts]?.list() ?? [] {
            let account = try memberAccount(try entry.text(), entry, organization)
            organization.setMembership(Membership(method: .invited, joined: World.usualCreation), of: account)
        }
        for entry in try record[.serviceAccess]?.list() ?? [] {
            let service = try entry.text()
            try entry.refuse(OrganizationRules.service(service))
            organization.setServiceAccess(since: World.usualCreation, of: service)
        }
        for (key, feature) in [
            (OrganizationKey.rootCredentialsManagement, RootFeature.credentialsManagement), (.rootSessions, .sessions),
        ] where try record[key]?.flag() ?? false {
            organization.setServiceAccess(since: World.usualCreation, of: RootFeature.service)
            organization.setRootFeature(feature, isEnabled: true)
        }
        for member in try record[.delegatedAdministrators]?.members() ?? [] {
            let account = try memberAccount(member.key, member.value, organization)
            var services: [String: Date] = [:]
            for entry in try member.value.list() {
                let service = try entry.text()
                try entry.refuse(OrganizationRules.service(service))
                services[service] = World.usualCreation
            }
            organization.setDelegations(services, of: account)
        }
        if let field = record[.resourcePolicy] {
            organization.resourcePolicy = try resourcePolicy(field, organization)
        }
    }

    private func resourcePolicy(
        _ field: YAMLField,
        _ organization: Organization
    ) throws(WorldFileError) -> OrganizationResourcePolicy {
        let field = field.named("the resource policy")
        let record = try field.record(OrganizationResourcePolicyKey.self)
        guard let document = record[.document] else { throw field.error("\(field.what) has no document; add it") }
        return OrganizationResourcePolicy(
            id: organization.resourcePolicyID,
            document: try document.policy(OrganizationResourcePolicy.kind).document,
            tags: try tags(record[.tags], of: field)
        )
    }

    /// An account of the organization that does not manage it.
    private func memberAccount(
        _ text: String,
        _ field: YAMLField,
        _ organization: Organization
    ) throws(WorldFileError) -> AccountID {
        guard let account = AccountID(text), organization.contains(account), account != organization.managementAccount
        else { throw field.error("'\(text)' is not a member account of the organization; write one of its accounts") }
        return account
    }
}
