import Synchronization

/// A part of an upload while it comes in. It ends with ``end()``, also where its source went away: what came is kept
/// and counts. A part that is let go has ended, too.
package final class UploadPart: Sendable {
    private let upload: Upload
    private let size = Mutex(0)
    private let hasEnded = Mutex(false)

    init(upload: Upload) {
        self.upload = upload
    }

    deinit { close(isWhole: false) }

    /// Takes the next bytes. It returns at once unless several MiB are on their way to the disk already.
    ///
    /// - Throws: ``StorageError``; the upload has then ended.
    package func write(_ piece: some BytePiece) async throws(StorageError) {
        try upload.note(received: piece.count)
        size.withLock { $0 += piece.count }
        do {
            try await upload.stream.add(piece)
        } catch {
            upload.fail()
            throw error
        }
    }

    /// Ends the part, once its bytes have been written.
    ///
    /// - Parameter isWhole: false where its source broke off, and what is missing is still to come.
    /// - Returns: the bytes of the upload so far.
    /// - Throws: ``StorageError`` where they could not be written; the upload has then ended.
    @discardableResult
    package func end(isWhole: Bool = true) async throws(StorageError) -> Int {
        defer { close(isWhole: isWhole) }
        do {
            try await upload.stream.settle()
        } catch {
            upload.fail()
            throw error
        }
        return upload.received
    }

    private func close(isWhole: Bool) {
        let isFirst = hasEnded.withLock { hasEnded in
            defer { hasEnded = true }
            return !hasEnded
        }
        if isFirst { upload.endPart(size.withLock { $0 }, isWhole: isWhole) }
    }
}
