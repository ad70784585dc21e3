package import OCI

/// A layer or a configuration that a repository has.
package struct StoredLayer: Sendable, Hashable {
    package let digest: Digest
    /// Bytes.
    package let size: Int
    /// Whether the repository had it before the call that answers this; true for one that was only looked up.
    package let wasThere: Bool

    package init(digest: Digest, size: Int, wasThere: Bool = true) {
        self.digest = digest
        self.size = size
        self.wasThere = wasThere
    }
}
