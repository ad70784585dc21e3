import Dispatch
import OCI
import Synchronization

/// Brings the pieces of an upload into its file and into its digest: each on a queue of its own, at the same time,
/// while the next pieces come in. Whoever brings them waits only while more than ``limit`` bytes are under way.
///
/// An upload that stays short is held in memory until it is finished, and then goes into the database or becomes a file
/// in one go.
final class UploadStream: Sendable {
    /// Bytes under way, beyond which the source of the pieces has to wait.
    static let limit = 4 << 20
    /// Bytes that are held back before a file is made: what may stay without one is held whole.
    static let heldBack = RegistryStore.largestWithoutFile
    /// Bytes after which the file is brought to the disk in the meantime.
    private static let syncStep = 32 << 20

    /// What somebody waits for.
    private enum Goal {
        /// Less is under way.
        case room
        /// Nothing is; what is held back does not count.
        case quiet
    }

    private struct State {
        var accepted = 0
        /// Bytes that are held back: together, so that many small pieces take no more room than they have bytes.
        var held: [UInt8] = []
        var hashed = 0
        var written = 0
        var toHash: [any BytePiece] = []
        var toWrite: [any BytePiece] = []
        var isHashing = false
        var isWriting = false
        var isSyncing = false
        var failure: StorageError?
        var waiters: [(goal: Goal, continuation: CheckedContinuation<Void, Never>)] = []

        var underWay: Int { accepted - min(hashed, written) }

        mutating func bring(_ piece: any BytePiece) {
            toHash.append(piece)
            toWrite.append(piece)
        }

        mutating func bringHeld() {
            guard !held.isEmpty else { return }
            bring(held)
            held = []
        }

        func has(_ goal: Goal) -> Bool {
            switch goal {
            case _ where failure != nil: true
            case .room: underWay <= UploadStream.limit / 2
            case .quiet: !isHashing && !isWriting && !isSyncing
            }
        }

        /// Those who need to wait no more.
        mutating func freed() -> [CheckedContinuation<Void, Never>] {
            guard !waiters.isEmpty else { return [] }
            let freed = waiters.filter { has($0.goal) }
            waiters = waiters.filter { !has($0.goal) }
            return freed.map(\.continuation)
        }
    }

    private let blobs: BlobFolder
    private let id: String
    private let algorithm: Digest.Algorithm
    private let state = Mutex(State())
    private let digest: Mutex<RunningDigest>
    /// Nothing before it is needed; the reason why there is none any more where the upload has failed.
    private let file = Mutex<Result<OpenFile?, StorageError>>(.success(nil))
    private let hashQueue = DispatchQueue(label: "drydock.storage.hash")
    private let syncQueue = DispatchQueue(label: "drydock.storage.sync")
    private let writeQueue = DispatchQueue(label: "drydock.storage.write")

    init(id: String, algorithm: Digest.Algorithm, blobs: BlobFolder) {
        self.id = id
        self.algorithm = algorithm
        self.blobs = blobs
        digest = Mutex(RunningDigest(algorithm))
    }

    /// Takes a piece.
    func add(_ piece: some BytePiece) async throws(StorageError) {
        guard piece.count > 0 else { return }
        let isTooMuch = try state.withLock { state throws(StorageError) in
            if let failure = state.failure { throw failure }
            state.accepted += piece.count
            guard state.accepted > Self.heldBack else {
                piece.withBytes { state.held.append(contentsOf: $0) }
                return false
            }
            state.bringHeld()
            state.bring(piece)
            startWork(&state)
            return state.underWay > Self.limit
        }
        if isTooMuch { try await wait(for: .room) }
    }

    /// Waits until all pieces are in their places, those aside that are held back.
    func settle() async throws(StorageError) { try await wait(for: .quiet) }

    /// All of the content, where it gets no file; nil where it does. Nothing may be under way.
    var short: [UInt8]? {
        state.withLock { state in
            let isShort = state.accepted == state.held.count && state.accepted <= blobs.largestWithoutFile
            return isShort && blobs.largestWithoutFile > 0 && state.failure == nil ? state.held : nil
        }
    }

