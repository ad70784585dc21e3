package import AWSCore
import IAM
import Synchronization

/// The role in which ECR fills caches: an account's registries share one, and it may pull from the account's own registries
/// (docs/aws/ecr-features.md, "Pull-through caches").
package enum PullThroughRole {
    /// The service whose role it is, and which assumes a rule's own role.
    package static let service = "pullthroughcache.ecr.amazonaws.com"

    package static func arn(of account: AccountID, in partition: Partition) -> ARN {
        .iam(partition, account, "role/aws-service-role/\(service)/\(name)")
    }

    private static let name = "AWSServiceRoleForECRPullThroughCache"
    fileprivate static let session = "ECRPullThroughCache"

    /// ECR as it acts for an account of this partition.
    fileprivate static func principal(of account: AccountID, in partition: Partition) -> RequestPrincipal {
        RequestPrincipal(
            kind: .roleSession,
            arn: .sts(partition, account, "assumed-role/\(name)/\(session)"),
            account: account,
            issuerARN: arn(of: account, in: partition)
        )
    }
}

extension WorldStore {
    /// Whether ECR, by a rule of `account`, may do `action` to a repository of the upstream registry. In a role of the
    /// rule's it may do what that role may, which must let ECR assume it; in its own it may do what its own policy says.
    package func mayPullThrough(
        by rule: PullThroughCacheRule,
        of account: AccountID,
        _ action: String,
        from name: String,
        of upstream: (account: AccountID, region: Region)
    ) -> Bool {
        isAllowed(action, on: .repository(name, upstream.account, upstream.region), by: rule, of: account)
    }

    /// Whether ECR, by a rule of `account`, gets a password for registries of its own.
    package func maySignIn(by rule: PullThroughCacheRule, of account: AccountID) -> Bool {
        isAllowed("ecr:GetAuthorizationToken", on: .account(account), by: rule, of: account)
    }

    private func isAllowed(
        _ action: String,
        on resource: AccessedResource,
        by rule: PullThroughCacheRule,
        of account: AccountID
    ) -> Bool {
        guard let caller = caller(of: rule, of: account) else { return false }
        var side = side(of: resource, asked: action)
        // Organisations do not bind the roles that services make for themselves.
        if rule.customRoleARN == nil { side.policies.resourceControl = [] }
        var context = caller.context
        context.merge(side.context)
        let request = AccessRequest(
            caller: caller.principal,
            action: action,
            resource: resource.name,
            resourceAccount: resource.account,
            context: context
        )
        let policies = ApplicablePolicies(caller: caller.policies, resource: side.policies)
        return Evaluation.decide(request, policies).isAllowed
    }

    /// Who pulls; nil where the rule's role is not there, or does not let ECR in.
    private func caller(of rule: PullThroughCacheRule, of account: AccountID) -> CallerProfile? {
        let partition = partition(of: account)
        guard let text = rule.customRoleARN else {
            let policy = ManagedPolicy.policy("AWSECRPullThroughCache_ServiceRolePolicy", in: partition)
            return CallerProfile(
                principal: PullThroughRole.principal(of: account, in: partition),
                policies: CallerPolicies(identity: policy.map { [$0] } ?? []),
                context: RequestContext([
                    "aws:PrincipalArn": [PullThroughRole.arn(of: account, in: partition).description],
                    "aws:PrincipalAccount": [account.value],
                ])
            )
        }
        guard let role = ARN(text).flatMap({ self.account(account)?.role($0) }) else { return nil }
        let resource = AccessedResource(role.arn.description, of: account, .role(role))
        let side = side(of: resource, asked: "sts:AssumeRole")
        var context = RequestContext([
            "aws:PrincipalIsAWSService": ["true"], "aws:PrincipalServiceName": [PullThroughRole.service],
            "aws:SourceAccount": [account.value], "sts:RoleSessionName": [PullThroughRole.session],
        ])
        context.merge(side.context)
        let assumption = AccessRequest(
            caller: .service(PullThroughRole.service, for: account, in: partition),
            action: "sts:AssumeRole",
            resource: resource.name,
            resourceAccount: account,
            context: context
        )
        guard Evaluation.decide(assumption, ApplicablePolicies(resource: side.policies)).isAllowed else { return nil }
        return simulatedProfile(of: .roleSession(account, role: role.name, session: PullThroughRole.session))
    }
}
