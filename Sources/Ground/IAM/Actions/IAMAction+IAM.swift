/// The actions of IAM: one for each operation, and those that have none, such as PassRole (Service Authorization
/// Reference, "Actions, resources, and condition keys for AWS Identity and Access Management (IAM)").
extension IAMAction {
    static let iam: [IAMAction] = [
        (userNames, ResourceType.user), (groupNames, ResourceType.group), (roleNames, ResourceType.role),
        (policyNames, ResourceType.policy), (instanceProfileNames, ResourceType.instanceProfile),
        (mfaDeviceNames, ResourceType.mfaDevice), (oidcProviderNames, ResourceType.oidcProvider),
        (samlProviderNames, ResourceType.samlProvider),
        (
            serverCertificateNames,
            ResourceType.serverCertificate
        ), (identityNames, ResourceType.identity), (otherNames, ResourceType.none),
    ]
    .flatMap { names, type in names.map { IAMAction("iam:" + $0, type) } }.sorted { $0.name < $1.name }

    private static let userNames = [
        "AttachUserPolicy", "ChangePassword", "CreateAccessKey", "CreateLoginProfile",
        "CreateServiceSpecificCredential", "CreateUser", "DeactivateMFADevice", "DeleteAccessKey",
        "DeleteLoginProfile", "DeleteSSHPublicKey", "DeleteServiceSpecificCredential",
        "DeleteSigningCertificate", "DeleteUser", "DeleteUserPermissionsBoundary", "DeleteUserPolicy",
        "DetachUserPolicy", "EnableMFADevice", "GetAccessKeyLastUsed", "GetLoginProfile", "GetMFADevice",
        "GetSSHPublicKey", "GetUser", "GetUserPolicy", "ListAccessKeys", "ListAttachedUserPolicies",
        "ListGroupsForUser", "ListMFADevices", "ListSSHPublicKeys", "ListServiceSpecificCredentials",
        "ListSigningCertificates", "ListUserPolicies", "ListUserTags", "PutUserPermissionsBoundary",
        "PutUserPolicy", "ResetServiceSpecificCredential", "ResyncMFADevice", "TagUser", "UntagUser",
        "UpdateAccessKey", "UpdateLoginProfile", "UpdateSSHPublicKey", "UpdateServiceSpecificCredential",
        "UpdateSigningCertificate", "UpdateUser", "UploadSSHPublicKey", "UploadSigningCertificate",
    ]

    private static let groupNames = [
        "AddUserToGroup", "AttachGroupPolicy", "CreateGroup", "DeleteGroup", "DeleteGroupPolicy",
        "DetachGroupPolicy", "GetGroup", "GetGroupPolicy", "ListAttachedGroupPolicies", "ListGroupPolicies",
        "PutGroupPolicy", "RemoveUserFromGroup", "UpdateGroup",
    ]

    private static let roleNames = [
        "AttachRolePolicy", "CreateRole", "DeleteRole", "DeleteRolePermissionsBoundary", "DeleteRolePolicy",
        "DeleteServiceLinkedRole", "DetachRolePolicy", "GetRole", "GetRolePolicy", "ListAttachedRolePolicies",
        "ListInstanceProfilesForRole", "ListRolePolicies", "ListRoleTags", "PassRole",
        "PutRolePermissionsBoundary", "PutRolePolicy", "TagRole", "UntagRole", "UpdateAssumeRolePolicy",
        "UpdateRole", "UpdateRoleDescription",
    ]

    private static let policyNames = [
        "CreatePolicy", "CreatePolicyVersion", "DeletePolicy", "DeletePolicyVersion", "GetPolicy",
        "GetPolicyVersion", "ListEntitiesForPolicy", "ListPolicyTags", "ListPolicyVersions",
        "SetDefaultPolicyVersion", "TagPolicy", "UntagPolicy",
    ]

