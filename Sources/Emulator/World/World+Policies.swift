import AWSCore
package import IAM

extension World {
    /// Gives a user or role nothing but one policy: what is attached to it, stands in it and comes from its groups goes. A
    /// permissions boundary stays.
    ///
    /// - Parameters:
    ///   - identity: a name or an ARN.
    ///   - policy: nil for no policy at all.
    /// - Throws: ``WorldStoreError/unknown(_:)`` where there is no such user or role,
    ///   ``WorldStoreError/ambiguous(_:among:)`` where there are several.
    package mutating func replacePolicies(of identity: String, by policy: PolicyDocument?) throws(WorldStoreError) {
        let policies = policy.map { ["least-privilege": $0] } ?? [:]
        var found: [String] = []
        for id in accounts.keys.sorted() {
            for user in accounts[id]?.users.values.sorted(by: { $0.name < $1.name }) ?? []
            where user.arn.isMeant(by: identity) {
                found.append(user.arn.description)
                var user = user
                user.groups = []
                user.attachedPolicies = []
                user.inlinePolicies = policies
                accounts[id]?.users[user.name] = user
            }
            for role in accounts[id]?.roles.values.sorted(by: { $0.name < $1.name }) ?? []
            where role.arn.isMeant(by: identity) {
                found.append(role.arn.description)
                var role = role
                role.attachedPolicies = []
                role.inlinePolicies = policies
                accounts[id]?.roles[role.name] = role
            }
        }
        guard !found.isEmpty else { throw .unknown("user or role '\(identity)'") }
        guard found.count == 1 else { throw .ambiguous(identity, among: found) }
    }
}
