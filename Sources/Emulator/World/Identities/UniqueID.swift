package import AWSCore
import Determinism

/// The IDs that AWS generates for users, groups and roles. They derive from the ARN and the world's seed alone, never
/// from the order of things, so that one world has the same IDs wherever and however often it is loaded.
enum UniqueID {
    /// - Parameter incarnation: how many of this ARN were deleted before: who is made again under the same name is
    ///   somebody else.
    static func make(_ prefix: String, of arn: ARN, seed: String?, incarnation: Int = 0) -> String {
        let again = incarnation > 0 ? " #\(incarnation)" : ""
        var stream = RandomStream(derivedFrom: "\(arn)\(seed.map { " " + $0 } ?? "")\(again)")
        return stream.awsUniqueID(prefix)
    }
}

extension World {
    /// The ID of a managed policy of AWS's, `ANPA…`, which is the same in all worlds.
    package static func managedPolicyID(of arn: ARN) -> String { UniqueID.make("ANPA", of: arn, seed: nil) }
}
