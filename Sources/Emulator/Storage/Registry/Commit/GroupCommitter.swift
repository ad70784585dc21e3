import Dispatch
import GRDB
import OCI
import Synchronization

/// The one writer. Changes that wait at the same time are brought to the disk together: the files of all blobs get their
/// names, each folder is synced once, one transaction holds every row and every small blob, and then the callers hear of
/// it. A change that throws undoes itself and nobody else's.
final class GroupCommitter: Sendable {
    /// A change to the tables.
    typealias Change<Answer> = @Sendable (RegistryTables, inout BatchEffects) throws -> Answer

    /// A change that waits.
    private struct Job: Sendable {
        let staged: StagedBlob?
        /// Makes the change; answers how to acknowledge it.
        let perform: @Sendable (RegistryTables, inout BatchEffects) throws -> Acknowledgement
        let fail: @Sendable (any Error) -> Void
    }

    private typealias Acknowledgement = @Sendable () -> Void

    private struct State {
        var waiting: [Job] = []
        var isRunning = false
        /// Why no more changes are taken.
        var refusal: StorageError?
    }

    /// A batch is kept small enough that the first of its callers does not wait for long.
    private static let limit = 512

    private let database: RegistryDatabase
    private let blobs: BlobFolder
    private let condition: BlobCondition
    private let queue = DispatchQueue(label: "drydock.storage.commit")
    private let ownQueue = DispatchSpecificKey<Void>()
    private let state = Mutex(State())

    init(database: RegistryDatabase, blobs: BlobFolder, condition: BlobCondition) {
        self.database = database
        self.blobs = blobs
        self.condition = condition
        queue.setSpecific(key: ownQueue, value: ())
    }

