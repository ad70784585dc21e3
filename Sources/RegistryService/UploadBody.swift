import AWSCore
import ECRService
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
            throw RegistryError(error, of: upload, try call.knownRepository())
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
            try await requirePresent(upload, call)
        }
        try await registry { try stored.get() }
        guard isWhole, range == nil || range?.count == count else { throw .interrupted }
    }

    /// - Throws: that there is no such upload, where it was cancelled meanwhile or went with its repository.
    private static func requirePresent(_ upload: Upload, _ call: RegistryCall) async throws(RegistryError) {
        let present = try await registry { try call.store.upload(upload.id, in: upload.repository, at: call.now) }
        guard present == nil else { return }
        let repository = upload.repository
        throw RegistryError(.uploadNotFound(upload.id, in: repository.name, repository.account))
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

extension RegistryError {
    /// Why a part of an upload is not taken.
    fileprivate init(_ refusal: UploadRefusal, of upload: Upload, _ repository: Repository) {
        switch refusal {
        case .outOfOrder(let first, let expected):
            self.init(
                .invalidLayerPart(first: first, expected: expected, upload: upload.id, in: repository)
            )
        case .busy: self = .uploadBusy
        case .gone, .digestMismatch, .empty:
            self.init(.uploadNotFound(upload.id, in: repository.name, repository.account))
        }
    }
}
