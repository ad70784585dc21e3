package import AWSCore
import AWSProtocols
package import Foundation
package import Images
import OCI
package import Storage
package import World

/// The bytes that a request brings, piece by piece.
package protocol PieceStream: Sendable {
    /// The next piece; nil once all has come.
    ///
    /// - Throws: where the client went away.
    func next() async throws -> (any BytePiece)?
}

/// A call of the registry whose caller may make it, and whose repository, where it has one, exists.
package struct RegistryCall: Sendable {
    package let request: RegistryRequest
    /// Whose registry token it came with; nil for whoever pulls a public image without a name.
    package let caller: Principal?
    /// The account and region whose registry is meant: those of the host, on localhost those of the token.
    package let account: AccountID
    package let region: Region
    /// Nil for the routes that belong to no repository.
    package let repository: Repository?
    /// Whether the blob of ``RegistryRequest/mount`` may be read where it is.
    package let mayMount: Bool
    /// Scheme and authority that the request came by, such as `https://HOST`.
    package let origin: String
    package let headers: HeaderFields
    /// A manifest's bytes. Layers come by ``pieces``.
    package let body: [UInt8]
    package let pieces: any PieceStream
    package let now: Date
    package let services: RegistryServices

    package init(
        request: RegistryRequest,
        caller: Principal?,
        account: AccountID,
        region: Region,
        repository: Repository?,
        mayMount: Bool,
        origin: String,
        headers: HeaderFields,
        body: [UInt8],
        pieces: any PieceStream,
        now: Date,
        services: RegistryServices
    ) {
        self.request = request
        self.caller = caller
        self.account = account
        self.region = region
        self.repository = repository
        self.mayMount = mayMount
        self.origin = origin
        self.headers = headers
        self.body = body
        self.pieces = pieces
        self.now = now
        self.services = services
    }
}

/// What the routes work on.
package struct RegistryServices: Sendable {
    package let world: WorldStore
    package let store: RegistryStore
    package let dialect: RegistryDialect
    package let layerURLs: LayerURLs
    /// Makes the ID of an upload.
    package let newUploadID: @Sendable () -> String

    package init(
        world: WorldStore,
        store: RegistryStore,
        dialect: RegistryDialect,
        layerURLs: LayerURLs,
        newUploadID: @escaping @Sendable () -> String
    ) {
        self.world = world
        self.store = store
        self.dialect = dialect
        self.layerURLs = layerURLs
        self.newUploadID = newUploadID
    }
}

extension RegistryCall {
    var dialect: RegistryDialect { services.dialect }
    var store: RegistryStore { services.store }
    var query: QueryParameters { request.query }

    /// - Throws: a fault where the route is asked for without a repository, which the table of routes rules out.
    func knownRepository() throws(RegistryError) -> Repository {
        guard let repository else { throw .server("The call came without a repository.") }
        return repository
    }

    /// The reference of the route: a tag, a digest or an upload's ID, as the client wrote it.
    func reference() throws(RegistryError) -> String {
        guard let reference = request.reference else { throw .server("The call came without a reference.") }
        return reference
    }

    /// The digest in the path.
    ///
    /// - Throws: ``RegistryError/invalidDigest(_:)``.
    func digest() throws(RegistryError) -> Digest {
        guard let digest = Digest(try reference()) else { throw .invalidDigest }
        return digest
    }

    /// A repository's name as clients write it.
    func pathName(_ name: String) -> String { request.namePrefix + name }

    /// The path of something in the called repository, as a link that the client can follow.
    func link(_ repository: Repository, _ rest: String) -> String {
        "\(origin)/v2/\(pathName(repository.name))/\(rest)"
    }
}
