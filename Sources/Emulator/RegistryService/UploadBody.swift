import AWSCore
import AWSProtocols
import Images
import Storage
import World

/// The bytes that a request brings for an upload.
enum UploadBody {
    /// The chunk that the request says it brings; nil where it does not say.
    static func range(_ call: RegistryCall) throws(RegistryError) -> ContentRange? {
        guard let header = call.headers["Content-Range"] else { return nil }
        let length = call.request.announcedLength
        guard let range = ContentRange(header), length == nil || length == range.count else { throw .invalidRange }
        return range
    }

    /// Takes the request's body. What came of one that breaks off is kept, so that the client can go on from there.
    static func receive(
        _ call: RegistryCall,
        _ upload: Upload,
        from range: ContentRange?
    ) async throws(RegistryError) {
        let part: UploadPart
        do {
            part = try upload.beginPart(at: range?.first)
        } catch {
            throw RegistryError(ImagesError(error, of: upload))
        }
        var isWhole = true
        var count = 0
        let outcome = await result {
            do {
                while let piece = try await call.pieces.next() {
                    count += piece.count
                    try await part.write(piece)
                }
            } catch let error as StorageError {
                throw error
            } catch {
                isWhole = false
            }
        }
        let stored = await result {
            try await part.end(isWhole: isWhole)
            try outcome.get()
        }
        if case .failure(let error as StorageError) = stored, error.kind == .closed {
            // It was cancelled meanwhile, or went with its repository.
            _ = try await registry { try call.store.knownUpload(upload.id, in: upload.repository, at: call.now) }
        }
        try await registry { try stored.get() }
        guard isWhole, range == nil || range?.count == count else { throw .interrupted }
    }

    private static func result(_ body: () async throws -> Void) async -> Result<Void, any Error> {
        do { return .success(try await body()) } catch { return .failure(error) }
    }

    /// Reads what is not wanted.
    static func drop(_ pieces: any PieceStream) async throws(RegistryError) {
        do {
            while try await pieces.next() != nil {}
        } catch {
            throw .interrupted
        }
    }
}
