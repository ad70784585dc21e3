package import OCI

/// What is allowed to be deleted, and what goes along.
package struct DeleteRules: Sendable, Hashable {
    /// Whether an image to which an index in the repository refers stays.
    package let keepsReferenced: Bool
    /// Whether an image goes with its last tag.
    package let lastTagRemovesImage: Bool

    package init(keepsReferenced: Bool = true, lastTagRemovesImage: Bool = true) {
        self.keepsReferenced = keepsReferenced
        self.lastTagRemovesImage = lastTagRemovesImage
    }
}

/// What became of an image that was to be deleted.
package enum DeleteOutcome: Sendable, Hashable {
    /// The image, or its tag, is gone; this is the image as it was, all of its tags included.
    case deleted(StoredImage)
    case notFound
    /// These indexes, the oldest first, refer to it. Nothing changed.
    case referenced(by: [Digest])
}
