import OCI
import Storage

extension RegistryCall {
    /// The image that the path names by tag or digest. One with a colon is a digest. A tag that breaks the pattern gets
    /// a bare status from ECR (docs/aws/registry.md, "Errors"); to the specification there is no such image.
    func imageKey() throws(RegistryError) -> ImageKey {
        let text = try reference()
        switch ImageReference(text) {
        case .digest(let digest): return .digest(digest)
        case .tag(let tag): return .tag(tag.description)
        case nil where text.utf8.contains(0x3A): throw .invalidDigest
        case nil: throw dialect == .ecr ? .unreadableReference : .unknownManifest
        }
    }
}
