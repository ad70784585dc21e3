package import Foundation
package import OCI
package import Storage
package import World

/// What is told of the images of a repository (docs/aws/ecr-features.md, "Events").
extension Repository {
    /// Tells that an image was pushed: under each of the tags, or without.
    package func tellPush(_ digest: Digest, _ tags: [String], in store: RegistryStore, at now: Date) {
        for tag in tags.optionals { tell(.push(digest, tag: tag, in: name), in: store, at: now) }
    }

    /// Tells that an image was deleted, with all of its tags, or a tag of it.
    ///
    /// - Parameters:
    ///   - image: as it was.
    ///   - key: what was to be deleted.
    package func tellDeletion(of image: StoredImage, by key: ImageKey, in store: RegistryStore, at now: Date) {
        let tags: [String?] =
            switch key {
            case .tag(let tag): [tag]
            case .digest: image.tags.optionals
            }
        for tag in tags { tell(.deletion(image.digest, tag: tag, in: name), in: store, at: now) }
    }

    /// Tells that an image came into the archive, or out of it. Nothing of one that was there already.
    ///
    /// - Parameter image: as it was.
    package func tellStorageClass(of image: StoredImage, isArchived: Bool, in store: RegistryStore, at now: Date) {
        guard image.isArchived != isArchived else { return }
        let archived = Notice.ArchivedImage(image, activatedAt: isArchived ? nil : now)
        tell(.storageClass(archived, in: name), in: store, at: now)
    }

    /// Tells that an image was fetched from an upstream registry through a cache, or was to be.
    package func tellPullThrough(_ image: Notice.CachedImage, in store: RegistryStore, at now: Date) {
        tell(.pullThroughCache(image, in: name), in: store, at: now)
    }

    /// Nothing is told of public repositories (docs/aws/ecr-public.md, "Registries and repositories").
    ///
    /// - Parameter time: when it is told; nil is now.
    func tell(_ subject: Notice.Subject, in store: RegistryStore, at now: Date, from time: Date? = nil) {
        guard !isPublic else { return }
        store.notices.add(Notice(subject, of: account, region, at: time ?? now), at: now)
    }
}

extension [String] {
    /// Each tag, or once nil where there is none.
    var optionals: [String?] { isEmpty ? [nil] : map(Optional.some) }
}
