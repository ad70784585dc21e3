package import AWSCore
package import Foundation
package import OCI
package import Storage
package import World

/// A repository that a rule fills from an upstream registry (docs/aws/ecr-features.md, "Pull-through caches").
package struct PullThroughCache: Sendable {
    /// How long a tag is not compared with the upstream again.
    package static let interval: TimeInterval = 86_400

    private let rule: PullThroughCacheRule
    private let name: String
    private let account: AccountID
    private let region: Region
    private let world: WorldStore
    private let store: RegistryStore

    /// Nil where no rule is for a repository of this name.
    package init?(
        of name: String,
        in account: AccountID,
        _ region: Region,
        _ world: WorldStore,
        _ store: RegistryStore
    ) {
        guard let rule = world.pullThroughCacheRule(for: name, in: account, region) else { return nil }
        self.rule = rule
        self.name = name
        self.account = account
        self.region = region
        self.world = world
        self.store = store
    }

    /// Whether the repository has yet to be made.
    package var isNew: Bool { world.repository(account, region, name) == nil }

    private var id: RepositoryID { RepositoryID(account: account, region: region, name: name) }

    /// Whether the repository has the image.
    package func has(_ key: ImageKey) throws -> Bool { try !isNew && store.image(key, in: id) != nil }

    /// Whether the upstream is to be asked for an image: the repository does not have it, or its tag was not compared with
    /// the upstream's within a day.
    package func isDue(_ key: ImageKey, at now: Date) throws -> Bool {
        guard try has(key) else { return true }
        guard case .tag(let tag) = key else { return false }
        guard let last = try store.lastUpstreamCheck(of: tag, in: id) else { return true }
        return now >= last.addingTimeInterval(Self.interval)
    }

    /// Brings an image from the upstream, with what it needs and, of an index, all of its images. The repository is made
    /// where there is none. A tag that does not move here stays where it is.
    ///
    /// - Throws: ``UpstreamFailure``, or what world and storage throw.
    package func bring(_ key: ImageKey, at now: Date) async throws {
        let upstream = UpstreamImages(by: rule, of: account, region, world, store)
        let found: UpstreamImages.Found
        do {
            found = try await upstream.image(key, of: rule.upstreamName(of: name), at: now)
        } catch let failure as UpstreamFailure {
            // It was asked all the same, and is not asked again today.
            if failure == .notFound { try await note(key, at: now) }
            if let repository = world.repository(account, region, name) { tell(nil, key, in: repository, at: now) }
            throw failure
        }
        let creation = RepositoryCreation(of: name, in: account, region, for: .pullThroughCache)
        guard let repository = try await creation.create(in: world, store, at: now) else {
            throw ImagesError.repositoryNotFound(id)
        }
        try await copy(found, key, to: repository, at: now)
        try await note(key, at: now)
    }

    /// Whether the upstream is to be asked for what refers to an image: it was not within a day. Nothing is asked for
    /// before the repository is there.
    package func referrersAreDue(of subject: Digest, at now: Date) throws -> Bool {
        guard !isNew else { return false }
        guard let last = try store.lastUpstreamCheck(of: subject.description, in: id) else { return true }
        return now >= last.addingTimeInterval(Self.interval)
    }

    /// Brings what the upstream has that refers to an image, such as its signatures, without tags.
    ///
    /// - Throws: ``UpstreamFailure``, or what world and storage throw.
    package func bringReferrers(of subject: Digest, at now: Date) async throws {
        guard let repository = world.repository(account, region, name) else { return }
        let upstream = UpstreamImages(by: rule, of: account, region, world, store)
        for found in try await upstream.referrers(of: subject, in: rule.upstreamName(of: name), at: now) {
            try await copy(found, .digest(found.image.digest), to: repository, at: now)
        }
        // No tag has a digest's form.
        try await store.noteUpstreamCheck(of: subject.description, in: id, at: now)
    }

    /// Whatever can be done in an ordinary repository is done here too: the image is replicated on.
    private func copy(
        _ found: UpstreamImages.Found,
        _ key: ImageKey,
        to repository: Repository,
        at now: Date
    ) async throws {
        var tags: [Tag] = []
        if case .tag(let tag) = key, let tag = Tag(tag) { tags = [tag] }
        do {
            let copy = ImageCopy(from: found.repository, to: repository, world, store)
            guard let outcome = try await copy.copy(found.image.digest, tags: tags, at: now) else {
                throw UpstreamFailure.notFound
            }
            guard !outcome.wasThere else { return }
            tell(found.image.digest, key, in: repository, at: now)
            try await Replication(of: repository, world, store).copy(found.image.digest, at: now)
        } catch ImagesError.tagFixed {
            return
        } catch ImagesError.layersMissing, ImagesError.imagesMissing {
            throw UpstreamFailure.notFound
        }
    }

    /// - Parameter digest: nil where it could not be had.
    private func tell(_ digest: Digest?, _ key: ImageKey, in repository: Repository, at now: Date) {
        var tag: String?
        if case .tag(let name) = key { tag = name }
        let image = Notice.CachedImage(digest, tag: tag, by: rule.prefix, from: rule.upstream.host)
        repository.tellPullThrough(image, in: store, at: now)
    }

    private func note(_ key: ImageKey, at now: Date) async throws {
        guard case .tag(let tag) = key else { return }
        try await store.noteUpstreamCheck(of: tag, in: id, at: now)
    }
}
