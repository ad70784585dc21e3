import AWSCore
import AWSProtocols
import ECRService
import OCI
import Storage
import World

/// Uploads of blobs, from `POST` to `PUT` (emulator.md E.2, E.5).
package enum UploadRoutes {
    /// `POST /v2/N/blobs/uploads/`: begins an upload, or takes the blob from another repository.
    package static func start(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let repository = try call.knownRepository()
        if let mounted = try await BlobMounting.answer(call, to: repository) { return mounted }
        let digest = call.dialect == .oci ? call.query["digest"] : nil
        let algorithm = try algorithm(call, digest)
        let upload = try await registry {
            try call.store.startUpload(
                in: repository.id,
                id: call.services.newUploadID(),
                algorithm: algorithm,
                at: call.now
            )
        }
        guard let digest else {
            // ECR answers a monolithic POST as any other (E.5): what came with it is dropped.
            try await drop(call.pieces)
            return accepted(202, upload, call, range: "0-0")
        }
        guard let digest = Digest(digest) else {
            try await discard(upload, call)
            throw .invalidDigest
        }
        do throws(RegistryError) {
            try await receive(call, upload, from: nil)
            return try await finish(upload, as: digest, call)
        } catch {
            try await discard(upload, call)
            throw error
        }
    }

    /// `PATCH` of an upload's location: one chunk, or all of the blob.
    package static func send(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let upload = try await upload(call)
        try await receive(call, upload, from: try range(call))
        switch call.dialect {
        case .ecr:
            // ECR answers 201, and its Range stays at the end of the first chunk (E.5).
            return accepted(201, upload, call, range: range(upTo: upload.firstPartSize ?? 0))
        case .oci:
            return accepted(202, upload, call, range: range(upTo: upload.received))
        }
    }

    /// `PUT` of an upload's location: the last chunk, if any, and the blob's digest.
    package static func end(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        guard let digest = call.query["digest"].flatMap({ Digest($0) }) else {
            throw .invalidDigest
        }
        let upload = try await upload(call)
        let range = try range(call)
        if call.announcedLength != 0 || range != nil {
            try await receive(call, upload, from: range)
        }
        return try await finish(upload, as: digest, call)
    }

    /// `GET` of an upload's location: how far it is.
    package static func read(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let upload = try await upload(call)
        return accepted(204, upload, call, range: range(upTo: upload.received))
    }

    /// `DELETE` of an upload's location.
    package static func cancel(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let upload = try await upload(call)
        try await discard(upload, call)
        return RegistryAnswer(204)
    }

    private static func discard(_ upload: Upload, _ call: RegistryCall) async throws(RegistryError) {
        _ = try await registry { try call.store.cancelUpload(upload.id, in: upload.repository, at: call.now) }
    }

    // MARK: Parts

    private static func upload(_ call: RegistryCall) async throws(RegistryError) -> Upload {
        let repository = try call.knownRepository()
        let id = try call.reference()
        let upload = try await registry { try call.store.upload(id, in: repository.id, at: call.now) }
        guard let upload else {
            throw RegistryError(.uploadNotFound(id, in: repository.name, repository.account))
        }
        return upload
    }

    /// The chunk that the request says it brings; nil where it does not say.
    private static func range(_ call: RegistryCall) throws(RegistryError) -> ContentRange? {
        guard let header = call.headers["Content-Range"] else { return nil }
        guard let range = ContentRange(header), call.announcedLength == nil || call.announcedLength == range.count
        else { throw .invalidRange }
        return range
    }

    /// Takes the request's body. What came of one that breaks off is kept, so that the client can go on from there.
    private static func receive(
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

    /// - Returns: 201 with the blob's location.
    private static func finish(
        _ upload: Upload,
        as digest: Digest,
        _ call: RegistryCall
    ) async throws(RegistryError) -> RegistryAnswer {
        let repository = try call.knownRepository()
        _ = try await registry {
            let completion = LayerCompletion(
                upload: upload,
                repository: repository,
                allowsEmpty: call.dialect == .oci,
                checksPartSizes: call.dialect == .ecr,
                takesSHA512: call.dialect == .oci
            )
            do {
                return try await completion.complete(
                    as: digest,
                    store: call.store,
                    admit: call.admission(to: repository)
                )
            } catch UploadRefusal.busy {
                throw RegistryError.uploadBusy
            }
        }
        return call.createdBlob(digest, in: repository)
    }

    private static func accepted(
        _ status: Int,
        _ upload: Upload,
        _ call: RegistryCall,
        range: String
    ) -> RegistryAnswer {
        let location = "\(call.origin)/v2/\(upload.repository.name)/blobs/uploads/\(upload.id)"
        return RegistryAnswer(
            status,
            [("Location", location), ("Range", range), ("Docker-Upload-Uuid", upload.id)]
        )
    }

    /// A range of bytes from the start; that of none is written as that of one.
    private static func range(upTo count: Int) -> String { "0-\(max(0, count - 1))" }

    private static func drop(_ pieces: any PieceStream) async throws(RegistryError) {
        do {
            while try await pieces.next() != nil {}
        } catch {
            throw .interrupted
        }
    }

    private static func algorithm(_ call: RegistryCall, _ digest: String?) throws(RegistryError) -> Digest.Algorithm {
        guard call.dialect == .oci else { return .sha256 }
        if let name = call.query["digest-algorithm"] {
            guard let algorithm = Digest.Algorithm(rawValue: name) else { throw .invalidDigest }
            return algorithm
        }
        return digest.flatMap { Digest($0)?.algorithm } ?? .sha256
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