    private static let instanceProfileNames = [
        "AddRoleToInstanceProfile", "CreateInstanceProfile", "DeleteInstanceProfile", "GetInstanceProfile",
        "ListInstanceProfileTags", "ListInstanceProfiles", "RemoveRoleFromInstanceProfile",
        "TagInstanceProfile", "UntagInstanceProfile",
    ]

    private static let mfaDeviceNames = [
        "CreateVirtualMFADevice", "DeleteVirtualMFADevice", "ListMFADeviceTags", "TagMFADevice",
        "UntagMFADevice",
    ]

    private static let oidcProviderNames = [
        "AddClientIDToOpenIDConnectProvider", "CreateOpenIDConnectProvider", "DeleteOpenIDConnectProvider",
        "GetOpenIDConnectProvider", "ListOpenIDConnectProviderTags", "RemoveClientIDFromOpenIDConnectProvider",
        "TagOpenIDConnectProvider", "UntagOpenIDConnectProvider", "UpdateOpenIDConnectProvider",
        "UpdateOpenIDConnectProviderThumbprint",
    ]

    private static let samlProviderNames = [
        "CreateSAMLProvider", "DeleteSAMLProvider", "GetSAMLProvider", "ListSAMLProviderTags",
        "TagSAMLProvider", "UntagSAMLProvider", "UpdateSAMLProvider",
    ]

    private static let serverCertificateNames = [
        "DeleteServerCertificate", "GetServerCertificate", "ListServerCertificateTags", "TagServerCertificate",
        "UntagServerCertificate", "UpdateServerCertificate", "UploadServerCertificate",
    ]

    /// About a user, a group or a role.
    private static let identityNames = [
        "GenerateServiceLastAccessedDetails", "GetContextKeysForPrincipalPolicy",
        "ListPoliciesGrantingServiceAccess", "SimulatePrincipalPolicy",
    ]

    /// What is asked on `*`, or, by the lists of a kind, on all of it.
    private static let otherNames = [
        "AcceptDelegationRequest", "AcquireRole", "AssociateDelegationRequest", "CreateAccountAlias",
        "CreateDelegationRequest", "DeleteAccountAlias", "DeleteAccountPasswordPolicy",
        "DeleteCloudFrontPublicKey", "DisableOrganizationsRootCredentialsManagement",
        "DisableOrganizationsRootSessions", "DisableOutboundWebIdentityFederation",
        "EnableOrganizationsRootCredentialsManagement", "EnableOrganizationsRootSessions",
        "EnableOutboundWebIdentityFederation", "GenerateCredentialReport", "GenerateOrganizationsAccessReport",
        "GetAccountAuthorizationDetails", "GetAccountPasswordPolicy", "GetAccountProperties",
        "GetAccountSummary",
        "GetCloudFrontPublicKey", "GetContextKeysForCustomPolicy", "GetCredentialReport",
        "GetDelegationRequest", "GetHumanReadableSummary", "GetOrganizationsAccessReport",
        "GetOutboundWebIdentityFederationInfo", "GetRoleTemplateVersion", "GetServiceLastAccessedDetails",
        "GetServiceLastAccessedDetailsWithEntities", "GetServiceLinkedRoleDeletionStatus", "ListAccountAliases",
        "ListCloudFrontPublicKeys", "ListDelegationRequests", "ListGroups", "ListOpenIDConnectProviders",
        "ListOrganizationsFeatures", "ListPolicies", "ListRoles", "ListSAMLProviders",
        "ListSTSRegionalEndpointsStatus", "ListServerCertificates", "ListUsers", "ListVirtualMFADevices",
        "PutAccountProperties", "RejectDelegationRequest", "SendDelegationToken", "SetSTSRegionalEndpointStatus",
        "SetSecurityTokenServicePreferences", "SimulateCustomPolicy", "UpdateAccountEmailAddress",
        "UpdateAccountName", "UpdateAccountPasswordPolicy", "UpdateCloudFrontPublicKey",
        "UpdateDelegationRequest", "UploadCloudFrontPublicKey",
    ]
}
