/// The actions of AWS Organizations, one for each operation (Service Authorization Reference, "Actions, resources, and
/// condition keys for AWS Organizations").
extension IAMAction {
    static let organizations: [IAMAction] = [
        "AcceptHandshake", "AttachPolicy", "CancelHandshake", "CloseAccount", "CreateAccount",
        "CreateGovCloudAccount", "CreateOrganization", "CreateOrganizationalUnit", "CreatePolicy",
        "DeclineHandshake", "DeleteOrganization", "DeleteOrganizationalUnit", "DeletePolicy", "DeleteResourcePolicy",
        "DeregisterDelegatedAdministrator", "DescribeAccount", "DescribeCreateAccountStatus",
        "DescribeEffectivePolicy", "DescribeHandshake", "DescribeOrganization", "DescribeOrganizationalUnit",
        "DescribePolicy", "DescribeResourcePolicy", "DescribeResponsibilityTransfer", "DetachPolicy",
        "DisableAWSServiceAccess", "DisablePolicyType", "EnableAWSServiceAccess", "EnableAllFeatures",
        "EnablePolicyType", "InviteAccountToOrganization", "InviteOrganizationToTransferResponsibility",
        "LeaveOrganization", "ListAWSServiceAccessForOrganization", "ListAccounts", "ListAccountsForParent",
        "ListAccountsWithInvalidEffectivePolicy", "ListChildren", "ListCreateAccountStatus",
        "ListDelegatedAdministrators", "ListDelegatedServicesForAccount", "ListEffectivePolicyValidationErrors",
        "ListHandshakesForAccount", "ListHandshakesForOrganization", "ListInboundResponsibilityTransfers",
        "ListOrganizationalUnitsForParent", "ListOutboundResponsibilityTransfers", "ListParents", "ListPolicies",
        "ListPoliciesForTarget", "ListRoots", "ListTagsForResource", "ListTargetsForPolicy", "MoveAccount",
        "PutResourcePolicy", "RegisterDelegatedAdministrator", "RemoveAccountFromOrganization", "TagResource",
        "TerminateResponsibilityTransfer", "UntagResource", "UpdateOrganizationalUnit", "UpdatePolicy",
        "UpdateResponsibilityTransfer",
    ]
    .map { IAMAction("organizations:" + $0, .none) }
}
