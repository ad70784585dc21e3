/// The actions of EKS, one for each operation (Service Authorization Reference, "Actions, resources, and condition keys for
/// Amazon Elastic Kubernetes Service").
extension IAMAction {
    static let eks: [IAMAction] =
        (clusterNames.map { IAMAction("eks:" + $0, .cluster) } + otherNames.map { IAMAction("eks:" + $0, .none) })
        .sorted { $0.name < $1.name }

    /// About a cluster, about all of them, or about something within one.
    private static let clusterNames = [
        "AssociateAccessPolicy", "AssociateEncryptionConfig", "AssociateIdentityProviderConfig", "CreateAccessEntry",
        "CreateAddon", "CreateCapability", "CreateCluster", "CreateFargateProfile", "CreateNodegroup",
        "CreatePodIdentityAssociation", "DeleteAccessEntry", "DeleteAddon", "DeleteCapability", "DeleteCluster",
        "DeleteFargateProfile", "DeleteNodegroup", "DeletePodIdentityAssociation", "DeregisterCluster",
        "DescribeAccessEntry", "DescribeAddon", "DescribeCapability", "DescribeCluster", "DescribeFargateProfile",
        "DescribeIdentityProviderConfig", "DescribeInsight", "DescribeInsightsRefresh", "DescribeNodegroup",
        "DescribePodIdentityAssociation", "DescribeUpdate", "DisassociateAccessPolicy",
        "DisassociateIdentityProviderConfig", "ListAccessEntries", "ListAddons", "ListAssociatedAccessPolicies",
        "ListCapabilities", "ListClusters", "ListFargateProfiles", "ListIdentityProviderConfigs", "ListInsights",
        "ListNodegroups", "ListPodIdentityAssociations", "ListTagsForResource", "ListUpdates", "RegisterCluster",
        "StartInsightsRefresh", "TagResource", "UntagResource", "UpdateAccessEntry", "UpdateAddon", "UpdateCapability",
        "UpdateClusterConfig", "UpdateClusterVersion", "UpdateNodegroupConfig", "UpdateNodegroupVersion",
        "UpdatePodIdentityAssociation",
    ]

    private static let otherNames = [
        "CreateEksAnywhereSubscription", "DeleteEksAnywhereSubscription", "DescribeAddonConfiguration",
        "DescribeAddonVersions", "DescribeClusterVersions", "DescribeEksAnywhereSubscription", "ListAccessPolicies",
        "ListEksAnywhereSubscriptions", "UpdateEksAnywhereSubscription",
    ]
}
