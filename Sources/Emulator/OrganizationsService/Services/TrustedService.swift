import IAM

/// The services of AWS's that work in all accounts of an organization where they are let (docs/aws/organizations-api.md,
/// "Services").
enum TrustedService {
    /// Whether AWS Organizations knows the principal of a service.
    static func isKnown(_ principal: String) -> Bool { principals.contains(principal) }

    private static let principals: Set = [
        "access-analyzer.amazonaws.com", "account.amazonaws.com", "agreement-management.marketplace.amazonaws.com",
        "auditmanager.amazonaws.com", "aws-artifact-account-sync.amazonaws.com", "backup.amazonaws.com",
        "bcm-data-exports.amazonaws.com", "billing-cost-management.amazonaws.com", "cloudtrail.amazonaws.com",
        "compute-optimizer.amazonaws.com", "config-multiaccountsetup.amazonaws.com", "config.amazonaws.com",
        "controltower.amazonaws.com", "cost-optimization-hub.bcm.amazonaws.com", "detective.amazonaws.com",
        "devops-guru.amazonaws.com", "ds.amazonaws.com", "ec2.amazonaws.com", "fms.amazonaws.com",
        "guardduty.amazonaws.com", "health.amazonaws.com", "iam.amazonaws.com", "inspector2.amazonaws.com",
        "ipam.amazonaws.com", "license-management.marketplace.amazonaws.com",
        "license-manager-linux-subscriptions.amazonaws.com", "license-manager-user-subscriptions.amazonaws.com",
        "license-manager.amazonaws.com", "license-manager.member-account.amazonaws.com", "macie.amazonaws.com",
        "malware-protection.guardduty.amazonaws.com", "member.org.stacksets.cloudformation.amazonaws.com",
        "mgn.amazonaws.com", "networkmanager.amazonaws.com", "notifications.amazonaws.com",
        "observabilityadmin.amazonaws.com", "ram.amazonaws.com", "reachabilityanalyzer.networkinsights.amazonaws.com",
        "reporting.trustedadvisor.amazonaws.com", "resource-explorer-2.amazonaws.com", "securityhub.amazonaws.com",
        "securitylake.amazonaws.com", "servicecatalog.amazonaws.com", "servicequotas.amazonaws.com",
        "ssm-incidents.amazonaws.com", "ssm-quicksetup.amazonaws.com", "ssm.amazonaws.com", "sso.amazonaws.com",
        "stacksets.cloudformation.amazonaws.com", "storage-lens.s3.amazonaws.com", "tagpolicies.tag.amazonaws.com",
        "wellarchitected.amazonaws.com",
    ]
}

extension RequestContext {
    /// `organizations:ServicePrincipal`.
    static func of(service: String?) -> RequestContext {
        var context = RequestContext()
        if let service { context["organizations:ServicePrincipal"] = [service] }
        return context
    }
}
