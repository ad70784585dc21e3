import OrganizationsService

/// The rows of the operations of AWS Organizations.
extension OperationTable {
    static let organizations: [Operation] =
        supportedOrganizations + unsupportedOrganizations.map { .unsupported($0, of: .organizations) }

    private static let supportedOrganizations: [Operation] = [
        .organizations(DescribeOrganization.self),
        .organizations(ListRoots.self),
        .organizations(SetPolicyType<Enabling>.self),
        .organizations(SetPolicyType<Disabling>.self),
        .organizations(ListAccounts.self),
        .organizations(ListAccountsForParent.self),
        .organizations(DescribeAccount.self),
        .organizations(MoveAccount.self),
        .organizations(CreateOrganizationalUnit.self),
        .organizations(DescribeOrganizationalUnit.self),
        .organizations(UpdateOrganizationalUnit.self),
        .organizations(DeleteOrganizationalUnit.self),
        .organizations(ListOrganizationalUnitsForParent.self),
        .organizations(ListParents.self),
        .organizations(ListChildren.self),
        .organizations(OrganizationsCreatePolicy.self),
        .organizations(UpdatePolicy.self),
        .organizations(OrganizationsDeletePolicy.self),
        .organizations(DescribePolicy.self),
        .organizations(OrganizationsListPolicies.self),
        .organizations(OrganizationsAttachPolicy.self),
        .organizations(OrganizationsDetachPolicy.self),
        .organizations(ListPoliciesForTarget.self),
        .organizations(ListTargetsForPolicy.self),
        .organizations(OrganizationsTagResource.self),
        .organizations(OrganizationsUntagResource.self),
        .organizations(OrganizationsListTagsForResource.self),
    ]

    private static let unsupportedOrganizations = [
        "AcceptHandshake", "CancelHandshake", "CloseAccount", "CreateAccount", "CreateGovCloudAccount",
        "CreateOrganization", "DeclineHandshake", "DeleteOrganization", "DeleteResourcePolicy",
        "DeregisterDelegatedAdministrator", "DescribeCreateAccountStatus", "DescribeEffectivePolicy",
        "DescribeHandshake", "DescribeResourcePolicy", "DescribeResponsibilityTransfer", "DisableAWSServiceAccess",
        "EnableAWSServiceAccess", "EnableAllFeatures", "InviteAccountToOrganization",
        "InviteOrganizationToTransferResponsibility", "LeaveOrganization", "ListAWSServiceAccessForOrganization",
        "ListAccountsWithInvalidEffectivePolicy", "ListCreateAccountStatus", "ListDelegatedAdministrators",
        "ListDelegatedServicesForAccount", "ListEffectivePolicyValidationErrors", "ListHandshakesForAccount",
        "ListHandshakesForOrganization", "ListInboundResponsibilityTransfers", "ListOutboundResponsibilityTransfers",
        "PutResourcePolicy", "RegisterDelegatedAdministrator", "RemoveAccountFromOrganization",
        "TerminateResponsibilityTransfer", "UpdateResponsibilityTransfer",
    ]
}
