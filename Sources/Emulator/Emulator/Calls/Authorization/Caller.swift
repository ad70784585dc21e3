import AWSCore
import World

/// Who makes a call, once that is proven.
struct Caller: Sendable {
    let principal: Principal
    /// The key that signed; for a registry token that of the session that asked for it, if it was one.
    let accessKeyID: AccessKeyID?
    /// Whether the credentials are a session's.
    let isTemporary: Bool

    /// The access key ID of the caller's session; nil for long-term credentials.
    var session: AccessKeyID? { isTemporary ? accessKeyID : nil }
}
