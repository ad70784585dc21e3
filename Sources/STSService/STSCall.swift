package import AWSCore
package import Foundation
package import World

/// What an operation knows of the call that it performs: authenticated and authorised before it gets here.
package struct STSCall: Sendable {
    package let caller: Principal
    /// Whether the caller's credentials are themselves a session's.
    package let isTemporary: Bool
    /// The region that the call was signed for.
    package let region: Region
    package let now: Date
    package let world: WorldStore

    package init(caller: Principal, isTemporary: Bool, region: Region, now: Date, world: WorldStore) {
        self.caller = caller
        self.isTemporary = isTemporary
        self.region = region
        self.now = now
        self.world = world
    }
}
