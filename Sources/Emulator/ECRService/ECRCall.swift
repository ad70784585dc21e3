package import AWSCore
import AWSProtocols
package import Determinism
package import Foundation
package import IAM
package import Images
package import Storage
package import World

/// What an operation knows of the call that it performs: authenticated and authorised before it gets here.
package struct ECRCall: Sendable {
    package let caller: Principal
    /// The access key ID of the caller's session; nil for long-term credentials.
    package let session: AccessKeyID?
    /// The region whose registry is meant: that of the host, on localhost that of the signature. ``Region/publicRegistry``
    /// where the call is ECR Public's.
    package let region: Region
    /// The moment of the call.
    package let time: WorldTime
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
    /// What a pull-through cache could not fetch for the call.
    package var upstreamFailures: [ImageKey: UpstreamFailure] = [:]

    package init(
        caller: Principal,
        session: AccessKeyID?,
        region: Region,
        time: WorldTime,
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
        self.time = time
        self.context = context
        self.world = world
        self.store = store
        self.layerURLs = layerURLs
        self.origin = origin
        self.newUploadID = newUploadID
    }

    /// Whether ECR Public was called.
    var isPublic: Bool { region == .publicRegistry }

    /// The world's time.
    package var now: Date { time.now }

    /// A date of the world's as an answer tells it: in the clients' time, as seconds since the epoch with at most three
    /// decimals (docs/aws/endpoints.md, "The JSON protocol").
    func timestamp(_ date: Date) -> JSONValue {
        .number((time.forClients(date).timeIntervalSince1970 * 1_000).rounded(.down) / 1_000)
    }

    /// The registry that an input names, or else the caller's own.
    package func registry(_ named: AccountID?) -> AccountID { named ?? caller.accountID }

    /// `*` in the caller's account: what calls that belong to no repository are asked on.
    var ownRegistry: AccessedResource {
        AccessedResource("*", of: caller.accountID, region == .publicRegistry ? .publicRegistry : .account)
    }
}
