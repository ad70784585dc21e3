import AWSCore
package import IAM

extension Account {
    /// The managed policy that a reference means: the name or the ARN of one of the account's own, or else of one of
    /// AWS's. Nil where there is none.
    package func managedPolicy(_ reference: String) -> AttachedPolicy? {
        let own = managedPolicies[reference] ?? ARN(reference).flatMap(managedPolicy)
        if let own { return AttachedPolicy(name: own.name, arn: own.arn, document: own.document) }
        // Those of organizations and those of AssumeRoot's tasks are not to be attached to identities.
        guard let policy = ManagedPolicy.policy(reference, in: partition), ManagedPolicy.names.contains(policy.name)
        else { return nil }
        return policy
    }

    /// The account's own managed policy of an ARN, which ends in its name.
    func managedPolicy(_ arn: ARN) -> CustomerManagedPolicy? {
        managedPolicies[arn.lastPart].flatMap { $0.arn == arn ? $0 : nil }
    }

    /// The user of an ARN, which ends in its name.
    func user(_ arn: ARN) -> User? { users[arn.lastPart].flatMap { $0.arn == arn ? $0 : nil } }

    /// The role of an ARN, which ends in its name.
    func role(_ arn: ARN) -> Role? { roles[arn.lastPart].flatMap { $0.arn == arn ? $0 : nil } }

    /// Why there is no policy of this reference, with the names that are close.
    func missingPolicy(_ reference: String) -> String {
        let name = reference.hasPrefix("arn:") ? String(reference.split(separator: "/").last ?? "") : reference
        let names = managedPolicies.keys.sorted() + ManagedPolicy.names
        let hint =
            SimilarNames.suggestion(for: name, among: names).map { "did you mean \($0)?" }
            ?? "add it below policies of the account, or name one of AWS's that docs/world.md lists"
        return "there is no policy '\(reference)' in account \(id) or among AWS's; \(hint)"
    }
}
