package import OCI

/// What a repository's settings say of an image that is put into it.
package struct PutRules: Sendable {
    /// Whether a tag, once given, stays with its image.
    package let tagIsFixed: @Sendable (String) -> Bool
    /// Whether all layers and children have to be there; false allows sparse manifests.
    package let requiresParts: Bool

    package init(requiresParts: Bool = true, tagIsFixed: @escaping @Sendable (String) -> Bool = { _ in false }) {
        self.tagIsFixed = tagIsFixed
        self.requiresParts = requiresParts
    }
}

/// What became of an image that was put.
package struct PutOutcome: Sendable, Hashable {
    /// The image as it is now.
    package let image: StoredImage
    /// The image and all of the tags were there already; nothing changed.
    package let wasThere: Bool

    package init(image: StoredImage, wasThere: Bool) {
        self.image = image
        self.wasThere = wasThere
    }
}

/// Why an image was not put. Nothing changed.
package enum PutRefusal: Error, Sendable, Hashable {
    /// Layers or the configuration that the repository does not have, in the manifest's order.
    case layersMissing([Digest])
    /// Manifests of the index that the repository does not have, in its order.
    case childrenMissing([Digest])
    /// Another image has the tag, for good.
    case tagFixed(String)
}
