import AWSCore
import Determinism

/// The IDs that AWS generates for users and roles. They derive from the ARN and the world's seed alone, never from the
/// order of things, so that one world has the same IDs wherever and however often it is loaded.
enum UniqueID {
    static func make(_ prefix: String, of arn: ARN, seed: String?) -> String {
        var stream = RandomStream(derivedFrom: "\(arn)\(seed.map { " " + $0 } ?? "")")
        return stream.awsUniqueID(prefix)
    }
}
