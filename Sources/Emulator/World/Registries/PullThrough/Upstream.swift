package import Foundation
import Synchronization

/// A registry of somebody else's, as the world's file has it in the place of the real one, which nobody asks.
package struct Upstream: Sendable, Equatable {
    /// What it answers to everything.
    package enum Failure: String, Sendable, CaseIterable {
        case unavailable = "UNAVAILABLE"
        case tooManyRequests = "TOO_MANY_REQUESTS"
    }

    package let registry: UpstreamRegistry
    /// Who may pull; empty where everybody may.
    package let credentials: [UpstreamCredentials]
    /// Nil where it answers.
    package let failure: Failure?
    /// By name.
    package let repositories: [String: UpstreamRepository]

    package init(
        registry: UpstreamRegistry,
        credentials: [UpstreamCredentials] = [],
        failure: Failure? = nil,
        repositories: [String: UpstreamRepository] = [:]
    ) {
        self.registry = registry
        self.credentials = credentials
        self.failure = failure
        self.repositories = repositories
    }
}

/// A repository of an upstream. An image is there once the world's clock shows the time of its push, and of two with the
/// same tag the one that was pushed later has it.
package struct UpstreamRepository: Sendable, Equatable {
    package let host: String
    package let name: String
    package let images: [WorldImage]

    package init(host: String, name: String, images: [WorldImage]) {
        self.host = host
        self.name = name
        self.images = images
    }

    /// What is there at a moment, as numbers of ``images``: the last push first, and of those at the same time the one that
    /// stands last in the file.
    package func pushed(by now: Date) -> [Int] {
        images.indices.filter { images[$0].pushedAt <= now }.sorted { left, right in
            images[left].pushedAt == images[right].pushedAt
                ? left > right : images[left].pushedAt > images[right].pushedAt
        }
    }
}

extension WorldStore {
    /// The registry that the world has in the place of the real one of this host; nil where it has none.
    package func upstream(_ host: String) -> Upstream? {
        state.withLock { $0.loaded.upstreams[host] }
    }
}
