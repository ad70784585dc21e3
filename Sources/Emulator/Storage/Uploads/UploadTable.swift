import Foundation
import Synchronization

/// The uploads under way. They live as long as the process, and for a day after they were last used.
final class UploadTable: Sendable {
    /// Seconds for which an upload may lie idle.
    static let lifetime: TimeInterval = 86_400

    private struct Entry {
        let upload: Upload
        var lastUsed: Date
    }

    private struct State {
        var entries: [String: Entry] = [:]
        /// No upload was last used before this.
        var oldest = Date.distantFuture
    }

    private let state = Mutex(State())

    func add(_ upload: Upload, at date: Date) {
        sweep(at: date)
        state.withLock { state in
            state.entries[upload.id] = Entry(upload: upload, lastUsed: date)
            state.oldest = min(state.oldest, date)
        }
    }

    /// The upload of an ID in a repository, which is thereby used.
    func find(_ id: String, in repository: RepositoryID, at date: Date) -> Upload? {
        sweep(at: date)
        return state.withLock { state in
            guard let entry = state.entries[id], entry.upload.repository == repository else { return nil }
            state.entries[id]?.lastUsed = max(entry.lastUsed, date)
            return entry.upload
        }
    }

    func remove(_ upload: Upload) {
        state.withLock { state in
            guard state.entries[upload.id]?.upload === upload else { return }
            state.entries[upload.id] = nil
        }
    }

    /// Ends the uploads of a repository.
    func cancelAll(of repository: RepositoryID) { cancel { $0.upload.repository == repository } }

    func cancelAll() { cancel { _ in true } }

    /// Ends those that have lain idle for too long. It looks at them only when one may have.
    private func sweep(at date: Date) {
        let bound = date.addingTimeInterval(-Self.lifetime)
        guard state.withLock({ $0.oldest < bound }) else { return }
        cancel { $0.lastUsed < bound }
        state.withLock { state in
            state.oldest = state.entries.values.map(\.lastUsed).min() ?? .distantFuture
        }
    }

    private func cancel(_ isMeant: (Entry) -> Bool) {
        let ended = state.withLock { state in
            let ended = state.entries.values.filter(isMeant).map(\.upload)
            for upload in ended { state.entries[upload.id] = nil }
            return ended
        }
        ended.forEach { $0.cancel() }
    }
}
