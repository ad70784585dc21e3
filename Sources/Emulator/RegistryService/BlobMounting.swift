import AWSCore
import Images
import OCI
import Storage
import World

/// Blobs that a repository takes from another instead of their bytes (docs/aws/registry.md, "Mounts").
enum BlobMounting {
    /// - Returns: 201, or nil where the blob cannot be mounted, and an ordinary upload begins instead.
    static func answer(
        _ call: RegistryCall,
        to repository: Repository
    ) async throws(RegistryError) -> RegistryAnswer? {
        guard call.mayMount, let mount = call.request.mount, let digest = Digest(mount.digest),
            let source = call.services.world.repository(call.account, call.region, mount.source),
            call.dialect == .oci || isPossible(from: source, to: repository, call.services.world)
        else { return nil }
        let isMounted = try await registry {
            try await call.store.mountLayer(
                digest,
                from: source.id,
                to: repository.id,
                requiresImage: call.dialect == .ecr,
                admit: repository.admission(in: call.services.world)
            )
        }
        return isMounted ? RegistryAnswer.createdBlob(digest, in: repository, call) : nil
    }

    /// Whether ECR would: the registry must have mounting switched on, and both repositories be encrypted alike.
    private static func isPossible(from source: Repository, to target: Repository, _ world: WorldStore) -> Bool {
        world.account(target.account)?.registrySettings(in: target.region).isBlobMountingEnabled == true
            && source.encryption == target.encryption
    }
}
