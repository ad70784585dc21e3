import Foundation
package import OCI
import Synchronization

/// A layer on its way into a repository, part by part (OCI distribution specification, "Pushing blobs").
package final class Upload: Sendable {
    private enum Phase {
        case open
        case takingPart
        case finishing
        case gone
    }

    private struct State {
        var phase = Phase.open
        var received = 0
        var partSizes: (smallestBeforeLast: Int?, last: Int?) = (nil, nil)
        var firstPartSize: Int?
        /// Bytes of a part that broke off, which belong to the next.
        var brokenOff = 0
        /// The digest was asked for before; what came since is not in it.
        var isHashStale = false
        var calculated: Digest?
    }

    package let id: String
    package let repository: RepositoryID
    /// The algorithm by which the content is hashed as it comes.
    package let algorithm: Digest.Algorithm
    let stream: UploadStream
    private let core: RegistryCore
    private let state = Mutex(State())

    init(id: String, repository: RepositoryID, algorithm: Digest.Algorithm, core: RegistryCore) {
        self.id = id
        self.repository = repository
        self.algorithm = algorithm
        self.core = core
        stream = UploadStream(id: id, algorithm: algorithm, blobs: core.blobs)
    }

    /// Bytes that have come, in all parts.
    package var received: Int { state.withLock { $0.received } }

    /// The bytes of the first part; nil before it has ended.
    package var firstPartSize: Int? { state.withLock { $0.firstPartSize } }

    /// The bytes of the smallest part but the last; nil where there are not two.
    package var smallestPartBeforeLast: Int? {
        state.withLock { state in
            let smallest = state.partSizes.smallestBeforeLast
            // What broke off is the last part, where nothing comes after it.
            guard state.brokenOff > 0, let last = state.partSizes.last else { return smallest }
            return min(last, smallest ?? last)
        }
    }

    /// Begins a part. Only one comes in at a time.
    ///
    /// - Parameter first: where it begins, counted from 0; nil for wherever the last one ended.
    package func beginPart(at first: Int? = nil) throws(UploadRefusal) -> UploadPart {
        try state.withLock { state throws(UploadRefusal) in
            switch state.phase {
            case .gone: throw .gone
            case .takingPart, .finishing: throw .busy
            case .open: break
            }
            if let first, first != state.received { throw .outOfOrder(first: first, expected: state.received) }
            state.phase = .takingPart
            if state.calculated != nil {
                state.calculated = nil
                state.isHashStale = true
            }
            return UploadPart(upload: self)
        }
    }

    /// Makes the content a layer of the repository, once it is on the disk. The upload has then ended, also where
    /// `admit` or the disk refused; after a refusal of its own it stays as it is.
    ///
    /// - Parameters:
    ///   - digest: what the content has to be; of either algorithm.
    ///   - allowsEmpty: whether a layer of no bytes is one.
    ///   - admit: asked right before the layer becomes visible.
    /// - Throws: ``UploadRefusal``, ``StorageError``, or what `admit` throws.
    package func finish(
        as digest: Digest,
        allowsEmpty: Bool = false,
        admit: @escaping @Sendable () throws -> Void = {}
    ) async throws -> StoredLayer {
        try beginFinish(allowsEmpty: allowsEmpty)
        let staged: StagedBlob
        do {
            try await stream.settle()
            staged = try await core.workers.run { try self.stage(digest) }
        } catch {
            endFinish(isOver: !(error is UploadRefusal))
            throw error
        }
        // The file is the writer's from here on.
        defer { end() }
        return try await core.commitLayer(staged, to: [repository]) {
            guard !self.isGone else { throw UploadRefusal.gone }
            try admit()
        }
    }

    /// Ends the upload. What has come is removed.
    func cancel() {
        let isOwnFile = state.withLock { state in
            defer { state.phase = .gone }
            // A file that is about to become a blob belongs to the writer, which finds the upload gone.
            return state.phase == .open || state.phase == .takingPart
        }
        if isOwnFile { stream.abandon() }
    }

    /// Ends the upload after bytes of it were lost.
    func fail() {
        cancel()
        core.uploads.remove(self)
    }

    private var isGone: Bool { state.withLock { $0.phase == .gone } }

    /// Notes bytes of the part that comes in.
    func note(received count: Int) throws(StorageError) {
        let isTaking = state.withLock { state in
            guard state.phase == .takingPart else { return false }
            state.received += count
            return true
        }
        if !isTaking { throw StorageError("the upload \(id) has ended; begin another", kind: .closed) }
    }

    /// Ends the part of so many bytes. One that broke off is a beginning of the next.
    func endPart(_ size: Int, isWhole: Bool) {
        state.withLock { state in
            guard state.phase == .takingPart else { return }
            state.phase = .open
            let size = size + state.brokenOff
            state.brokenOff = isWhole ? 0 : size
            guard size > 0, isWhole else { return }
            if let last = state.partSizes.last {
                state.partSizes.smallestBeforeLast = min(last, state.partSizes.smallestBeforeLast ?? last)
            }
            state.partSizes.last = size
            state.firstPartSize = state.firstPartSize ?? size
        }
    }

    private func beginFinish(allowsEmpty: Bool) throws(UploadRefusal) {
        try state.withLock { state throws(UploadRefusal) in
            switch state.phase {
            case .gone: throw .gone
            case .takingPart, .finishing: throw .busy
            case .open: break
            }
            guard state.received > 0 || allowsEmpty else { throw .empty }
            state.phase = .finishing
        }
    }

    /// The upload did not become a layer: it may go on, unless it is over or was cancelled meanwhile.
    private func endFinish(isOver: Bool) {
        let isGone = state.withLock { state in
            if state.phase == .finishing { state.phase = isOver ? .gone : .open }
            return state.phase == .gone
        }
        guard isGone else { return }
        stream.abandon()
        end()
    }

    private func end() {
        state.withLock { $0.phase = .gone }
        core.uploads.remove(self)
    }

    /// Checks the content, and brings it to the disk under its temporary name where it gets a file.
    private func stage(_ digest: Digest) throws -> StagedBlob {
        if let bytes = stream.short {
            let calculated = Digest.of(bytes, digest.algorithm)
            guard calculated == digest else { throw UploadRefusal.digestMismatch(calculated: calculated) }
            return StagedBlob(digest: digest, size: bytes.count, content: .bytes(bytes))
        }
        let (file, streamed, size) = try stream.complete()
        let (known, isStale) = state.withLock { ($0.calculated, $0.isHashStale) }
        let calculated: Digest
        if digest.algorithm == algorithm, !isStale {
            // The running digest starts anew once it was asked.
            calculated = known ?? streamed
            state.withLock { $0.calculated = calculated }
        } else {
            state.withLock { $0.calculated = known ?? streamed }
            calculated = try core.blobs.files.digest(of: file, digest.algorithm).digest
        }
        guard calculated == digest else { throw UploadRefusal.digestMismatch(calculated: calculated) }
        let isThere = core.condition.isSound(digest)
        if !isThere && core.blobs.isDurable { try core.blobs.files.sync(file) }
        return StagedBlob(digest: digest, size: size, content: .file(file, isSynced: !isThere))
    }
}
