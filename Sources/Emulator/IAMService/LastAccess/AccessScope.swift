import AWSCore
import Determinism
import Foundation
import IAM
import World

/// What a report on last accessed information is about: the policies whose services it lists, and the users and roles
/// that have their permissions from them.
struct AccessScope: Sendable {
    let documents: [PolicyDocument]
    let entities: [IdentityAccess.Entity]
}

extension IAMCall {
    /// What IAM is asked about a report.
    ///
    /// - Parameter text: the ARN of a user, a group, a role or a managed policy.
    func accessSubject(_ text: String) throws(IAMError) -> IAMSubject {
        Self.isPolicy(text) ? policy(text) : try policySource(text).subject
    }

    /// - Parameter text: as in ``accessSubject(_:)``.
    /// - Throws: where there is nothing of that ARN.
    func accessScope(_ text: String) throws(IAMError) -> AccessScope {
        let account = try account()
        guard Self.isPolicy(text) else {
            let source = try policySource(text)
            guard let held = source.held else { throw source.absent }
            return AccessScope(documents: held.map(\.document), entities: account.entities(of: text))
        }
        let arn = try account.policyView(text).arn
        let documents = world.managedPolicy(arn).map { [$0.document] } ?? []
        return AccessScope(documents: documents, entities: account.entities(having: arn))
    }

    private static func isPolicy(_ text: String) -> Bool {
        ARN(text).map { $0.service == "iam" && $0.resource.hasPrefix("policy/") } ?? false
    }

    /// What is known of a scope now.
    func identityAccess(_ scope: AccessScope, hasActions: Bool) -> IdentityAccess {
        let reach = ServiceReach(scope.documents)
        let attempts = scope.entities.map { world.lastAccess(of: $0.id, in: accountID).within(periodUpTo: time.now) }
        let services = attempts.map(\.byService)
        func uses(_ attempt: (Int) -> AccessAttempt?) -> [IdentityAccess.Use] {
            scope.entities.indices.compactMap { index in
                attempt(index).map { IdentityAccess.Use(entity: index, attempt: $0) }
            }
        }
        func actions(of service: ServiceNamespace) -> [IdentityAccess.Action]? {
            let allowed = service.trackedActions.filter { reach.allows($0.name) }
            guard hasActions, !allowed.isEmpty else { return nil }
            return allowed.map { action in
                IdentityAccess.Action(
                    name: String(action.name.dropFirst(service.prefix.count + 1)),
                    last: uses { attempts[$0][action.name] }.latest
                )
            }
        }
        return IdentityAccess(
            hasActions: hasActions,
            entities: scope.entities,
            services: reach.services.map { service in
                IdentityAccess.Service(
                    prefix: service.prefix,
                    uses: uses { services[$0][service.prefix] },
                    actions: actions(of: service)
                )
            }
        )
    }
}

extension [IdentityAccess.Use] {
    /// Of several at one moment the first.
    var latest: IdentityAccess.Use? {
        reduce(nil) { latest, use in
            guard let latest, latest.attempt.date >= use.attempt.date else { return use }
            return latest
        }
    }
}

extension Account {
    /// The user or role of an ARN, or the members of the group.
    fileprivate func entities(of text: String) -> [IdentityAccess.Entity] {
        entities(
            users: { user in
                user.arn.description == text
                    || user.groups.contains { self.groups[$0]?.arn.description == text }
            },
            roles: { $0.arn.description == text }
        )
    }

    /// The users and roles that a managed policy is attached to, and the members of groups that it is attached to.
    fileprivate func entities(having policy: ARN) -> [IdentityAccess.Entity] {
        entities(
            users: { user in
                user.attachedPolicies.contains(policy)
                    || user.groups.contains { self.groups[$0]?.attachedPolicies.contains(policy) ?? false }
            },
            roles: { $0.attachedPolicies.contains(policy) }
        )
    }

    private func entities(
        users isUser: (User) -> Bool,
        roles isRole: (Role) -> Bool
    ) -> [IdentityAccess.Entity] {
        let users = users.values.filter(isUser).map {
            IdentityAccess.Entity(arn: $0.arn, id: $0.uniqueID, path: $0.path)
        }
        let roles = roles.values.filter(isRole).map {
            IdentityAccess.Entity(arn: $0.arn, id: $0.uniqueID, path: $0.path)
        }
        return (users + roles).sorted { $0.arn.description < $1.arn.description }
    }
}
