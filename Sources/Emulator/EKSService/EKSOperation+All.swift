/// The operations of EKS as botocore 1.43.11 has them: how a request is known as one of them. Each asks IAM the action of
/// its own name.
extension EKSOperation {
    package static let all: [EKSOperation] = [
        EKSOperation("AssociateAccessPolicy", "POST", "/clusters/{name}/access-entries/{principalArn}/access-policies"),
        EKSOperation("AssociateEncryptionConfig", "POST", "/clusters/{name}/encryption-config/associate"),
        EKSOperation("AssociateIdentityProviderConfig", "POST", "/clusters/{name}/identity-provider-configs/associate"),
        EKSOperation("CreateAccessEntry", "POST", "/clusters/{name}/access-entries"),
        EKSOperation("CreateAddon", "POST", "/clusters/{name}/addons"),
        EKSOperation("CreateCapability", "POST", "/clusters/{name}/capabilities"),
        EKSOperation("CreateCluster", "POST", "/clusters"),
        EKSOperation("CreateEksAnywhereSubscription", "POST", "/eks-anywhere-subscriptions"),
        EKSOperation("CreateFargateProfile", "POST", "/clusters/{name}/fargate-profiles"),
        EKSOperation("CreateNodegroup", "POST", "/clusters/{name}/node-groups"),
        EKSOperation("CreatePodIdentityAssociation", "POST", "/clusters/{name}/pod-identity-associations"),
        EKSOperation("DeleteAccessEntry", "DELETE", "/clusters/{name}/access-entries/{principalArn}"),
        EKSOperation("DeleteAddon", "DELETE", "/clusters/{name}/addons/{addonName}"),
        EKSOperation("DeleteCapability", "DELETE", "/clusters/{name}/capabilities/{capabilityName}"),
        EKSOperation("DeleteCluster", "DELETE", "/clusters/{name}"),
        EKSOperation("DeleteEksAnywhereSubscription", "DELETE", "/eks-anywhere-subscriptions/{id}"),
        EKSOperation("DeleteFargateProfile", "DELETE", "/clusters/{name}/fargate-profiles/{fargateProfileName}"),
        EKSOperation("DeleteNodegroup", "DELETE", "/clusters/{name}/node-groups/{nodegroupName}"),
        EKSOperation(
            "DeletePodIdentityAssociation",
            "DELETE",
            "/clusters/{name}/pod-identity-associations/{associationId}"
        ),
        EKSOperation("DeregisterCluster", "DELETE", "/cluster-registrations/{name}"),
        EKSOperation("DescribeAccessEntry", "GET", "/clusters/{name}/access-entries/{principalArn}"),
        EKSOperation("DescribeAddon", "GET", "/clusters/{name}/addons/{addonName}"),
        EKSOperation("DescribeAddonConfiguration", "GET", "/addons/configuration-schemas"),
        EKSOperation("DescribeAddonVersions", "GET", "/addons/supported-versions"),
        EKSOperation("DescribeCapability", "GET", "/clusters/{name}/capabilities/{capabilityName}"),
        EKSOperation("DescribeCluster", "GET", "/clusters/{name}"),
        EKSOperation("DescribeClusterVersions", "GET", "/cluster-versions"),
        EKSOperation("DescribeEksAnywhereSubscription", "GET", "/eks-anywhere-subscriptions/{id}"),
        EKSOperation("DescribeFargateProfile", "GET", "/clusters/{name}/fargate-profiles/{fargateProfileName}"),
        EKSOperation("DescribeIdentityProviderConfig", "POST", "/clusters/{name}/identity-provider-configs/describe"),
        EKSOperation("DescribeInsight", "GET", "/clusters/{name}/insights/{id}"),
        EKSOperation("DescribeInsightsRefresh", "GET", "/clusters/{name}/insights-refresh"),
        EKSOperation("DescribeNodegroup", "GET", "/clusters/{name}/node-groups/{nodegroupName}"),
        EKSOperation(
            "DescribePodIdentityAssociation",
            "GET",
            "/clusters/{name}/pod-identity-associations/{associationId}"
        ),
        EKSOperation("DescribeUpdate", "GET", "/clusters/{name}/updates/{updateId}"),
        EKSOperation(
            "DisassociateAccessPolicy",
            "DELETE",
            "/clusters/{name}/access-entries/{principalArn}/access-policies/{policyArn}"
        ),
        EKSOperation(
            "DisassociateIdentityProviderConfig",
            "POST",
            "/clusters/{name}/identity-provider-configs/disassociate"
        ),
        EKSOperation("ListAccessEntries", "GET", "/clusters/{name}/access-entries"),
        EKSOperation("ListAccessPolicies", "GET", "/access-policies"),
        EKSOperation("ListAddons", "GET", "/clusters/{name}/addons"),
        EKSOperation(
            "ListAssociatedAccessPolicies",
            "GET",
            "/clusters/{name}/access-entries/{principalArn}/access-policies"
        ),
        EKSOperation("ListCapabilities", "GET", "/clusters/{name}/capabilities"),
        EKSOperation("ListClusters", "GET", "/clusters"),
        EKSOperation("ListEksAnywhereSubscriptions", "GET", "/eks-anywhere-subscriptions"),
        EKSOperation("ListFargateProfiles", "GET", "/clusters/{name}/fargate-profiles"),
        EKSOperation("ListIdentityProviderConfigs", "GET", "/clusters/{name}/identity-provider-configs"),
        EKSOperation("ListInsights", "POST", "/clusters/{name}/insights"),
        EKSOperation("ListNodegroups", "GET", "/clusters/{name}/node-groups"),
        EKSOperation("ListPodIdentityAssociations", "GET", "/clusters/{name}/pod-identity-associations"),
        EKSOperation("ListTagsForResource", "GET", "/tags/{resourceArn}"),
        EKSOperation("ListUpdates", "GET", "/clusters/{name}/updates"),
        EKSOperation("RegisterCluster", "POST", "/cluster-registrations"),
        EKSOperation("StartInsightsRefresh", "POST", "/clusters/{name}/insights-refresh"),
        EKSOperation("TagResource", "POST", "/tags/{resourceArn}"),
        EKSOperation("UntagResource", "DELETE", "/tags/{resourceArn}"),
        EKSOperation("UpdateAccessEntry", "POST", "/clusters/{name}/access-entries/{principalArn}"),
        EKSOperation("UpdateAddon", "POST", "/clusters/{name}/addons/{addonName}/update"),
        EKSOperation("UpdateCapability", "POST", "/clusters/{name}/capabilities/{capabilityName}"),
        EKSOperation("UpdateClusterConfig", "POST", "/clusters/{name}/update-config"),
        EKSOperation("UpdateClusterVersion", "POST", "/clusters/{name}/updates"),
        EKSOperation("UpdateEksAnywhereSubscription", "POST", "/eks-anywhere-subscriptions/{id}"),
        EKSOperation("UpdateNodegroupConfig", "POST", "/clusters/{name}/node-groups/{nodegroupName}/update-config"),
        EKSOperation("UpdateNodegroupVersion", "POST", "/clusters/{name}/node-groups/{nodegroupName}/update-version"),
        EKSOperation(
            "UpdatePodIdentityAssociation",
            "POST",
            "/clusters/{name}/pod-identity-associations/{associationId}"
        ),
    ]
}
