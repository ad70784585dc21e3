package import AWSCore
package import Determinism
package import Foundation
package import World

/// What an operation knows of the call that it performs: authenticated and authorised before it gets here.
package struct STSCall: Sendable {
    /// Who signed; nil where nobody did, which only the operations see that are ``STSOperation/isUnsigned``.
    package let caller: Principal?
    /// The caller's session; nil for long-term keys and without a caller.
    package let session: Session?
    /// The region that the call was signed for; of an unsigned call the region of the host that was called.
    package let region: Region
    /// Whether the host is the global endpoint, `sts.amazonaws.com`, and not the region's own.
    package let isGlobal: Bool
    /// The moment of the call. What the world holds is dated in the world's time, and so are the dates of a result,
    /// which are told to clients in theirs.
    package let time: WorldTime
    package let world: WorldStore
    package let issuers: WebIdentityIssuers
    /// Asked each time that the keys of an identity provider, given by its URL, are needed: why they cannot be had, or nil.
    package let keysFailure: @Sendable (String) -> STSError?

    package init(
        caller: Principal?,
        session: Session?,
        region: Region,
        isGlobal: Bool = false,
        time: WorldTime,
        world: WorldStore,
        issuers: WebIdentityIssuers,
        keysFailure: @escaping @Sendable (String) -> STSError? = { _ in nil }
    ) {
        self.caller = caller
        self.session = session
        self.region = region
        self.isGlobal = isGlobal
        self.time = time
        self.world = world
        self.issuers = issuers
        self.keysFailure = keysFailure
    }

    /// The world's time.
    package var now: Date { time.now }
}
