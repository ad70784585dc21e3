package import AWSCore
package import Foundation
package import World

/// What an operation knows of the call that it performs: authenticated and authorised before it gets here.
package struct ECRCall: Sendable {
    package let caller: Principal
    /// The access key ID of the caller's session; nil for long-term credentials.
    package let session: AccessKeyID?
    /// The region whose registry is meant: that of the host, on localhost that of the signature.
    package let region: Region
    package let now: Date
    package let world: WorldStore

    package init(caller: Principal, session: AccessKeyID?, region: Region, now: Date, world: WorldStore) {
        self.caller = caller
        self.session = session
        self.region = region
        self.now = now
        self.world = world
    }

    /// The registry that an input names, or else the caller's own.
    package func registry(_ named: AccountID?) -> AccountID { named ?? caller.accountID }

    /// `*` in the caller's account: what calls that belong to no repository are asked on.
    package var ownRegistry: [ECRResource] { [ECRResource(name: "*", account: caller.accountID)] }
}

/// A resource that IAM is asked about.
package struct ECRResource: Sendable, Equatable {
    /// An ARN, or `*` for what belongs to no repository.
    package let name: String
    /// The account that owns it.
    package let account: AccountID

    static func repository(_ name: String, _ account: AccountID, _ region: Region) -> ECRResource {
        ECRResource(name: ARN.repository(name, in: region, of: account).description, account: account)
    }
}
