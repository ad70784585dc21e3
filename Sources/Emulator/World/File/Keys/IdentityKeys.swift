/// The keys of a user.
enum UserKey: String, WorldFileKey {
    case path
    case groups
    case policies
    case inlinePolicies = "inline_policies"
    case permissionsBoundary = "permissions_boundary"
    case tags
    case accessKeys = "access_keys"
    case mfaDevices = "mfa_devices"
    case loginProfile = "login_profile"
    case sshPublicKeys = "ssh_public_keys"
    case serviceSpecificCredentials = "service_specific_credentials"
    case signingCertificates = "signing_certificates"
}

/// The keys of a group.
enum GroupKey: String, WorldFileKey {
    case path
    case policies
    case inlinePolicies = "inline_policies"
}

/// The keys of a role.
enum RoleKey: String, WorldFileKey {
    case path
    case description
    case policies
    case inlinePolicies = "inline_policies"
    case permissionsBoundary = "permissions_boundary"
    case tags
    case trust
    case maxSessionDuration = "max_session_duration"
    case maxSigninSessionDuration = "max_signin_session_duration"
}

/// The keys of a managed policy that is not written as its document alone.
enum ManagedPolicyKey: String, WorldFileKey {
    case path
    case description
    case tags
    case document
}

/// The keys of a certificate for servers.
enum ServerCertificateKey: String, WorldFileKey {
    case path
    case certificate
    case chain
    case tags
}

/// The keys of an instance profile.
enum InstanceProfileKey: String, WorldFileKey {
    case path
    case role
    case tags
}
