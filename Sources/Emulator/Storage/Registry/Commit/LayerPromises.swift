import OCI
import Synchronization

/// Layers of which a client was told that they are there, and which it may name in a manifest next: they are not
/// collected in between. A promise ends when a manifest names the layer, or with the process.
final class LayerPromises: Sendable {
    private struct Key: Hashable {
        let layer: Digest
        let repository: RepositoryID
    }

    private struct State {
        var counts: [Key: Int] = [:]
        /// Those that a transaction under way takes away.
        var leaving: Set<Key> = []
    }

    private let state = Mutex(State())

    /// Promises that a layer stays which the repository has.
    ///
    /// - Returns: whether it will; one that is being taken away counts as absent.
    func make(_ layer: Digest, in repository: RepositoryID) -> Bool {
        let key = Key(layer: layer, repository: repository)
        return state.withLock { state in
            guard !state.leaving.contains(key) else { return false }
            state.counts[key, default: 0] += 1
            return true
        }
    }

    /// Promises that a layer stays which the repository is given in the transaction under way, also where it was taken
    /// away earlier in the same.
    func makeAnew(_ layer: Digest, in repository: RepositoryID) {
        state.withLock { $0.counts[Key(layer: layer, repository: repository), default: 0] += 1 }
    }

    /// Ends one promise.
    func end(_ layer: Digest, in repository: RepositoryID) {
        let key = Key(layer: layer, repository: repository)
        state.withLock { state in
            guard let count = state.counts[key] else { return }
            state.counts[key] = count > 1 ? count - 1 : nil
        }
    }

    /// Ends all promises of a repository, or of all; what they were about goes by somebody's wish.
    func endAll(in repository: RepositoryID? = nil) {
        state.withLock { state in
            state.counts = repository.map { gone in state.counts.filter { $0.key.repository != gone } } ?? [:]
        }
    }

    /// Begins to take a layer away, unless it is promised.
    func beginLeaving(_ layer: Digest, in repository: RepositoryID) -> Bool {
        let key = Key(layer: layer, repository: repository)
        return state.withLock { state in
            guard state.counts[key] == nil else { return false }
            state.leaving.insert(key)
            return true
        }
    }

    /// The transaction that took a layer away has ended, one way or the other.
    func endLeaving(_ layer: Digest, in repository: RepositoryID) {
        state.withLock { _ = $0.leaving.remove(Key(layer: layer, repository: repository)) }
    }
}
