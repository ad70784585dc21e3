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
            try await ImageRemoval(from: repository, call.services.world, call.store)
                .remove(key, rules: rules, at: call.now)
        }
        switch outcome {
        case .deleted: return RegistryAnswer(202)
        case .notFound: throw .unknownManifest
        case .referenced(let indexes): throw .referencedManifest(by: indexes.map(\.description))
        }
    }
}
