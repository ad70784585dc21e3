package import AWSCore
import AWSProtocols
import Determinism
import Foundation
import Images
import NIOCore
import RegistryService
import STSService
import Storage
import Synchronization
import World

/// An emulator: ECR, ECR Public, STS, ECR's registries, and the buckets of S3 and clusters of EKS, over one world.
///
/// Every call goes one way: classify, authenticate, authorise, pass the faults, perform, record. The order of the checks
/// is AWS's, so the first error is the one that AWS would give. There are no sockets here; a server, or a test, hands
/// requests in.
package final class Emulator: Responder {
    /// The most bytes of an ECR API request's body: a layer part of 20 MiB in base64, and what stands around it.
    static let ecrBodyLimit = 28 * 1_024 * 1_024
    /// STS takes little: its longest members together stay far below this.
    private static let stsBodyLimit = 256 * 1_024

    let configuration: EmulatorConfiguration
    let world: WorldStore
    /// The images and layers of the world's repositories.
    let registry: RegistryStore
    let journal: Journal
    /// The issuers of web identity tokens whose keys are this emulator's.
    let issuers = WebIdentityIssuers()
    let faultTable = FaultTable()
    /// Held as long as the emulator lives, so that no other one takes the folder.
    private let dataDirectory: DataDirectory?
    private let hosts = HostDirectory()
    private let classifier: Classifier
    private let authenticator: Authenticator
    private let services: Services
    private let metadata: MetadataService
    let requestIDs: RequestIDs
    private let lastReset = Mutex<Task<Void, any Error>?>(nil)

    /// - Throws: ``EmulatorStartError`` or the data directory's own error, one line each.
    package init(_ configuration: EmulatorConfiguration) throws {
        self.configuration = configuration
        let journal = Journal()
        self.journal = journal
        let table = try OperationTable.shipped.get()
        (world, dataDirectory) = try Self.openWorld(configuration)
        classifier = Classifier(table: table, world: world)
        authenticator = Authenticator(world: world)
        registry = try Self.openRegistry(configuration)
        let layerURLs = LayerURLs(world: world)
        let randomness = configuration.randomness
        services = Services(
            world: world,
            registry: registry,
            dialect: configuration.dialect,
            registryServices: RegistryServices(
                world: world,
                store: registry,
                dialect: configuration.dialect,
                layerURLs: layerURLs,
                newUploadID: {
                    var stream = randomness.stream("upload")
                    return stream.uuid()
                }
            ),
            layerURLs: layerURLs,
            authorizer: Authorizer(world: world, denials: configuration.denialForm),
            issuers: issuers,
            faults: faultTable
        )
        // Request IDs are not secret: one drawing from the system's generator is enough for all of them.
        var stream = configuration.randomness.stream("request")
        let requestIDs = RequestIDs(RandomStream(derivedFrom: stream.uuid()))
        self.requestIDs = requestIDs
        var key = configuration.randomness.stream("metadata token")
        metadata = MetadataService(
            world: world,
            roles: ServiceRole(world: world, journal: journal, newRequestID: { requestIDs.next() }),
            tokenKey: key.bytes(32)
        )
    }

    package func bodyHandling(method: String, target: String, host: String) -> BodyHandling {
        let path = target.prefix { $0 != "?" }
        if ControlRoutes.isControl(path) { return .collected(limit: ControlRoutes.bodyLimit(of: path)) }
        switch hosts.meaning(of: host) {
        case .aws(.sts):
            return .collected(limit: Self.stsBodyLimit)
        case .aws(.endpoint(let endpoint)) where endpoint.service == .sts:
            return .collected(limit: Self.stsBodyLimit)
        case .aws(.s3):
            // What would send bytes is not supported, and is refused before they have come.
            return method == "GET" || method == "HEAD" ? .collected(limit: Self.stsBodyLimit) : .streamed
        case .aws(.eks):
            return .collected(limit: Self.stsBodyLimit)
        case .aws(.ecr), .aws(.iam), .aws(.ecrPublic), .aws(.organizations), .aws(.layers), .malformed:
            return .collected(limit: Self.ecrBodyLimit)
        case .foreignAWS:
            // It is refused before it has come, however large it is.
            return .streamed
        case .aws(.registry), .aws(.publicRegistry), .aws(.endpoint), .loopback, .metadata, .other:
            guard RegistryRoute.isPath(path) else { return .collected(limit: Self.ecrBodyLimit) }
            return RegistryRoute.streamsBody(method: method, path: path)
                ? .streamed : .collected(limit: RegistryRoute.bodyLimit)
        }
    }

    /// The answer to a request. What a call waits for is its own body and, where it changes something that is kept, the
    /// disk.
    package func respond(to request: EmulatorRequest) async -> EmulatorResponse {
        let fields = RequestFields(request.headers)
        let host = hosts.meaning(of: fields.authority)
        guard request.target.hasPrefix("/"), host != .malformed, !fields.repeatsHost else {
            return EmulatorResponse(status: 400, sentence: "The request's target or its Host header is malformed.")
        }
        if ControlRoutes.isControl(request.path) {
            let token = configuration.controlToken
            return await ControlRoutes.answer(request, fields, host: host, token: token, by: self)
        }

        let time = configuration.clock.time
        if let answer = await answerMetadata(request, fields, host: host, time) { return answer }
        let requestID = requestIDs.next()
        var refused: RefusedRequest {
            RefusedRequest(requestID: requestID, asJSON: fields.acceptsJSON, linkOrigin: request.linkOrigin)
        }
        switch classifier.classify(request, fields, host: host) {
        case .refused(let surface, let refusal, let name, let region):
            journal.add(
                EventRecord(
                    time: time.now,
                    source: surface.eventSource,
                    name: name,
                    region: region,
                    peerAddress: request.origin.peerAddress,
                    userAgent: fields.userAgent,
                    refusal: refusal,
                    requestID: requestID
                )
            )
            return surface.response(refusal, to: refused)
        case .otherService:
            return await answerOtherService(request, fields, requestID: requestID)
        case .call(let destination):
            var call = Call(
                request: request,
                fields: fields,
                destination: destination,
                requestID: requestID,
                time: time
            )
            do throws(Refusal) {
                let response = try await perform(&call)
                record(call, fields, refusal: nil)
                return response.dated(by: call).hindered(by: call.hindrance, call.request)
            } catch {
                record(call, fields, refusal: error)
                return destination.surface.response(error, to: refused).dated(by: call).hindered(
                    by: call.hindrance,
                    call.request
                )
            }
        }
    }

    private func answerMetadata(
        _ request: EmulatorRequest,
        _ fields: RequestFields,
        host: HostDirectory.Meaning,
        _ time: WorldTime
    ) async -> EmulatorResponse? {
        switch host {
        case .metadata(let endpoint): await metadata.answer(request, fields, at: endpoint, time: time)
        case .loopback: await metadata.answer(request, fields, at: .loopback, time: time)
        case .aws, .foreignAWS, .other, .malformed: nil
        }
    }

    /// The regions of the world are there, whatever AWS has, and so are the metadata endpoints of its machine.
    package func reach(of host: String) -> HostReach {
        if let endpoint = HostDirectory.metadataEndpoint(host), metadata.serves(endpoint) { return .service }
        return HostReach(host, regionExists: world.hasRegion)
    }

    package func connectRefused(host: String, port: Int, peerAddress: String) {
        recordRefusedHost(host, port: port, peerAddress: peerAddress)
    }

    /// Records that a client asked the proxy for a host that it does not connect to.
    package func recordRefusedHost(_ host: String, port: Int, peerAddress: String) {
        let host = String(host.prefix(255))
        let refusal =
            switch reach(of: host) {
            case .unresolved(let region):
                Refusal("HostNotFound", "\(host) does not resolve: AWS has no region \(region).", status: 502)
            case .absent(let service, let region):
                Refusal("HostNotFound", "\(host) does not resolve: \(service) has no host in \(region).", status: 502)
            case .service, .elsewhere:
                Refusal(
                    "HostNotEmulated",
                    "The proxy leads to hosts of AWS's services only, not to \(host).",
                    status: 403
                )
            }
        journal.add(
            EventRecord(
                time: configuration.clock.now,
                source: "drydock",
                name: "Connect",
                peerAddress: peerAddress,
                requestParameters: { ["host": .string(host), "port": .integer(port)] },
                refusal: refusal,
                requestID: requestIDs.next()
            )
        )
    }

    /// The events after sequence number `after`, oldest first.
    package func events(after: Int = 0, limit: Int = EventPage.limit) -> [Event] {
        journal.records(after: after, limit: limit).map { Event($0, world: world) }
    }

    /// The faults that hit calls now, in the order in which they do.
    package var faults: [Fault] { faultTable.faults }

    /// Goes back to the world as loaded, with its images, a new token epoch, an empty journal and no faults.
    func reset() async throws {
        // One after the other: each is known by the epoch that it begins.
        let reset = lastReset.withLock { last in
            let reset = Task { [last, registry, world, journal, faultTable] in
                _ = await last?.result
                try await registry.reset(to: world.tokenEpoch + 1) { try world.reset() }
                registry.notices.clear()
                journal.clear()
                faultTable.reset()
            }
            last = reset
            return reset
        }
        try await reset.value
    }

    /// Gives back what outlives no emulator: files in the temporary folder, and the hold on a data directory, whose
    /// databases are then whole without what SQLite keeps beside them.
    package func close() {
        registry.close()
        // It fails only where it is closed already. What is in its log is kept.
        try? dataDirectory?.changes.close()
    }

    private func perform(_ call: inout Call) async throws(Refusal) -> EmulatorResponse {
        let limit = call.destination.surface == .sts ? Self.stsBodyLimit : Self.ecrBodyLimit
        guard call.request.body.readableBytes <= limit else {
            throw Refusal(
                "RequestEntityTooLarge",
                "The body has \(call.request.body.readableBytes) bytes; \(limit) are the most.",
                status: 413
            )
        }
        switch call.destination.operation.authentication {
        case .signature:
            let skew = services.skew(of: call)
            call.skew = skew?.rule.time ?? 0
            try authenticator.verifySignature(&call, skew: skew)
            if try await services.endCredentials(of: &call) { try authenticator.verifySignature(&call, skew: skew) }
        case .token:
            try authenticator.verifyToken(&call)
            if try await services.endCredentials(of: &call) { try authenticator.verifyToken(&call) }
        case .bearer:
            try authenticator.verifyBearer(&call)
            if try await services.endCredentials(of: &call) { try authenticator.verifyBearer(&call) }
        case .passwordOrNothing:
            try authenticator.verifyPasswordOrNothing(&call)
            if try await services.endCredentials(of: &call) { try authenticator.verifyPasswordOrNothing(&call) }
        case .signedURL: break
        // Where the host tells no region and no signature either, the call is the global endpoint's.
        case .identityProvider: call.region = call.region ?? Region("us-east-1")
        }
        try await catchUp(call)
        return try await call.destination.operation.body(&call, services)
    }

    /// Remembers what the caller tried to use, whatever came of it.
    private func noteAccess(_ call: Call) {
        guard let principal = call.caller?.principal else { return }
        // The public registry stands in no region, and where ECR Public's API is.
        let region = call.region.flatMap { $0 == .publicRegistry ? nil : $0 } ?? .northernVirginia
        let attempt = AccessAttempt(date: call.time.now, region: region)
        world.noteAccess(to: call.destination.operation.action, by: principal, attempt)
    }

    /// Performs an operation for the operator: who calls is not looked at, and no policy is asked. It leaves no event.
    func operate(_ call: inout Call, _ performance: Operation.Performance) async throws(Refusal) -> OperationResult {
        call.isOperators = true
        try await catchUp(call)
        return try await performance(&call, services)
    }

    /// Has what goes on by itself done up to the moment of a call.
    private func catchUp(_ call: Call) async throws(Refusal) {
        do {
            try await BackfillRun(world, registry).catchUp(to: call.time.now)
        } catch {
            throw .fault("A replication backfill could not go on: \(error)", of: call.destination.surface)
        }
    }

    private func record(_ call: Call, _ fields: RequestFields, refusal: Refusal?) {
        noteAccess(call)
        journal.add(
            EventRecord(
                time: call.time.now,
                source: call.destination.surface.eventSource,
                name: call.destination.operation.eventName,
                region: call.region,
                peerAddress: call.request.origin.peerAddress,
                userAgent: fields.userAgent,
                caller: call.caller,
                claimedKey: call.claimedKey,
                inputSize: call.request.target.utf8.count + call.request.body.readableBytes,
                requestParameters: call.requestParameters,
                refusal: refusal,
                fault: refusal?.fault ?? call.fault,
                requestID: call.requestID,
                decision: call.decision,
                question: call.question,
                permissions: call.permissions
            )
        )
    }
}
