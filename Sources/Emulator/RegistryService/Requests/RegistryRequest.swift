package import AWSProtocols

/// A request to the registry as it reads: which route, in which repository and about what. Path and query are parsed once,
/// for all that is asked and done. The names are as the client wrote them, not checked.
package struct RegistryRequest: Sendable {
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

    package let route: RegistryRoute
    /// Nil for the routes that belong to no repository.
    package private(set) var repository: String?
    /// What stands before repositories' names in paths: a public registry's alias and a slash. Else empty.
    package private(set) var namePrefix = ""
    /// The tag or digest of a manifest, the digest of a blob, or the ID of an upload.
    package let reference: String?
    /// Without parameters where the query is malformed.
    package let query: QueryParameters
    /// What an upload asks to mount; nil where it does not say both what and whence.
    package let mount: Mount?
    /// The bytes that the body will have; nil where the client does not say beforehand.
    package let announcedLength: Int?

    /// - Parameters:
    ///   - path: as sent. One that is not a route's has the route ``RegistryRoute/unknown``.
    ///   - query: as sent, without the question mark.
    package init(
        method: String,
        path: some StringProtocol,
        query: Substring = "",
        announcedLength: Int? = 0
    ) {
        let (route, values) = RegistryRoute.match(method, path)
        let query = QueryParameters(form: query.utf8) ?? QueryParameters()
        self.route = route
        repository = values.repository
        reference = values.reference
        self.query = query
        self.announcedLength = announcedLength
        let mounts = route.permission.actions.contains { $0.condition == .onMountSource }
        if mounts, let digest = query["mount"], let source = query["from"], !digest.isEmpty, !source.isEmpty {
            mount = Mount(digest: digest, source: source)
        } else {
            mount = nil
        }
    }

    /// The same request to a registry whose name is the first part of the path: a public one. Nil where the path names a
    /// repository and has one part only.
    package var belowAlias: RegistryRequest? {
        guard let repository else { return self }
        guard let slash = repository.firstIndex(of: "/") else { return nil }
        var request = self
        request.namePrefix = String(repository[...slash])
        request.repository = String(repository[repository.index(after: slash)...])
        return request
    }

    /// Whether the request brings bytes, or may.
    var hasBody: Bool { announcedLength != 0 }
}
