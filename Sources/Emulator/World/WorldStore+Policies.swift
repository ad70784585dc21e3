package import AWSCore
import Determinism
import Foundation
package import IAM
import Synchronization

/// What IAM asks the world: the policies and condition keys on the side of a caller, and on that of a resource.
extension WorldStore {
    /// The caller's side.
    ///
    /// - Parameters:
    ///   - principal: who calls.
    ///   - session: the access key ID of the session that the credentials belong to; nil for a long-term key.
    /// - Returns: nil where the user, the role, the issuer or the session is gone or belongs to somebody else, or where
    ///   the principal is one that has a session always and none is given: the call must then be refused. An expired
    ///   session's is still answered, as by ``knownKey(_:)``.
    package func callerProfile(of principal: Principal, session: AccessKeyID?) -> CallerProfile? {
        let now = clock.now
        return state.withLock { $0.callerProfile(of: principal, session: session, at: now) }
    }

    /// The caller's side of somebody who does not call: as ``callerProfile(of:session:)``, but a role session or a
    /// federated user needs no session, and then has neither session policies nor session tags.
    package func simulatedProfile(of principal: Principal) -> CallerProfile? {
        state.withLock { $0.profile(of: principal, session: nil) }
    }

    /// The side of a repository: its policy, then its registry's, and the resource control policies of its account.
    ///
    /// - Parameters:
    ///   - repository: nil for the registry as a whole.
    ///   - action: what is asked, such as `ecr:PutImage`, on which it depends whether the registry's policy has a say;
    ///     without it the registry's policy always has.
    package func resourcePolicies(
        of account: AccountID,
        _ region: Region,
        repository: String?,
        action: String? = nil
    ) -> ResourcePolicies {
        let resource = state.withLock { $0.resource(account, region, repository) }
        var policies = resource.repositoryPolicy.map { [$0] } ?? []
        if let registry = resource.registryPolicy, action.map(resource.registryPolicyScope.covers) ?? true {
            policies.append(registry)
        }
        return ResourcePolicies(policies: policies, resourceControl: resource.resourceControl)
    }

    /// The side of a role that is to be assumed: its trust policy, and the resource control policies of its account.
    ///
    /// - Parameter role: nil where there is no such role; then nothing is trusted.
    package func trustPolicies(of role: Role?, in account: AccountID) -> ResourcePolicies {
        let policies = role.map {
            [AttachedPolicy(name: "trust policy of role/\($0.name)", document: $0.trustPolicy)]
        }
        return ResourcePolicies(
            kind: .trust,
            policies: policies ?? [],
            resourceControl: state.withLock { $0.resourceControl(of: account) }
        )
    }

    /// The side of what has no policy of its own: the resource control policies of its account.
    package func accountPolicies(of account: AccountID) -> ResourcePolicies {
        ResourcePolicies(resourceControl: state.withLock { $0.resourceControl(of: account) })
    }

    /// The condition keys of a repository, or of its registry: `aws:ResourceAccount`, `aws:ResourceOrgID`,
    /// `aws:ResourceOrgPaths`, and its tags as `aws:ResourceTag/…` and `ecr:ResourceTag/…`.
    package func resourceContext(of account: AccountID, _ region: Region, repository: String?) -> RequestContext {
        state.withLock { $0.resource(account, region, repository).context }
    }

    /// The condition keys of a role that is to be assumed; its tags are `aws:ResourceTag/…` and `iam:ResourceTag/…`.
    ///
    /// - Parameter role: nil where there is no such role.
    package func resourceContext(of role: Role?, in account: AccountID) -> RequestContext {
        state.withLock {
            $0.context(of: account, tags: role?.tags ?? [:], keys: ["aws:ResourceTag/", "iam:ResourceTag/"])
        }
    }

    /// The condition keys of a bucket, or of what is in it. Its tags are none, for a bucket has no tag-based access
    /// control until it is switched on.
    package func resourceContext(ofBucketIn account: AccountID) -> RequestContext {
        var context = resourceContext(of: account)
        context["s3:ResourceAccount"] = [account.value]
        return context
    }

    /// The condition keys of a cluster; its tags are `aws:ResourceTag/…`.
    ///
    /// - Parameter cluster: nil where there is no such cluster, and for all of them.
    package func resourceContext(of cluster: Cluster?, in account: AccountID) -> RequestContext {
        state.withLock { $0.context(of: account, tags: cluster?.tags ?? [:], keys: ["aws:ResourceTag/"]) }
    }

    /// The condition keys of what belongs to an account and has no tags.
    package func resourceContext(of account: AccountID) -> RequestContext {
        state.withLock { $0.context(of: account, tags: [:], keys: []) }
    }

    /// The first principal that a policy names and the world does not have; nil where it has them all.
    package func unknownPrincipal(in document: PolicyDocument) -> PolicyPrincipal? {
        let accounts = state.withLock { $0.accounts }
        return document.principals.first { accounts.impossibility(of: $0) != nil }
    }
}
