import AWSCore
import Foundation
import OCI
import Synchronization

/// The pulls of the last day: images of which another pull needs no note.
final class PullMemory: Sendable {
    private struct Key: Hashable {
        let image: Digest
        let repository: RepositoryID
    }

    /// How many images are remembered.
    private static let limit = 100_000

    private let pulls = Mutex(BoundedCache<Key, Date>(capacity: limit))

    /// Whether the image was not pulled within the day before.
    func isNew(_ image: Digest, in repository: RepositoryID, at date: Date) -> Bool {
        let key = Key(image: image, repository: repository)
        return pulls.withLock { pulls in
            if let last = pulls.value(of: key), date.timeIntervalSince(last) < 86_400 { return false }
            pulls.keep(date, of: key)
            return true
        }
    }

    /// Forgets the pulls of an image that is gone: one of its digest that comes later is another.
    func forget(_ image: Digest, in repository: RepositoryID) {
        pulls.withLock { $0.forget(Key(image: image, repository: repository)) }
    }

    func forgetAll() { pulls.withLock { $0.forgetAll() } }
}
