import AWSCore
package import Foundation
package import OCI
import Synchronization

/// A copy of the images that a registry has already, to a destination of its replication rules (docs/aws/ecr-features.md,
/// "Replication backfills").
package struct ReplicationBackfill: Sendable, Codable, Equatable {
    /// The most of a registry that are in progress at once.
    package static let mostInProgress = 10
    /// How long one is prepared before the first copy is made.
    package static let preparation: TimeInterval = 30
    /// How long the copy of an image under a tag takes.
    package static let duration: TimeInterval = 1

    package enum Status: String, Sendable {
        case preparing = "PREPARING"
        case inProgress = "IN_PROGRESS"
        case complete = "COMPLETE"
        case failed = "FAILED"
        case stopped = "STOPPED"
    }

    /// An image under one of its tags, or without one.
    package struct Item: Sendable, Codable, Equatable {
        /// The name of its repository.
        package let repository: String
        /// Of the manifest, as text.
        package let digest: String
        package let tag: String?
        package let isIndex: Bool
        /// Whether it was tried.
        package var isDone = false
        /// Why it was not copied, as a code; nil where it was, or was not tried.
        package var failure: String?

        package init(repository: String, digest: Digest, tag: String?, isIndex: Bool) {
            self.repository = repository
            self.digest = digest.description
            self.tag = tag
            self.isIndex = isIndex
        }
    }

    package let id: String
    package let destination: ReplicationDestination
    package let startedAt: Date
    /// What is to be copied, in this order; nil until it is prepared.
    package var items: [Item]?
    package var stoppedAt: Date?

    package init(id: String, destination: ReplicationDestination, startedAt: Date) {
        self.id = id
        self.destination = destination
        self.startedAt = startedAt
    }

    /// When the first copy begins.
    package var preparedAt: Date { startedAt.addingTimeInterval(Self.preparation) }

    /// How many copies are to be done by a moment.
    package func due(by now: Date) -> Int {
        guard let items, stoppedAt == nil else { return 0 }
        let passed = (now.timeIntervalSince(preparedAt) / Self.duration).rounded(.down)
        return passed >= Double(items.count) ? items.count : max(0, Int(passed))
    }

    package var status: Status {
        if stoppedAt != nil { return .stopped }
        guard let items else { return .preparing }
        guard items.allSatisfy(\.isDone) else { return .inProgress }
        // It fails where half of the copies do.
        return !items.isEmpty && failures * 2 >= items.count ? .failed : .complete
    }

    package var isInProgress: Bool { status == .preparing || status == .inProgress }

    /// When it ended; nil while it is in progress.
    package var endedAt: Date? {
        if let stoppedAt { return stoppedAt }
        guard !isInProgress, let items else { return nil }
        return preparedAt.addingTimeInterval(Double(items.count) * Self.duration)
    }

    package var failures: Int { items?.count { $0.failure != nil } ?? 0 }
    package var successes: Int { items?.count { $0.isDone && $0.failure == nil } ?? 0 }
}

extension RegistrySettings {
    /// Whether images of a repository of this name are copied to a destination.
    package func replicates(_ name: String, to destination: ReplicationDestination) -> Bool {
        replicationRules.contains { $0.covers(name) && $0.destinations.contains(destination) }
    }
}

extension WorldStore {
    /// The registries that have backfills in progress.
    package var backfillingRegistries: [ReplicationDestination] {
        state.withLock { state in state.backfilling.isEmpty ? [] : Array(state.backfilling) }
    }
}