    /// Makes a change; returns when it is on the disk.
    ///
    /// - Parameter staged: a blob that gets its place first. It is taken over, whatever happens.
    func commit<Answer: Sendable>(
        _ staged: StagedBlob? = nil,
        _ change: @escaping Change<Answer>
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            submit(
                Job(
                    staged: staged,
                    perform: { tables, effects in
                        let answer = try change(tables, &effects)
                        return { continuation.resume(returning: answer) }
                    },
                    fail: { continuation.resume(throwing: $0) }
                )
            )
        }
    }

    /// Makes a change of which nobody needs to hear.
    func post(_ change: @escaping Change<Void>) {
        submit(
            Job(
                staged: nil,
                perform: { tables, effects in
                    try change(tables, &effects)
                    return {}
                },
                fail: { _ in }
            )
        )
    }

    /// Takes no more changes, and ends once those that have been asked for are made.
    ///
    /// Returns after the end; at once where a change itself closes what it changes, as one does that is the last to
    /// hold it.
    func close(_ end: @escaping @Sendable () -> Void) {
        state.withLock { $0.refusal = .closed }
        if DispatchQueue.getSpecific(key: ownQueue) == nil {
            queue.sync(execute: end)
        } else {
            queue.async(execute: end)
        }
    }

    /// Makes no more changes, not even those that wait; they fail with this error.
    func stop(_ refusal: StorageError) {
        let waiting = state.withLock { state in
            state.refusal = state.refusal ?? refusal
            defer { state.waiting = [] }
            return state.waiting
        }
        for job in waiting { refuse(job, refusal) }
    }

    private func submit(_ job: Job) {
        let refusal = state.withLock { state in
            guard state.refusal == nil else { return state.refusal }
            state.waiting.append(job)
            // Within the lock, so that the work stands before the end that a close comes with.
            if !state.isRunning { queue.async { self.work() } }
            state.isRunning = true
            return nil
        }
        if let refusal { refuse(job, refusal) }
    }

    private func refuse(_ job: Job, _ refusal: StorageError) {
        discard(job)
        job.fail(refusal)
    }

    private func work() {
        // The batch is gone when its callers hear of it: what a change holds is not held for longer than they wait.
        while let outcomes = nextBatch().map(run) { outcomes.forEach { $0() } }
    }

    private func nextBatch() -> [Job]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isRunning = false
                return nil
            }
            let batch = Array(state.waiting.prefix(Self.limit))
            state.waiting.removeFirst(batch.count)
            return batch
        }
    }

    /// Makes the changes of a batch.
    ///
    /// - Returns: what tells their callers.
    private func run(_ batch: [Job]) -> [Acknowledgement] {
        var placed = PlacedBlobs()
        let jobs = place(batch, &placed)
        var kept: Set<Digest> = []
        var effects = BatchEffects()
        var outcomes: [Acknowledgement] = []
        var consequences: [Acknowledgement] = []
        do {
            for folder in placed.folders where blobs.isDurable { try blobs.files.syncFolder(folder) }
            let unneeded: Set<Digest>
            (outcomes, unneeded) = try database.write { tables in
                let outcomes = try jobs.map { job -> Acknowledgement in
                    do {
                        let (digest, acknowledgement) = try tables.undoable {
                            (try keep(job.staged, tables), try job.perform(tables, &effects))
                        }
                        if let digest { kept.insert(digest) }
                        return acknowledgement
                    } catch {
                        // Some errors of SQLite end the whole transaction.
                        guard tables.database.isInsideTransaction else { throw error }
                        if let staged = job.staged { effects.dropped.insert(staged.digest) }
                        return { [fail = job.fail, failure = database.failure(error)] in fail(failure) }
                    }
                }
                let unneeded = try effects.dropped.filter { try !tables.isNeeded($0) }
                for digest in unneeded { try tables.removeContent(of: digest) }
                return (outcomes, unneeded)
            }
            kept.union(placed.digests).forEach(condition.noteSound)
            collect(unneeded)
            consequences = effects.successes
        } catch {
            let placed = placed.digests
            collect((try? database.read { tables in try placed.filter { try !tables.isNeeded($0) } }) ?? [])
            consequences = effects.failures.map { failure in { failure(error) } }
            outcomes = jobs.map { job in { [fail = job.fail] in fail(error) } }
        }
        return effects.endings + consequences + outcomes
    }

    /// Brings a blob that is not a file into the database, unless its content is there already.
    ///
    /// - Returns: the blob; nil where nothing was brought.
    private func keep(_ staged: StagedBlob?, _ tables: RegistryTables) throws -> Digest? {
        guard let staged, case .bytes(let bytes) = staged.content, !condition.isSound(staged.digest) else { return nil }
        try tables.putContent(bytes, of: staged.digest)
        return staged.digest
    }

    /// Gives the files of staged blobs their names. A job whose blob gets none fails here.
    private func place(_ batch: [Job], _ placed: inout PlacedBlobs) -> [Job] {
        batch.filter { job in
            guard let staged = job.staged, case .file(let file, let isSynced) = staged.content else { return true }
            guard !condition.isSound(staged.digest), !placed.digests.contains(staged.digest) else {
                discard(job)
                return true
            }
            do {
                if !isSynced && blobs.isDurable { try blobs.files.sync(file) }
                let path = try blobs.path(of: staged.digest)
                let folder = try blobs.folder(of: staged.digest.algorithm)
                try blobs.files.rename(file.path, to: path)
                placed.digests.insert(staged.digest)
                placed.folders.insert(folder)
                return true
            } catch {
                discard(job)
                job.fail(error)
                return false
            }
        }
    }

    /// Removes the files of blobs that nobody needs. What stays behind goes when the storage is next opened.
    private func collect(_ unneeded: Set<Digest>) {
        for digest in unneeded {
            condition.forget(digest)
            guard (try? blobs.files.remove(blobs.path(of: digest))) != nil else { return }
        }
    }

    private func discard(_ job: Job) {
        // A file that stays behind goes when the storage is next opened.
        if case .file(let file, _) = job.staged?.content { try? blobs.files.remove(file.path) }
    }

    private struct PlacedBlobs {
        var digests: Set<Digest> = []
        var folders: Set<String> = []
    }
}
