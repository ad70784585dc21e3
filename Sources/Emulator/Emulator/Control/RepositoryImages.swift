import AWSCore
import Determinism
import Images
import OCI
import Storage
import World

/// A repository of the world with what it holds.
package struct RepositoryImages: Sendable, Codable, Equatable, ControlReplyElement {
    package struct Image: Sendable, Codable, Equatable {
        package let digest: String
        /// In the order in which they were given; none of an untagged image.
        package let tags: [String]
        /// The manifest's.
        package let mediaType: String
        package let artifactType: String?
        /// What the manifest declares of its parts, in bytes; of an index that of its largest image.
        package let size: Int
        /// `2024-05-14T09:30:00Z`, in the clients' time, as the ECR API tells it.
        package let pushedAt: String
        /// The digest of the manifest that this one says something about.
        package let subject: String?
    }

    /// `ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME`, or of a public one `public.ecr.aws/ALIAS/NAME`.
    package let uri: String
    package let account: String
    package let region: String
    package let name: String
    /// The oldest first.
    package let images: [Image]
}

extension RepositoryImages {
    /// More images than that are read page by page.
    private static let page = 1_000

    init(_ repository: Repository, _ world: WorldStore, _ store: RegistryStore, at time: WorldTime) throws {
        uri = world.uri(of: repository)
        account = repository.account.value
        region = (repository.isPublic ? .northernVirginia : repository.region).name
        name = repository.name
        var images: [StoredImage] = []
        while true {
            let after = images.last.map { ImagePosition(pushedAt: $0.pushedAt, digest: $0.digest) }
            let page = try store.images(in: repository.id, after: after, limit: Self.page)
            images += page
            if page.count < Self.page { break }
        }
        self.images = images.map { Image($0, at: time) }
    }
}

extension RepositoryImages.Image {
    init(_ image: StoredImage, at time: WorldTime) {
        digest = image.digest.description
        tags = image.tags
        mediaType = image.mediaType
        artifactType = image.artifactType
        size = image.sizeInBytes
        pushedAt = AWSDate.extended(time.forClients(image.pushedAt))
        subject = image.subject?.description
    }
}
