/// Why bytes are not a manifest: one line that names the member.
package enum ManifestError: Error, Sendable, Equatable, CustomStringConvertible {
    /// More bytes than ``Manifest/longest``.
    case tooLong(Int)
    case notJSON(reason: String)
    /// JSON, but no object.
    case notAnObject
    /// A member that must be there; `member` is its path, as `layers[0].digest`.
    case missing(member: String)
    /// A member of another form than `expected`.
    case form(member: String, expected: String)
    /// A member that makes another kind of manifest of it (CVE-2021-41190).
    case ambiguous(member: String, mediaType: String)
    /// The content type and the manifest's `mediaType` are not the same.
    case typesDiffer(contentType: String, mediaType: String)
    /// Neither a content type nor `mediaType`.
    case noMediaType
    /// A media type that is not a manifest's, or has parameters.
    case unknownMediaType(String)
    case schemaVersion(expected: Int)
    /// A form that is read, but not taken by who reads it.
    case signedSchema1

    package var description: String {
        switch self {
        case .tooLong(let count): "a manifest of \(count) bytes is too long: at most \(Manifest.longest) are taken"
        case .notJSON(let reason): "the manifest is \(reason)"
        case .notAnObject: "the manifest is not a JSON object"
        case .missing(let member): "the manifest's \(member) is missing"
        case .form(let member, let expected): "the manifest's \(member) must be \(expected)"
        case .ambiguous(let member, let mediaType): "a manifest of type \(mediaType) must have no \(member)"
        case .typesDiffer(let contentType, let mediaType):
            "the manifest's mediaType is \(mediaType.quoted), but it was sent as \(contentType.quoted)"
        case .noMediaType: "the manifest's mediaType is missing, and it was sent without a content type"
        case .unknownMediaType(let type): "\(type.quoted) is not a media type of a manifest"
        case .signedSchema1: "a manifest of schema 1 with signatures is not taken; push schema 2 or OCI"
        case .schemaVersion(let expected): "the manifest's schemaVersion must be \(expected)"
        }
    }
}
