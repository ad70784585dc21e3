package import AWSCore
package import Foundation

/// What a signature proved.
package struct VerifiedSignature<Principal: Sendable>: Sendable {
    package let principal: Principal
    package let accessKeyID: AccessKeyID
    /// The region that the request was signed for.
    package let region: Region
    /// The signature's own timestamp.
    package let signedAt: Date
    /// Whether the signature stood in the query.
    package let isPresigned: Bool
}
