package import Foundation
import OCI
package import Storage
package import World

/// Has a repository's lifecycle policy done what it was to do up to a moment.
///
/// Nothing runs in the background: the policy is evaluated for each day that has passed, right before somebody asks for
/// the repository, so that everybody sees what the clock says has happened. It is the same at whatever moments they ask.
package struct LifecycleRun: Sendable {
    /// How long after the policy was put, and after each evaluation, the next one comes.
    package static let interval: TimeInterval = 86_400

    private let repository: Repository
    private let world: WorldStore
    private let store: RegistryStore

    package init(of repository: Repository, _ world: WorldStore, _ store: RegistryStore) {
        self.repository = repository
        self.world = world
        self.store = store
    }

    /// - Throws: what world and storage throw where a change could not be kept; the next run goes on from there.
    package func catchUp(to now: Date) async throws {
        guard let lifecycle = repository.lifecycle else { return }
        let begin = lifecycle.evaluatedAt ?? lifecycle.putAt
        let passed = (now.timeIntervalSince(begin) / Self.interval).rounded(.down)
        guard passed >= 1 else { return }
        var number = 1.0
        while number <= passed {
            let moment = begin.addingTimeInterval(number * Self.interval)
            let evaluation = try Self.evaluation(of: lifecycle.policy, in: repository, store, at: moment)
            let effects = evaluation.effects
            for effect in effects {
                switch effect.action {
                case .expire: try await expire(effect.image.digest, at: moment)
                case .transition: try await archive(effect.image.digest, at: moment)
                }
            }
            if !effects.isEmpty {
                number += 1
                continue
            }
            // Nothing happens before an image comes of age.
            guard let age = evaluation.nextAge else { break }
            number = max(number + 1, (age.timeIntervalSince(begin) / Self.interval).rounded(.down))
        }
        let last = begin.addingTimeInterval(passed * Self.interval)
        try await world.keeping {
            try world.updateRepository(repository.account, repository.region, repository.name) { repository in
                guard var present = repository.lifecycle, present.policy == lifecycle.policy,
                    present.putAt == lifecycle.putAt
                else { return }
                present.evaluatedAt = max(last, present.evaluatedAt ?? last)
                repository.lifecycle = present
            }
        }
    }

    /// A policy with the images that a repository has.
    package static func evaluation(
        of policy: LifecyclePolicy,
        in repository: Repository,
        _ store: RegistryStore,
        at moment: Date
    ) throws -> LifecycleEvaluation {
        LifecycleEvaluation(
            policy,
            try store.images(in: repository.id, limit: .max),
            children: try store.children(in: repository.id),
            at: moment
        )
    }

    /// What refers to an image goes into the archive with it.
    private func archive(_ digest: Digest, at moment: Date) async throws {
        for referrer in try store.referrers(of: digest, in: repository.id, limit: .max) {
            try await archive(referrer.digest, at: moment)
        }
        let image = try store.image(.digest(digest), in: repository.id)
        let isThere = try await store.setArchived(
            true,
            digest,
            in: repository.id,
            at: moment,
            admit: repository.admission(in: world)
        )
        if let image, isThere { repository.tellStorageClass(of: image, isArchived: true, in: store, at: moment) }
    }

    /// An image goes with what refers to it, such as its signatures.
    private func expire(_ digest: Digest, at moment: Date) async throws {
        for referrer in try store.referrers(of: digest, in: repository.id, limit: .max) {
            try await expire(referrer.digest, at: moment)
        }
        _ = try await ImageRemoval(from: repository, world, store).remove(.digest(digest), at: moment)
    }
}
