package import AWSCore
package import Foundation
import IAM

/// One change of a world. It is recorded before it is applied, so a world that starts again with the changes it has
/// recorded is the world that was left. Secrets of keys, sessions and devices are in it: it must be kept where only the
/// owner reads.
///
/// What is put is put as a whole: it replaces what had its name.
package indirect enum WorldChange: Sendable, Codable, Equatable {
    // Identities.
    case userPut(User)
    /// A user who has another path or another name than the one of this name had.
    case userMoved(User, from: String)
    /// With the user go its keys and sessions, and policies that name it name its unique ID instead.
    case userDeleted(AccountID, name: String)
    case groupPut(Group)
    /// A group that has another path or another name than the one of this name had. Its members stay in it.
    case groupMoved(Group, from: String)
    /// Its members leave it.
    case groupDeleted(AccountID, name: String)
    case rolePut(Role)
    /// As ``userDeleted(_:name:)``.
    case roleDeleted(AccountID, name: String)
    case managedPolicyPut(CustomerManagedPolicy)
    case managedPolicyDeleted(AccountID, name: String)
    case instanceProfilePut(InstanceProfile)
    case instanceProfileDeleted(AccountID, name: String)
    case oidcProviderPut(AccountID, OIDCProvider)
    case oidcProviderDeleted(AccountID, name: String)
    case samlProviderPut(AccountID, SAMLProvider)
    case samlProviderDeleted(AccountID, name: String)
    case identitySettingsPut(AccountID, IdentitySettings)
    /// Whether an account has outbound web identity federation, by its issuer.
    case outboundIssuerPut(AccountID, String?)
    /// What the root user of an account signs in with.
    case rootPut(AccountID, accessKeys: [AccessKey], multiFactorDevices: [MultiFactorDevice])
    /// How many users, groups, roles, policies and instance profiles of each ARN, and how many organizations, were
    /// deleted, on which the IDs of the next ones depend.
    case deletionsCounted([String: Int])

    // Accounts.
    /// A new account without identities.
    case accountAdded(NewAccount)
    case accountProfilePut(AccountID, AccountProfile)

    // Above and around the accounts.
    case organizationPut(Organization?)
    case endpointPut(VPCEndpoint)

    // Registries.
    case registryPut(AccountID, Region, RegistrySettings)
    case repositoryPut(Repository)
    case repositoryDeleted(AccountID, Region, name: String)

    // Credentials.
    case sessionIssued(Session)
    /// Every session of these principals, or of all, ends at this moment.
    case sessionsExpired(of: [ARN]?, at: Date)
    /// One session ends at this moment.
    case sessionEnded(AccessKeyID, at: Date)
    /// Every registry token that these principals, or all, have been issued in this generation or an earlier one ends
    /// at this moment, and a new generation begins.
    case tokensExpired(of: [ARN]?, through: Int, at: Date)
    /// The device's one-time codes of this step and of earlier ones are used up.
    case oneTimeCodeUsed(serial: String, step: Int)

    /// An access key, by its ID, or a role, by its unique ID, was used.
    case credentialUsed(String, CredentialUse)
    /// Somebody of an account, by the unique ID, tried to use an action: `ecr:PutImage`.
    case actionAttempted(AccountID, by: String, action: String, AccessAttempt)
    case accessReportMade(AccountID, AccessReport)

    /// Changes that belong together: all are kept, or none.
    case together([WorldChange])

    /// The clock was moved ahead by this many seconds.
    case clockAdvanced(by: TimeInterval)
    /// Back to the world as loaded, in a new token epoch, with a clock that is `ahead` seconds ahead in all. What was
    /// recorded before this change has no more effect and need not be kept.
    case reset(epoch: Int, ahead: TimeInterval)

    /// Whether all that was recorded before may be dropped.
    package var supersedesEarlier: Bool {
        if case .reset = self { return true }
        return false
    }

    /// The form in which a change is kept.
    package func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(self)
    }

    /// Reads what ``encoded()`` has written.
    package init(encoded data: Data) throws {
        self = try JSONDecoder().decode(WorldChange.self, from: data)
    }
}
