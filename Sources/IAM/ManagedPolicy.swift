package import AWSCore

/// The policies that AWS keeps ready for every account. Until policies are evaluated only one is known, because it is
/// the only one that needs no evaluation: it allows everything.
package enum ManagedPolicy: String, Sendable, CaseIterable {
    case administratorAccess = "AdministratorAccess"

    /// `arn:PARTITION:iam::aws:policy/AdministratorAccess`.
    package func arn(in partition: Partition) -> ARN {
        ARN(partition: partition.name, service: "iam", region: "", account: "aws", resource: "policy/" + rawValue)
    }

    /// The policy that `reference` means: its name, or its ARN in `partition`. Nil for any other.
    package init?(reference: String, in partition: Partition) {
        let found = ManagedPolicy.allCases.first {
            $0.rawValue == reference || $0.arn(in: partition).description == reference
        }
        guard let found else { return nil }
        self = found
    }

    /// Its one statement, in words.
    static func statement(_ policy: ARN) -> String { "\(policy): Allow * on *" }
}
