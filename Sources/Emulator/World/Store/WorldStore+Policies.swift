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

    /// A resource's side: the policies that have a say in what is done to it, and its condition keys (docs/aws/iam.md,
    /// "Resource policies" and "Across accounts").
    ///
    /// - Parameter action: what is asked, such as `ecr:PutImage`, on which it depends whether a registry's policy has a say.
    package func side(of resource: AccessedResource, asked action: String) -> ResourceSide {
        state.withLock { $0.side(of: resource, asked: action) }
    }

    /// The tags of what IAM keeps under an ARN; none of what has none, or is not there.
    package func tags(ofIdentity arn: ARN) -> [String: String] {
        guard let account = AccountID(arn.account).flatMap(account) else { return [:] }
        switch arn.resource.prefix(while: { $0 != "/" }) {
        case "user": return account.user(arn)?.tags ?? [:]
        case "role": return account.role(arn)?.tags ?? [:]
        case "policy": return account.managedPolicy(arn)?.tags ?? [:]
        case "instance-profile": return account.instanceProfiles.values.first { $0.arn == arn }?.tags ?? [:]
        case "oidc-provider": return account.oidcProviders.values.first { $0.arn == arn }?.tags ?? [:]
        case "saml-provider": return account.samlProviders.values.first { $0.arn == arn }?.tags ?? [:]
        default: return [:]
        }
    }

    /// The first principal that a policy names and the world does not have; nil where it has them all.
    package func unknownPrincipal(in document: PolicyDocument) -> PolicyPrincipal? {
        let accounts = state.withLock { $0.accounts }
        return document.principals.first { accounts.impossibility(of: $0) != nil }
    }
}
