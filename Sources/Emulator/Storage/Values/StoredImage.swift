package import Foundation
package import OCI

/// What names an image within its repository.
package enum ImageKey: Sendable, Hashable {
    case digest(Digest)
    case tag(String)
}

/// An image of a repository: a manifest under its digest, with its tags.
package struct StoredImage: Sendable, Hashable {
    /// The digest of the manifest.
    package let digest: Digest
    package let mediaType: String
    /// In the order in which they were given; none for an untagged image.
    package let tags: [String]
    /// When the image came to be here, exactly as it was given.
    package let pushedAt: Date
    /// What is declared of its parts, in bytes; for an index the size of its largest child.
    package let sizeInBytes: Int
    /// The media type of its configuration.
    package let artifactMediaType: String?
    package let artifactType: String?
    /// The manifest's annotations.
    package let annotations: [String: String]
    /// The manifest that this one refers to.
    package let subject: Digest?
    /// The manifest's own length in bytes.
    package let manifestSize: Int
    /// When it was last pulled, to the day or so; nil where it never was.
    package let lastPulledAt: Date?
    /// Whether it is in the archive, from which nobody pulls.
    package let isArchived: Bool
    /// When it last came into the archive; nil where it never was in it.
    package let lastArchivedAt: Date?
    /// When it last came out of the archive; nil where it never did.
    package let lastActivatedAt: Date?

    package init(
        digest: Digest,
        mediaType: String,
        tags: [String],
        pushedAt: Date,
        sizeInBytes: Int,
        artifactMediaType: String?,
        artifactType: String?,
        annotations: [String: String],
        subject: Digest?,
        manifestSize: Int,
        lastPulledAt: Date?,
        isArchived: Bool = false,
        lastArchivedAt: Date? = nil,
        lastActivatedAt: Date? = nil
    ) {
        self.digest = digest
        self.mediaType = mediaType
        self.tags = tags
        self.pushedAt = pushedAt
        self.sizeInBytes = sizeInBytes
        self.artifactMediaType = artifactMediaType
        self.artifactType = artifactType
        self.annotations = annotations
        self.subject = subject
        self.manifestSize = manifestSize
        self.lastPulledAt = lastPulledAt
        self.isArchived = isArchived
        self.lastArchivedAt = lastArchivedAt
        self.lastActivatedAt = lastActivatedAt
    }
}
