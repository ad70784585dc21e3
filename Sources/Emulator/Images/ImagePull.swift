package import Foundation
package import OCI
package import Storage
package import World

/// An image that somebody pulls, by BatchGetImage or by the registry's `GET` of a manifest.
package struct ImagePull: Sendable {
    private let image: Digest
    private let repository: Repository
    private let caller: Principal?

    /// - Parameter caller: nil for whoever pulls a public image without a name.
    package init(image: Digest, repository: Repository, caller: Principal?) {
        self.image = image
        self.repository = repository
        self.caller = caller
    }

    /// Notes the pull as `lastRecordedPullTime`, unless the registry leaves the caller's pulls out.
    package func record(in store: RegistryStore, _ world: WorldStore, at now: Date) {
        if let caller, world.excludesPulls(of: caller, in: repository.account, repository.region) { return }
        store.recordPull(of: image, in: repository.id, at: now)
    }
}
