/// What names a manifest within its repository: the last part of `/v2/NAME/manifests/REF` (OCI distribution
/// specification, "Pulling manifests").
package enum ImageReference: Sendable, Hashable, CustomStringConvertible {
    case tag(Tag)
    case digest(Digest)

    /// Nil for a text that is neither a digest nor a tag. No text is both: a tag has no colon.
    package init?(_ text: some StringProtocol) {
        if let digest = Digest(text) {
            self = .digest(digest)
        } else if let tag = Tag(text) {
            self = .tag(tag)
        } else {
            return nil
        }
    }

    /// The reference as it is written.
    package var description: String {
        switch self {
        case .tag(let tag): tag.description
        case .digest(let digest): digest.description
        }
    }
}