    /// Brings in what was held back. Nothing may be under way.
    ///
    /// - Returns: the file, the digest of all of its bytes, and their number.
    func complete() throws(StorageError) -> (OpenFile, Digest, Int) {
        state.withLock { $0.bringHeld() }
        hash()
        write()
        let (size, failure) = state.withLock { ($0.accepted, $0.failure) }
        if let failure { throw failure }
        return (try openFile(), digest.withLock { $0.finish() }, size)
    }

    /// Removes the file, and takes no more.
    func abandon() {
        fail(StorageError("the upload \(id) has ended; begin another", kind: .closed))
    }

    // MARK: Waiting

    private func wait(for goal: Goal) async throws(StorageError) {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                guard !state.has(goal) else { return true }
                state.waiters.append((goal, continuation))
                return false
            }
            if isDone { continuation.resume() }
        }
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    // MARK: Work

    private func startWork(_ state: inout State) {
        if !state.isHashing {
            state.isHashing = true
            hashQueue.async { self.hash() }
        }
        if !state.isWriting {
            state.isWriting = true
            writeQueue.async { self.write() }
        }
    }

    private func hash() {
        while true {
            // Reversed, so that popLast is O(1) and each piece is freed as soon as it is dealt with.
            var (pieces, freed) = state.withLock { state in
                let pieces = Array(state.toHash.reversed())
                state.toHash = []
                state.isHashing = !pieces.isEmpty
                return (pieces, state.freed())
            }
            freed.forEach { $0.resume() }
            guard !pieces.isEmpty else { return }
            while let piece = pieces.popLast() {
                digest.withLock { digest in piece.withBytes { digest.update($0) } }
                advance { $0.hashed += piece.count }
            }
        }
    }

    private func write() {
        while true {
            // Reversed, so that popLast is O(1) and each piece is freed as soon as it is dealt with.
            var (pieces, freed) = state.withLock { state in
                let pieces = Array(state.toWrite.reversed())
                state.toWrite = []
                state.isWriting = !pieces.isEmpty
                return (pieces, state.freed())
            }
            freed.forEach { $0.resume() }
            guard !pieces.isEmpty else { return }
            do throws(StorageError) {
                let file = try openFile()
                while let piece = pieces.popLast() { try write(piece, to: file) }
            } catch {
                fail(error)
            }
        }
    }

    private func write(_ piece: any BytePiece, to file: OpenFile) throws(StorageError) {
        var failure: StorageError?
        piece.withBytes { bytes in
            do throws(StorageError) {
                try blobs.files.write(bytes, to: file)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        let after = advance { state in
            state.written += piece.count
            return state.written
        }
        let step = Self.syncStep
        if blobs.isDurable, (after - piece.count) / step < after / step { syncEarly(file) }
    }

    /// Begins to bring the file to the disk, so that little is left to do when the upload is finished.
    private func syncEarly(_ file: OpenFile) {
        let isAlone = state.withLock { state in
            defer { state.isSyncing = true }
            return !state.isSyncing
        }
        guard isAlone else { return }
        syncQueue.async {
            do throws(StorageError) {
                try self.blobs.files.sync(file)
            } catch {
                // The system tells of it once; it has to be remembered.
                self.fail(error)
            }
            self.advance { $0.isSyncing = false }
        }
    }

    /// Notes what has been done, and lets those go on who waited for it.
    @discardableResult
    private func advance<Answer: Sendable>(_ note: (inout State) -> Answer) -> Answer {
        let (answer, freed) = state.withLock { state in
            let answer = note(&state)
            return (answer, state.freed())
        }
        freed.forEach { $0.resume() }
        return answer
    }

    /// The upload's file, made when it is first needed; there is none for an upload that has failed.
    private func openFile() throws(StorageError) -> OpenFile {
        try file.withLock { file throws(StorageError) in
            if let open = try file.get() { return open }
            let new = try blobs.createUpload(id)
            file = .success(new)
            return new
        }
    }

    private func fail(_ error: StorageError) {
        // First the file, so that it is gone when anybody hears of the failure. It is closed as well: as long as it is
        // open, the disk has no more room than before. One that stays behind goes when the storage is next opened.
        file.withLock { file in
            guard case .success(let open) = file else { return }
            if let open { try? blobs.files.remove(open.path) }
            file = .failure(error)
        }
        advance { state in
            state.failure = state.failure ?? error
            state.held = []
            state.toHash = []
            state.toWrite = []
        }
    }
}
