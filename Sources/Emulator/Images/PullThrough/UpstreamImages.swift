package import AWSCore
package import Foundation
package import OCI
package import Storage
package import World

extension UpstreamRepository {
    /// Where the storage has the image of an entry: in a place of its own, below no account that the world has. Each entry
    /// has one, so that a tag can move from one to another as time goes.
    package func stored(_ number: Int) -> Repository {
        guard let account = AccountID("000000000000"), let region = Region("upstream") else {
            preconditionFailure("the place of upstream images has the form of one")
        }
        return Repository(
            name: "\(host)/\(name) \(number + 1)",
            account: account,
            region: region,
            createdAt: images[number].pushedAt
        )
    }
}

extension Upstream {
    /// Where the storage has all of its images.
    package var stored: [Repository] {
        repositories.values.flatMap { repository in repository.images.indices.map(repository.stored) }
    }
}

/// The images that a pull-through cache rule leads to.
package struct UpstreamImages: Sendable {
    /// An image, and where the storage has it.
    package struct Found: Sendable {
        package let repository: RepositoryID
        package let image: StoredImage
    }

    /// What ECR must be allowed to do at a registry of its own (docs/aws/ecr-features.md, "Pull-through caches").
    private static let actions = [
        "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchImportUpstreamImage", "ecr:GetImageCopyStatus",
    ]

    private let rule: PullThroughCacheRule
    /// Whose rule it is.
    private let account: AccountID
    private let region: Region
    private let world: WorldStore
    private let store: RegistryStore

    package init(
        by rule: PullThroughCacheRule,
        of account: AccountID,
        _ region: Region,
        _ world: WorldStore,
        _ store: RegistryStore
    ) {
        self.rule = rule
        self.account = account
        self.region = region
        self.world = world
        self.store = store
    }

    /// Whether ECR gets in at the upstream, whatever it may do there.
    ///
    /// - Throws: ``UpstreamFailure``.
    package func authenticate() throws(UpstreamFailure) {
        guard let registry = rule.upstream.privateRegistry else {
            _ = try upstream()
            return
        }
        guard world.account(registry.account)?.registries[registry.region] != nil else {
            throw .absent(rule.upstream.host)
        }
        guard world.maySignIn(by: rule, of: account) else { throw .accessDenied }
    }

    /// The image of a reference at a repository of the upstream.
    ///
    /// - Throws: ``UpstreamFailure``, or what world and storage throw.
    package func image(_ key: ImageKey, of name: String, at now: Date) async throws -> Found {
        for repository in try await places(of: name, at: now) {
            guard let image = try store.image(key, in: repository), !image.isArchived else { continue }
            return Found(repository: repository, image: image)
        }
        throw UpstreamFailure.notFound
    }

    /// What refers to an image at a repository of the upstream.
    ///
    /// - Throws: ``UpstreamFailure``, or what world and storage throw.
    package func referrers(of subject: Digest, in name: String, at now: Date) async throws -> [Found] {
        var found: [Found] = []
        for repository in try await places(of: name, at: now) {
            for referrer in try store.referrers(of: subject, in: repository, archived: false, limit: .max) {
                guard let image = try store.image(.digest(referrer.digest), in: repository) else { continue }
                found.append(Found(repository: repository, image: image))
            }
        }
        return found
    }

    /// Where the storage has the images of a repository of the upstream, as far as they are there by now: those that were
    /// pushed last first.
    private func places(of name: String, at now: Date) async throws -> [RepositoryID] {
        if let registry = rule.upstream.privateRegistry {
            let isAllowed = Self.actions.allSatisfy { action in
                world.mayPullThrough(by: rule, of: account, action, from: name, of: registry)
            }
            guard isAllowed else { throw UpstreamFailure.accessDenied }
            guard world.account(registry.account)?.registries[registry.region] != nil else {
                throw UpstreamFailure.absent(rule.upstream.host)
            }
            guard let repository = world.repository(registry.account, registry.region, name) else { return [] }
            try await LifecycleRun(of: repository, world, store).catchUp(to: now)
            return [repository.id]
        }
        let upstream = try upstream()
        // What an account of the world has published goes before what the file has in the registry's place.
        if rule.upstream.kind == .ecrPublic, let repository = world.publicRepository(name) { return [repository.id] }
        guard let upstream else { return [] }
        guard let repository = upstream.repositories[name] else {
            // Docker Hub does not tell whether a repository is there from whether it is to be seen.
            guard upstream.registry.kind == .dockerHub else { return [] }
            throw UpstreamFailure.accessDenied
        }
        return repository.pushed(by: now).map { repository.stored($0).id }
    }

    /// What stands in the place of the real registry, once it has let ECR in; nil where that is only the world's public
    /// repositories.
    private func upstream() throws(UpstreamFailure) -> Upstream? {
        let credentials = try rule.credentialARN.map { arn throws(UpstreamFailure) in try self.credentials(arn) }
        guard let upstream = world.upstream(rule.upstream.host) else {
            guard rule.upstream.kind == .ecrPublic, world.hasPublicRepositories else {
                throw .absent(rule.upstream.host)
            }
            return nil
        }
        switch upstream.failure {
        case .unavailable: throw .unavailable
        case .tooManyRequests: throw .tooManyRequests
        case nil: break
        }
        guard upstream.credentials.isEmpty || credentials.map({ upstream.credentials.contains($0) }) == true else {
            throw .accessDenied
        }
        return upstream
    }

    private func credentials(_ arn: String) throws(UpstreamFailure) -> UpstreamCredentials {
        do throws(UpstreamSecretFailure) {
            return try world.credentials(ofSecret: arn, for: account, in: region)
        } catch {
            throw .secret(error)
        }
    }
}
