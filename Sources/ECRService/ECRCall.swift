package import AWSCore
package import Foundation
package import IAM
package import Storage
package import World

/// What an operation knows of the call that it performs: authenticated and authorised before it gets here.
package struct ECRCall: Sendable {
    package let caller: Principal
    /// The access key ID of the caller's session; nil for long-term credentials.
    package let session: AccessKeyID?
    /// The region whose registry is meant: that of the host, on localhost that of the signature.
    package let region: Region
    package let now: Date
    /// The condition keys of the request itself, such as `aws:SourceIp`; the principal's and the resource's are the
    /// world's to say.
    package let context: RequestContext
    package let world: WorldStore
    /// The images and layers of the world's repositories.
    package let store: RegistryStore
    /// Makes the links by which layers are fetched.
    package let layerURLs: LayerURLs
    /// Scheme and authority that the request came by, such as `https://HOST`.
    package let origin: String
    /// Makes the ID of an upload.
    package let newUploadID: @Sendable () -> String

    package init(
        caller: Principal,
        session: AccessKeyID?,
        region: Region,
        now: Date,
        context: RequestContext = RequestContext(),
        world: WorldStore,
        store: RegistryStore,
        layerURLs: LayerURLs,
        origin: String = "https://localhost",
        newUploadID: @escaping @Sendable () -> String
    ) {
        self.caller = caller
        self.session = session
        self.region = region
        self.now = now
        self.context = context
        self.world = world
        self.store = store
        self.layerURLs = layerURLs
        self.origin = origin
        self.newUploadID = newUploadID
    }

    /// The registry that an input names, or else the caller's own.
    package func registry(_ named: AccountID?) -> AccountID { named ?? caller.accountID }

    /// `*` in the caller's account: what calls that belong to no repository are asked on.
    var ownRegistry: ECRResource { .registry(of: caller.accountID, region) }
}
