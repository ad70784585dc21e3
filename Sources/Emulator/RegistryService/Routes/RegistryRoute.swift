/// A route of the registry: one row of ``all``. Matching, authorisation, dispatch and the journal read what it says.
package struct RegistryRoute: Sendable {
    package typealias Handler = @Sendable (RegistryCall) async throws(RegistryError) -> RegistryAnswer

    /// What is done in each dialect.
    enum Answer: Sendable {
        /// The same in both; a handler may still look at ``RegistryCall/dialect`` for a detail.
        case same(Handler)
        case different(ecr: Handler, oci: Handler)
        /// The other dialect says that the operation is not supported.
        case only(RegistryDialect, Handler)
    }

    /// Told apart by it from the other routes.
    package let name: String
    private let methods: [String]
    /// Nil fits no request.
    private let path: RegistryPath?
    /// The event that CloudTrail records of the call: the API's operation that does the same. Routes that the API does
    /// not have are named for the registry.
    package let eventName: String
    package let permission: RegistryPermission
    /// Whether the request's body is handed on while it comes in: the bytes of a layer. Any other body has
    /// ``bodyLimit`` bytes at most.
    package let streamsBody: Bool
    let recorded: RecordedInput
    private let answer: Answer

    /// - Parameter path: as ``RegistryPath`` reads it.
    init(
        _ name: String,
        _ methods: String...,
        at path: String?,
        event: String,
        permission: RegistryPermission,
        streamsBody: Bool = false,
        recorded: RecordedInput,
        answer: Answer
    ) {
        self.name = name
        self.methods = methods
        self.path = path.map { RegistryPath($0) }
        eventName = event
        self.permission = permission
        self.streamsBody = streamsBody
        self.recorded = recorded
        self.answer = answer
    }

    /// The most bytes of a body but a layer's: a manifest of 4 MiB.
    package static let bodyLimit = 4_194_304

    /// Whether a path is the registry's.
    package static func isPath(_ path: some StringProtocol) -> Bool { path == "/v2" || path.hasPrefix("/v2/") }

    /// What does the route's work in a dialect; nil where the dialect does not have the route.
    package func handler(in dialect: RegistryDialect) -> Handler? {
        switch answer {
        case .same(let handler): handler
        case .different(let ecr, let oci): dialect == .ecr ? ecr : oci
        case .only(let only, let handler): dialect == only ? handler : nil
        }
    }

    /// The route of a request, and the values in its path; ``unknown`` where there is none.
    ///
    /// - Parameter path: as sent. Escapes in it are decoded part by part; one that is malformed makes the route unknown.
    static func match(
        _ method: String,
        _ path: some StringProtocol
    ) -> (route: RegistryRoute, values: RegistryPath.Values) {
        let none = (RegistryRoute.unknown, RegistryPath.Values())
        guard let parts = RegistryPath.parts(of: path) else { return none }
        for row in all {
            guard let values = row.path?.values(in: parts) else { continue }
            // The first path that fits decides, whatever the method: `uploads` is not a digest.
            guard let route = all.first(where: { $0.path == row.path && $0.methods.contains(method) }) else {
                return none
            }
            return (route, values)
        }
        return none
    }

    /// Whether a request's body is handed on while it comes in.
    package static func streamsBody(method: String, path: some StringProtocol) -> Bool {
        match(method, path).route.streamsBody
    }
}
