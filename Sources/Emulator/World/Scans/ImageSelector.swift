package import AWSCore
package import OCI
import Text

/// Which images are meant: those that all which is given fits.
package struct ImageSelector: Sendable, Equatable {
    package var account: AccountID?
    package var region: Region?
    /// The whole name of the repository, in which `*` stands for any run of characters.
    package var repository: String?
    /// A tag of the image, in which `*` stands for any run of characters.
    package var tag: String?
    /// That of the manifest.
    package var digest: Digest?
    /// A layer that the image has: what is in a base image's layer is in all images that were built on it.
    package var layer: Digest?

    package init(
        account: AccountID? = nil,
        region: Region? = nil,
        repository: String? = nil,
        tag: String? = nil,
        digest: Digest? = nil,
        layer: Digest? = nil
    ) {
        self.account = account
        self.region = region
        self.repository = repository
        self.tag = tag
        self.digest = digest
        self.layer = layer
    }

    package func selects(_ image: SelectableImage) -> Bool {
        guard account.map({ $0 == image.account }) ?? true, region.map({ $0 == image.region }) ?? true,
            digest.map({ $0 == image.digest }) ?? true, layer.map(image.layers.contains) ?? true,
            repository.map({ WildcardPattern(stars: $0).matches(image.repository) }) ?? true
        else { return false }
        return tag.map { image.tags.contains(where: WildcardPattern(stars: $0).matches) } ?? true
    }
}

/// What selectors look at of an image.
package struct SelectableImage: Sendable {
    package let account: AccountID
    package let region: Region
    /// The repository's name.
    package let repository: String
    package let tags: [String]
    package let digest: Digest
    package let layers: Set<Digest>

    package init(
        account: AccountID,
        region: Region,
        repository: String,
        tags: [String],
        digest: Digest,
        layers: Set<Digest>
    ) {
        self.account = account
        self.region = region
        self.repository = repository
        self.tags = tags
        self.digest = digest
        self.layers = layers
    }
}
