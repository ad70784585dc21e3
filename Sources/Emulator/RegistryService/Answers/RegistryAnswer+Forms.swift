import AWSProtocols
import OCI
import Storage
import World

/// The answers that several routes give.
extension RegistryAnswer {
    /// A stored file, or the part of it that the request's `Range` names.
    init(of blob: OpenBlob, range: String?, contentType: String, _ headers: [(String, String)]) {
        switch ByteRange(range, of: blob.size) {
        case .whole:
            self.init(200, contentType: contentType, headers, body: .blob(blob, 0..<blob.size))
        case .part(let range):
            let content = ("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(blob.size)")
            self.init(206, contentType: contentType, headers + [content], body: .blob(blob, range))
        case .unsatisfiable:
            self.init(416, headers + [("Content-Range", "bytes */\(blob.size)")])
        }
    }

    /// A page of a list.
    ///
    /// - Parameter next: the link to the page behind it; nil where it is the last.
    static func list(
        _ members: [String: JSONValue],
        contentType: String = json,
        next: String?,
        _ headers: [(String, String)] = []
    ) -> RegistryAnswer {
        RegistryAnswer(
            200,
            contentType: contentType,
            headers + (next.map { [("Link", "<\($0)>; rel=\"next\"")] } ?? []),
            body: .bytes(JSONValue.object(members).serialized())
        )
    }

    /// An upload or a mount has made a blob.
    static func createdBlob(_ digest: Digest, in repository: Repository, _ call: RegistryCall) -> RegistryAnswer {
        RegistryAnswer(
            201,
            [
                ("Location", call.link(repository, "blobs/\(digest)")),
                ("Docker-Content-Digest", digest.description),
            ]
        )
    }

    /// How far an upload is, and where it goes on.
    ///
    /// - Parameter received: how many bytes from the start its range says. That of none is written as that of one.
    static func progress(_ status: Int, of upload: Upload, received: Int, _ call: RegistryCall) -> RegistryAnswer {
        RegistryAnswer(
            status,
            [
                ("Location", "\(call.origin)/v2/\(call.pathName(upload.repository.name))/blobs/uploads/\(upload.id)"),
                ("Range", "0-\(max(0, received - 1))"),
                ("Docker-Upload-Uuid", upload.id),
            ]
        )
    }
}
