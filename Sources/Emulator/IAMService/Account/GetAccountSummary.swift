import AWSProtocols
import World

/// How many there are of everything in the account, and how many there may be.
package struct GetAccountSummary: IAMOperation {
    package static let name = "GetAccountSummary"

    package init(_ input: inout IAMInput) throws(IAMError) { try input.finish() }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let account = try call.account()
        let uses = PolicyUses(in: account)
        let devices = account.users.values.flatMap(\.multiFactorDevices) + account.rootMultiFactorDevices
        let attached = Set(uses.attachments.keys).union(uses.boundaries.keys)
        let entries: [(String, Int)] = [
            ("Users", account.users.count), ("UsersQuota", Quota.users.most),
            ("Groups", account.groups.count), ("GroupsQuota", Quota.groups.most),
            ("Roles", account.roles.count), ("RolesQuota", Quota.roles.most),
            ("Policies", account.managedPolicies.count), ("PoliciesQuota", Quota.policies.most),
            ("PolicySizeQuota", Quota.policySize.most),
            ("PolicyVersionsInUse", attached.count), ("PolicyVersionsInUseQuota", 10_000),
            ("VersionsPerPolicyQuota", CustomerManagedPolicy.mostVersions),
            ("InstanceProfiles", account.instanceProfiles.count),
            ("InstanceProfilesQuota", Quota.instanceProfiles.most),
            ("Providers", account.oidcProviders.count + account.samlProviders.count),
            ("MFADevices", devices.count + account.identitySettings.unassignedDevices.count),
            ("MFADevicesInUse", devices.count),
            ("AccountMFAEnabled", account.rootMultiFactorDevices.isEmpty ? 0 : 1),
            ("AccountAccessKeysPresent", account.rootAccessKeys.isEmpty ? 0 : 1),
            ("AccountPasswordPresent", account.identitySettings.rootPassword == .deleted ? 0 : 1),
            ("AccountSigningCertificatesPresent", account.identitySettings.rootSigningCertificates == nil ? 0 : 1),
            ("ServerCertificates", account.identitySettings.serverCertificates.count),
            ("ServerCertificatesQuota", Quota.serverCertificates.most),
            ("UserPolicySizeQuota", UserPolicies.inlineLimit), ("GroupPolicySizeQuota", GroupPolicies.inlineLimit),
            ("RolePolicySizeQuota", RolePolicies.inlineLimit),
            ("AssumeRolePolicySizeQuota", Quota.trustPolicySize.most),
            ("GroupsPerUserQuota", Quota.groupsPerUser.most),
            ("AccessKeysPerUserQuota", Quota.accessKeysPerUser.most),
            ("SigningCertificatesPerUserQuota", Quota.signingCertificatesPerUser.most),
            ("AttachedPoliciesPerUserQuota", Quota.attachedPolicies),
            ("AttachedPoliciesPerGroupQuota", Quota.attachedPolicies),
            ("AttachedPoliciesPerRoleQuota", Quota.attachedPolicies),
            ("GlobalEndpointTokenVersion", account.identitySettings.globalEndpointTokenVersion.rawValue),
        ]
        let map = entries.map { QueryResult.Member.integer($0.0, $0.1) }
        return IAMResult([QueryResult.Member("SummaryMap", .map(map))])
    }
}
