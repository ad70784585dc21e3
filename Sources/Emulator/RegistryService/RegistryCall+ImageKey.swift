import OCI
import Storage

extension RegistryRequest {
    /// The image that the path names by tag or digest; nil for a text that is neither.
    var imageKey: ImageKey? {
        switch reference.flatMap({ ImageReference($0) }) {
        case .digest(let digest): .digest(digest)
        case .tag(let tag): .tag(tag.description)
        case nil: nil
        }
    }
}

extension RegistryCall {
    /// The image that the path names by tag or digest. One with a colon is a digest. A tag that breaks the pattern gets
    /// a bare status from ECR (docs/aws/registry.md, "Errors"); to the specification there is no such image.
    func imageKey() throws(RegistryError) -> ImageKey {
        if let key = request.imageKey { return key }
        guard try !reference().utf8.contains(0x3A) else { throw .invalidDigest }
        throw dialect == .ecr ? .unreadableReference : .unknownManifest
    }
}
