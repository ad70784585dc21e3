import Foundation

/// What a request to the registry is for: method, path and query, read once (emulator.md E.2). The names in it are as the
/// client wrote them, not checked.
package struct RegistryRoute: Sendable, Equatable {
    /// The routes that there are.
    package enum Kind: String, Sendable, CaseIterable {
        /// `GET` or `HEAD /v2/`.
        case checkVersion
        /// `GET /v2/_catalog`.
        case listRepositories
        /// `GET /v2/N/tags/list`.
        case listTags
        /// `GET` or `HEAD /v2/N/manifests/REF`.
        case readManifest
        /// `PUT /v2/N/manifests/REF`.
        case writeManifest
        /// `DELETE /v2/N/manifests/REF`.
        case deleteManifest
        /// `GET /v2/N/referrers/DIGEST`.
        case listReferrers
        /// `HEAD /v2/N/blobs/DIGEST`.
        case checkBlob
        /// `GET /v2/N/blobs/DIGEST`.
        case readBlob
        /// `DELETE /v2/N/blobs/DIGEST`, which ECR does not have.
        case deleteBlob
        /// `POST /v2/N/blobs/uploads/`, also with `mount` and `from`.
        case startUpload
        /// `PATCH` of an upload's location, `/v2/N/blobs/uploads/ID`.
        case sendPart
        /// `PUT` of an upload's location.
        case endUpload
        /// `GET` of an upload's location.
        case readUpload
        /// `DELETE` of an upload's location.
        case cancelUpload
        /// Any other method or path under `/v2/`.
        case unknown
    }

    /// A blob that an upload may take from another repository instead of its bytes.
    package struct Mount: Sendable, Equatable {
        package let digest: String
        /// The name of the repository that the blob is in.
        package let source: String

        package init(digest: String, source: String) {
            self.digest = digest
            self.source = source
        }
    }

    /// The most bytes of a body but a layer's: a manifest of 4 MiB.
    package static let bodyLimit = 4_194_304

    /// Whether a path is the registry's.
    package static func isPath(_ path: some StringProtocol) -> Bool { path == "/v2" || path.hasPrefix("/v2/") }

    package let kind: Kind
    /// Nil for the routes that belong to no repository.
    package let repository: String?
    /// The tag or digest of a manifest, the digest of a blob, or the ID of an upload.
    package let reference: String?
    /// What `startUpload` asks to mount; nil where it does not say both what and whence.
    package let mount: Mount?
    /// Whether `startUpload` names the blob's digest: in the specification's dialect, the blob comes with it then.
    package let namesDigest: Bool

    /// - Parameters:
    ///   - path: as sent; escapes in it are decoded part by part, and one that is malformed makes the route unknown.
    ///   - parameters: the query's, decoded.
    package init(method: String, path: some StringProtocol, parameters: (String) -> String? = { _ in nil }) {
        guard let target = Target(path), let kind = target.kind(method) else {
            self.init(.unknown)
            return
        }
        var mount: Mount?
        if kind == .startUpload, let digest = parameters("mount"), let source = parameters("from"),
            !digest.isEmpty, !source.isEmpty
        {
            mount = Mount(digest: digest, source: source)
        }
        self.init(
            kind,
            repository: target.repository,
            reference: target.reference,
            mount: mount,
            namesDigest: kind == .startUpload && parameters("digest") != nil
        )
    }

    private init(
        _ kind: Kind,
        repository: String? = nil,
        reference: String? = nil,
        mount: Mount? = nil,
        namesDigest: Bool = false
    ) {
        self.kind = kind
        self.repository = repository
        self.reference = reference
        self.mount = mount
        self.namesDigest = namesDigest
    }
}

/// What a path names. It is read from its end, for repositories' names have slashes.
private enum Target {
    case root
    case catalog
    case tags(repository: String)
    case manifest(repository: String, reference: String)
    case referrers(repository: String, digest: String)
    case blob(repository: String, digest: String)
    case uploads(repository: String)
    case upload(repository: String, id: String)

    init?(_ path: some StringProtocol) {
        guard path.hasPrefix("/v2") else { return nil }
        var parts: [String] = []
        for part in path.dropFirst(3).split(separator: "/", omittingEmptySubsequences: false) {
            guard let decoded = part.contains("%") ? part.removingPercentEncoding : String(part) else { return nil }
            parts.append(decoded)
        }
        // Of "/v2" nothing is left, of "/v2/" two parts without a character; all others begin with one such.
        guard parts.first?.isEmpty ?? true else { return nil }
        parts = Array(parts.dropFirst())
        switch parts {
        case [], [""]: self = .root
        case ["_catalog"]: self = .catalog
        default:
            guard let found = Target(parts[...]) else { return nil }
            self = found
        }
    }

    private init?(_ parts: ArraySlice<String>) {
        guard let last = parts.last, let keyword = parts.dropLast().last else { return nil }
        let name = parts.dropLast(2).joined(separator: "/")
        if keyword == "uploads", parts.count >= 4, parts[parts.endIndex - 3] == "blobs" {
            let name = parts.dropLast(3).joined(separator: "/")
            self = last.isEmpty ? .uploads(repository: name) : .upload(repository: name, id: last)
            return
        }
        guard parts.count >= 3 else { return nil }
        switch (keyword, last) {
        case ("blobs", "uploads"): self = .uploads(repository: name)
        case ("blobs", _): self = .blob(repository: name, digest: last)
        case ("manifests", _): self = .manifest(repository: name, reference: last)
        case ("referrers", _): self = .referrers(repository: name, digest: last)
        case ("tags", "list"): self = .tags(repository: name)
        default: return nil
        }
    }

    /// The route of a method; nil where the target does not have it.
    func kind(_ method: String) -> RegistryRoute.Kind? {
        switch (self, method) {
        case (.root, "GET"), (.root, "HEAD"): .checkVersion
        case (.catalog, "GET"): .listRepositories
        case (.tags, "GET"): .listTags
        case (.manifest, "GET"), (.manifest, "HEAD"): .readManifest
        case (.manifest, "PUT"): .writeManifest
        case (.manifest, "DELETE"): .deleteManifest
        case (.referrers, "GET"): .listReferrers
        case (.blob, "HEAD"): .checkBlob
        case (.blob, "GET"): .readBlob
        case (.blob, "DELETE"): .deleteBlob
        case (.uploads, "POST"): .startUpload
        case (.upload, "PATCH"): .sendPart
        case (.upload, "PUT"): .endUpload
        case (.upload, "GET"): .readUpload
        case (.upload, "DELETE"): .cancelUpload
        default: nil
        }
    }

    var repository: String? {
        switch self {
        case .root, .catalog: nil
        case .tags(let name), .manifest(let name, _), .referrers(let name, _), .blob(let name, _), .uploads(let name),
            .upload(let name, _):
            name
        }
    }

    var reference: String? {
        switch self {
        case .root, .catalog, .tags, .uploads: nil
        case .manifest(_, let reference), .referrers(_, let reference), .blob(_, let reference),
            .upload(_, let reference):
            reference
        }
    }
}
