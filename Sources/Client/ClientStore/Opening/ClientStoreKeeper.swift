import GRDB
import Glibc
import Synchronization

/// Keeps a store open from one command to the next, for those who run many in one process.
///
/// A file that somebody else has touched meanwhile is opened anew, so that what is wrong with it is found. Nothing is
/// locked between commands.
package final class ClientStoreKeeper: Sendable {
    /// What is kept.
    struct Kept {
        let path: String
        let queue: DatabaseQueue
        let key: StoreKey
    }

    private struct State {
        var kept: Kept?
        /// The file as the last command left it.
        var facts: FileFacts?
    }

    /// By what a file is known to be as it was.
    private struct FileFacts: Equatable {
        let device: UInt
        let inode: UInt
        let size: Int
        let seconds: Int
        let nanoseconds: Int

        init?(_ path: String) {
            var facts = stat()
            guard stat(path, &facts) == 0 else { return nil }
            device = UInt(facts.st_dev)
            inode = UInt(facts.st_ino)
            size = Int(facts.st_size)
            seconds = facts.st_mtim.tv_sec
            nanoseconds = facts.st_mtim.tv_nsec
        }
    }

    private let state = Mutex(State())

    package init() {}

    /// Closes what is kept.
    package func close() {
        // What was committed is in the file; a failure to close loses nothing.
        try? state.withLock { state in
            defer { state = State() }
            return state.kept?.queue
        }?.close()
    }

    /// Hands over the store at `location`, with its key as it is now; nil where it is not kept, or not as it was.
    func take(_ location: StoreLocation) -> Kept? {
        let (kept, facts) = state.withLock { state in
            defer { state = State() }
            return (state.kept, state.facts)
        }
        guard let kept else { return nil }
        guard kept.path == location.path, facts == FileFacts(location.path),
            let key = try? StoreKey(location.key), key.bytes == kept.key.bytes
        else {
            try? kept.queue.close()
            return nil
        }
        return kept
    }

    /// Keeps a store that a command is done with.
    func keep(_ kept: Kept) {
        let facts = FileFacts(kept.path)
        let former = state.withLock { state in
            defer { state = State(kept: kept, facts: facts) }
            return state.kept
        }
        try? former?.queue.close()
    }
}
