import OCI

/// What the changes of a batch have to do with files, for when they have been committed.
struct BatchEffects {
    /// Blobs that a repository has no more: the files of those that no other needs go.
    var dropped: Set<Digest> = []
    /// What happens once the transaction has ended, one way or the other.
    var endings: [@Sendable () -> Void] = []
    /// What happens once it is on the disk.
    var successes: [@Sendable () -> Void] = []
    /// What happens where it could not be brought there.
    var failures: [@Sendable (any Error) -> Void] = []
}
