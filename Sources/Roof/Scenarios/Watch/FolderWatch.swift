import Foundation
import Glibc

/// Waits until something in folders changes, as the system tells it.
final class FolderWatch: Sendable {
    /// What happens to a file that is written, replaced, made or removed.
    private static let changes = UInt32(
        IN_CLOSE_WRITE | IN_MOVE | IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF
    )
    /// How long nothing more may happen before changes count as complete, in milliseconds: editors write in several goes.
    private static let quiet: Int32 = 50

    private let file: Int32

    /// - Parameter folders: those that are not there are passed over.
    /// - Throws: an error of one line, where the system has no more to give.
    init(_ folders: [String]) throws {
        file = inotify_init1(Int32(O_CLOEXEC | O_NONBLOCK))
        guard file >= 0 else { throw OptionProblem("--watch cannot watch files: \(String(cString: strerror(errno)))") }
        for folder in folders {
            if inotify_add_watch(file, folder, Self.changes) < 0, errno == ENOSPC {
                throw OptionProblem("--watch cannot watch \(folder): raise fs.inotify.max_user_watches")
            }
        }
    }

    deinit { close(file) }

    /// - Returns: whether something changed; false where the task was cancelled.
    func change() async throws -> Bool {
        let cancellation = try Cancellation()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Waiting is done on a thread of its own.
                Thread.detachNewThread { continuation.resume(returning: self.wait(cancellation)) }
            }
        } onCancel: {
            cancellation.tell()
        }
    }

    private func wait(_ cancellation: Cancellation) -> Bool {
        var hasChanged = false
        while true {
            var waits = [file, cancellation.file].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let count = poll(&waits, nfds_t(waits.count), hasChanged ? Self.quiet : -1)
            if waits[1].revents != 0 { return false }
            if count == 0 { return true }
            if waits[0].revents != 0 {
                drain()
                hasChanged = true
            }
        }
    }

    private func drain() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while read(file, &buffer, buffer.count) > 0 {}
    }
}
