import OCI
import Synchronization

/// What is known of the blobs' files: which are sound, because this process wrote or read them whole, and which are
/// not. A blob that is sound has its file. Only the writer changes this, and the recovery before it.
final class BlobCondition: Sendable {
    private struct State {
        var sound: Set<Digest> = []
        var damaged: Set<Digest> = []
    }

    private let state = Mutex(State())

    /// Whether the blob's file is known to be whole.
    func isSound(_ digest: Digest) -> Bool { state.withLock { $0.sound.contains(digest) } }

    /// Whether the blob counts as absent.
    func isDamaged(_ digest: Digest) -> Bool { state.withLock { $0.damaged.contains(digest) } }

    func noteSound(_ digest: Digest) {
        state.withLock { state in
            state.damaged.remove(digest)
            state.sound.insert(digest)
        }
    }

    func noteDamaged(_ digest: Digest) {
        state.withLock { state in
            state.sound.remove(digest)
            state.damaged.insert(digest)
        }
    }

    /// The file is gone, as it should be.
    func forget(_ digest: Digest) {
        state.withLock { state in
            state.sound.remove(digest)
            state.damaged.remove(digest)
        }
    }
}
