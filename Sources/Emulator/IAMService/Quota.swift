import IAM
import World

/// How many there may be of something, under the name by which IAM tells it (docs/aws/iam-api.md, "Quotas").
struct Quota: Sendable {
    let name: String
    let most: Int

    static let users = Quota(name: "UsersPerAccount", most: 5_000)
    static let groups = Quota(name: "GroupsPerAccount", most: 300)
    static let roles = Quota(name: "RolesPerAccount", most: 1_000)
    static let policies = Quota(name: "PoliciesPerAccount", most: 1_500)
    static let instanceProfiles = Quota(name: "InstanceProfilesPerAccount", most: 1_000)
    static let groupsPerUser = Quota(name: "GroupsPerUser", most: 10)
    static let accessKeysPerUser = Quota(name: "AccessKeysPerUser", most: 2)
    static let devicesPerUser = Quota(name: "MFADevicesPerUser", most: 8)
    static let sshPublicKeysPerUser = Quota(name: "SSHPublicKeysPerUser", most: 5)
    /// Of one service.
    static let serviceSpecificCredentials = Quota(
        name: "ServiceSpecificCredentialsPerUser",
        most: ServiceSpecificCredential.mostOfService
    )
    static let signingCertificatesPerUser = Quota(name: "CertificatesPerUser", most: 2)
    static let serverCertificates = Quota(name: "ServerCertificatesPerAccount", most: 20)
    static let oidcProviders = Quota(name: "OpenIdConnectProvidersPerAccount", most: 100)
    static let samlProviders = Quota(name: "SAMLProvidersPerAccount", most: 100)
    static let clientIDs = Quota(name: "ClientIdsPerOpenIdConnectProvider", most: 100)
    static let rolesPerInstanceProfile = Quota(name: "InstanceSessionsPerInstanceProfile", most: 1)
    /// Managed policies of a user, a group or a role.
    static let attachedPolicies = 10

    // The most characters of documents besides blanks.
    static let policySize = Quota(name: "PolicySize", most: PolicyKind.identity.characterLimit)
    static let trustPolicySize = Quota(name: "ACLSizePerRole", most: PolicyKind.trust.characterLimit)

    /// Refuses to have more than that.
    ///
    /// - Parameter count: how many there would be.
    func refuse(_ count: Int) throws(IAMError) {
        if count > most { throw .quota(name, most) }
    }
}

extension Dictionary where Key == String {
    /// Refuses a name that is taken, in whatever case.
    ///
    /// - Parameter kind: `User`, `Group` or `Role`.
    func refuse(_ name: String, _ kind: String) throws(IAMError) {
        if hasName(name) { throw .exists(kind, name) }
    }

    /// Whether a name is taken, in whatever case: IAM tells none apart by it.
    func hasName(_ name: String) -> Bool {
        self[name] != nil || keys.contains { $0.lowercased() == name.lowercased() }
    }

    /// Refuses another one where there are as many as there may be.
    func refuseMore(than quota: Quota) throws(IAMError) { try quota.refuse(count + 1) }
}
