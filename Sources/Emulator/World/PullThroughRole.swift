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
        guard let caller = caller(of: rule, of: account) else { return false }
        var resource = resourcePolicies(of: upstream.account, upstream.region, repository: name, action: action)
        // Organisations do not bind the roles that services make for themselves.
        if rule.customRoleARN == nil { resource.resourceControl = [] }
        return isAllowed(
            action,
            on: ARN.repository(name, in: upstream.region, of: upstream.account).description,
            of: upstream.account,
            caller,
            resource,
            resourceContext(of: upstream.account, upstream.region, repository: name)
        )
    }

    /// Whether ECR, by a rule of `account`, gets a password for registries of its own.
    package func maySignIn(by rule: PullThroughCacheRule, of account: AccountID) -> Bool {
        guard let caller = caller(of: rule, of: account) else { return false }
        let resource = rule.customRoleARN == nil ? ResourcePolicies() : accountPolicies(of: account)
        let context = resourceContext(of: account)
        return isAllowed("ecr:GetAuthorizationToken", on: "*", of: account, caller, resource, context)
    }

    private func isAllowed(
        _ action: String,
        on resource: String,
        of owner: AccountID,
        _ caller: CallerProfile,
        _ policies: ResourcePolicies,
        _ context: RequestContext
    ) -> Bool {
        var all = caller.context
        all.merge(context)
        let request = AccessRequest(
            caller: caller.principal,
            action: action,
            resource: resource,
            resourceAccount: owner,
            context: all
        )
        return Evaluation.decide(request, ApplicablePolicies(caller: caller.policies, resource: policies)).isAllowed
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
        let assumption = AccessRequest(
            caller: .service(PullThroughRole.service, for: account, in: partition),
            action: "sts:AssumeRole",
            resource: role.arn.description,
            resourceAccount: account,
            context: assumptionContext(of: role, in: account)
        )
        let trust = ApplicablePolicies(resource: trustPolicies(of: role, in: account))
        guard Evaluation.decide(assumption, trust).isAllowed else { return nil }
        return simulatedProfile(of: .roleSession(account, role: role.name, session: PullThroughRole.session))
    }

    private func assumptionContext(of role: Role, in account: AccountID) -> RequestContext {
        var context = RequestContext([
            "aws:PrincipalIsAWSService": ["true"], "aws:PrincipalServiceName": [PullThroughRole.service],
            "aws:SourceAccount": [account.value], "sts:RoleSessionName": [PullThroughRole.session],
        ])
        context.merge(resourceContext(of: role, in: account))
        return context
    }
}
