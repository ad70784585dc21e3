import AWSCore
import Determinism
import World

/// What runs here.
package struct ReadHealth: PlainVerb {
    package static let route = ControlRoute(.get, "health")

    package init() {}

    package func perform(on emulator: Emulator) -> Health {
        Health(
            status: "ok",
            version: emulator.configuration.version,
            accounts: emulator.world.accountIDs.map(\.value),
            isPredictable: emulator.configuration.randomness.isPredictable,
            unsupported: OperationTable.all.filter { !$0.isSupported }.map(\.callName).sorted()
        )
    }
}

package struct Health: Sendable, Codable, Equatable, ControlReply {
    /// `ok`; an emulator that is not does not answer.
    package let status: String
    package let version: String
    /// The accounts of the world, sorted.
    package let accounts: [String]
    /// Whether secrets and tokens come from a seed, and so can be foretold.
    package let isPredictable: Bool
    /// The operations of ECR and STS that AWS has and this emulator does not, such as `ecr:PutLifecyclePolicy`,
    /// sorted.
    package let unsupported: [String]
}
