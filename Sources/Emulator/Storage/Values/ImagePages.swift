package import Foundation
package import OCI

/// Where an image stands among a repository's, the oldest first: what a page of them begins after.
package struct ImagePosition: Sendable, Hashable {
    package let pushedAt: Date
    package let digest: Digest

    package init(pushedAt: Date, digest: Digest) {
        self.pushedAt = pushedAt
        self.digest = digest
    }
}

/// One name of an image: there is one of each tag, and one without for an image that has none.
package struct ImageEntry: Sendable, Hashable {
    package let digest: Digest
    package let tag: String?
    package let pushedAt: Date

    package init(digest: Digest, tag: String?, pushedAt: Date) {
        self.digest = digest
        self.tag = tag
        self.pushedAt = pushedAt
    }
}

/// An image that refers to another, as the referrers API describes it (OCI distribution specification, "Listing
/// Referrers").
package struct Referrer: Sendable, Hashable {
    package let digest: Digest
    package let mediaType: String
    /// The manifest's own, else the media type of its configuration.
    package let artifactType: String?
    /// Bytes of the manifest.
    package let size: Int
    package let annotations: [String: String]
    package let pushedAt: Date
    /// Whether it is in the archive.
    package let isArchived: Bool

    /// What the page after this one begins after.
    package var position: ImagePosition { ImagePosition(pushedAt: pushedAt, digest: digest) }
}
