import Images
import OCI
import Storage

/// `DELETE /v2/N/manifests/REF` (docs/aws/registry.md, "Routes").
enum DeleteManifest {
    /// ECR removes an image with its last tag, and none that an index has; the specification has neither rule.
    static func answer(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let repository = try call.knownRepository()
        let key = try call.imageKey()
        let rules = DeleteRules(
            keepsReferenced: call.dialect == .ecr,
            lastTagRemovesImage: call.dialect == .ecr
        )
        let outcome = try await registry {
            try await call.store.deleteImage(
                key,
                in: repository.id,
                rules: rules,
                admit: repository.admission(in: call.services.world)
            )
        }
        switch outcome {
        case .deleted(let image):
            repository.tellDeletion(of: image, by: key, in: call.store, at: call.now)
            return RegistryAnswer(202)
        case .notFound: throw .unknownManifest
        case .referenced(let indexes): throw .referencedManifest(by: indexes.map(\.description))
        }
    }
}
