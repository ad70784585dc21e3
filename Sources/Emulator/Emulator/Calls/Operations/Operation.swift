import AWSProtocols
import IAM
import Images
import RegistryService
import STSService
import Storage
import World

/// What rows perform their calls with.
struct Services: Sendable {
    let world: WorldStore
    let registry: RegistryStore
    let dialect: RegistryDialect
    let registryServices: RegistryServices
    let layerURLs: LayerURLs
    let authorizer: Authorizer
    let issuers: WebIdentityIssuers
    let faults: FaultTable
}

/// One row of the ``OperationTable``: an operation or a route, what IAM is asked, and what is done.
struct Operation: Sendable {
    /// How the caller proves who it is.
    enum Authentication: Sendable, Equatable {
        /// SigV4, in the header or in the query.
        case signature
        /// HTTP Basic with a password of GetAuthorizationToken's.
        case token
        /// A Bearer token of the registry of ECR Public, which may be nobody's.
        case bearer
        /// HTTP Basic with a password of ECR Public's, or nothing.
        case passwordOrNothing
        /// By a URL that this emulator has signed, which is proof and permission at once.
        case signedURL
        /// Not by the request: the input has an identity provider's word for it, which the operation checks. A signature
        /// is not looked at.
        case identityProvider
    }

    typealias Body = @Sendable (inout Call, Services) async throws(Refusal) -> EmulatorResponse
    typealias Performance = @Sendable (inout Call, Services) async throws(Refusal) -> OperationResult

    let surface: Surface
    /// Told apart by it from the other rows of the surface: the operation's name as AWS has it, or the route's.
    let name: String
    /// What the journal calls it, as CloudTrail does.
    let eventName: String
    /// Nil says that nobody has thought about it; the table refuses such a row.
    let access: Access?
    let authentication: Authentication
    /// Whether the operation asks an identity provider for its keys.
    let needsProviderKeys: Bool
    /// Whether the operation does what AWS's does. One that does not is authenticated and authorised all the same, and
    /// then refused.
    let isSupported: Bool
    /// The members of the input; empty where nothing is declared.
    let input: @Sendable () -> [InputDeclaration]
    /// Reads the input, asks IAM and performs, for a caller that is authenticated.
    let body: Body
    /// As ``body``, up to what is answered before it is written in the service's protocol. Nil where ``body`` answers by
    /// itself: such a row the operator cannot have performed.
    let performance: Performance?

    init(
        surface: Surface,
        name: String,
        eventName: String? = nil,
        access: Access?,
        authentication: Authentication,
        needsProviderKeys: Bool = false,
        isSupported: Bool = true,
        input: @escaping @Sendable () -> [InputDeclaration] = { [] },
        body: @escaping Body
    ) {
        self.surface = surface
        self.name = name
        self.eventName = eventName ?? name
        self.access = access
        self.authentication = authentication
        self.needsProviderKeys = needsProviderKeys
        self.isSupported = isSupported
        self.input = input
        self.body = body
        performance = nil
    }

    /// The row of an operation whose answers are written as its surface has it.
    init(
        surface: Surface,
        name: String,
        access: Access?,
        isSupported: Bool = true,
        input: @escaping @Sendable () -> [InputDeclaration] = { [] },
        performance: @escaping Performance
    ) {
        self.surface = surface
        self.name = name
        eventName = name
        self.access = access
        authentication = .signature
        needsProviderKeys = false
        self.isSupported = isSupported
        self.input = input
        self.performance = performance
        body = { (call, services) async throws(Refusal) in
            try await performance(&call, services).response(of: surface, name, to: call)
        }
    }

    /// Whether its caller has to prove who it is.
    var knowsCaller: Bool { authentication == .signature || authentication == .token }

    /// The action that a call of it is an attempt to use: the first that IAM is asked about, and where it is asked
    /// about none, the operation's own.
    var action: String {
        guard case .actions(let actions) = access, let action = actions.first else { return callName }
        return action
    }

    /// Service and name as people write them: `ecr:PutImage`.
    var callName: String { Event.callName(source: surface.eventSource, eventName) }
}
