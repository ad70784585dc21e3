/// The keys of an organization, beside those of its root's ``LevelKey``.
enum OrganizationKey: String, WorldFileKey {
    case id
    case rootID = "root_id"
    case managementAccount = "management_account"
    case featureSet = "feature_set"
    case accountQuota = "account_quota"
    case invitedAccounts = "invited_accounts"
    case serviceAccess = "service_access"
    case delegatedAdministrators = "delegated_administrators"
    case resourcePolicy = "resource_policy"
    case rootSessions = "root_sessions"
    case rootCredentialsManagement = "root_credentials_management"
    case accounts
    case units
    case policies
    case disabledPolicyTypes = "disabled_policy_types"
    case tags
}

/// The keys of the resource policy.
enum OrganizationResourcePolicyKey: String, WorldFileKey {
    case document
    case tags
}

/// The keys of a unit, beside those of its ``LevelKey``.
enum UnitKey: String, WorldFileKey {
    case id
    case accounts
    case units
}

/// The keys of a level of an organization: its root, a unit or an account.
enum LevelKey: String, WorldFileKey {
    case serviceControlPolicies = "service_control_policies"
    case resourceControlPolicies = "resource_control_policies"
    case fullAccess = "full_access"
}

/// The keys of a policy that is an entity of its own.
enum OrganizationPolicyKey: String, WorldFileKey {
    case type
    case name
    case description
    case tags
    case document
    case targets
}
