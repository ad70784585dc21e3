import AWSCore
import AWSProtocols
import Determinism
import IAM
import Images
import NIOCore
import RegistryService
import Storage
import World

extension Operation {
    /// The row of a route of the registry: what it asks is its own to say.
    static func route(_ route: RegistryRoute) -> Operation {
        let access = route.permission.access
        return Operation(
            surface: .registry,
            name: route.name,
            eventName: route.eventName,
            access: access,
            authentication: .token
        ) { (call, services) async throws(Refusal) in
            guard let request = call.destination.registryRequest, let region = call.region, let account = call.account,
                let caller = call.caller?.principal
            else { throw .fault("The call came without a caller.", of: .registry) }
            call.requestParameters = { request.requestParameters(registry: account) }
            guard let answer = route.handler(in: services.dialect) else {
                throw Refusal(RegistryError.unsupportedOperation)
            }
            if let name = request.repository { try Refusal.of { () throws(RegistryError) in try checkName(name) } }
            try await createRepository(request, in: account, region, &call, services, by: access)
            let asked = request.questions(of: account, region, in: services.dialect)
            let failures = try await services.authorize(&call, by: access, pulling: request.pull(in: account, region)) {
                (call: inout Call) throws(Refusal) in
                try services.authorizer.require(&call, asked.filter(\.isRequired), by: access)
                try services.passFaults(&call)
            }
            // What is there of a list is listed.
            if let failure = request.pulledImage.flatMap({ failures[$0] }) { throw Refusal(RegistryError(failure)) }
            var mayMount = request.mount.map { Repository.isName($0.source) } ?? false
            for question in asked where !question.isRequired && mayMount {
                mayMount = try services.authorizer.isAllowed(question, of: &call, by: access)
            }
            let repository = request.repository.flatMap { services.world.repository(account, region, $0) }
            if let name = request.repository, repository == nil {
                let id = RepositoryID(account: account, region: region, name: name)
                throw Refusal(RegistryError(.repositoryNotFound(id)))
            }
            if let repository {
                do {
                    try await LifecycleRun(of: repository, services.world, services.registry)
                        .catchUp(to: call.time.now)
                } catch {
                    throw .fault("The lifecycle policy could not be applied: \(error)", of: .registry)
                }
            }
            let known = RegistryCall(
                request: request,
                caller: caller,
                account: account,
                region: region,
                repository: repository,
                mayMount: mayMount,
                origin: call.request.linkOrigin,
                headers: call.request.headers,
                body: Array(call.request.body.readableBytesView),
                pieces: Pieces(call.bodyStream),
                now: call.time.now,
                services: services.registryServices
            )
            do throws(RegistryError) {
                return EmulatorResponse(try await answer(known))
            } catch {
                throw Refusal(error)
            }
        }
    }

    /// A name that breaks a rule is refused before IAM: it has no ARN (docs/aws/endpoints.md, "Order of the checks").
    private static func checkName(_ name: String) throws(RegistryError) {
        do throws(ImagesError) {
            try RepositoryName.requireValid(name, at: "repositoryName")
        } catch {
            throw .invalidName(error.sentence)
        }
    }

    /// Makes the repository that a push goes to, where there is none and a template says how.
    ///
    /// The pusher must be allowed to create it. After that it is asked like any other whether the push is allowed, so a
    /// pusher of another account may be left with an empty repository (aws/containers-roadmap#853).
    private static func createRepository(
        _ request: RegistryRequest,
        in account: AccountID,
        _ region: Region,
        _ call: inout Call,
        _ services: Services,
        by access: Access
    ) async throws(Refusal) {
        guard let name = request.repository, let question = request.creationQuestion(of: account, region) else {
            return
        }
        let creation = RepositoryCreation(of: name, in: account, region, for: .createOnPush)
        guard creation.isDue(in: services.world) else { return }
        guard try services.authorizer.isAllowed(question, of: &call, by: access) else {
            throw Refusal(RegistryError.accessDenied(services.authorizer.denialSentence(call)))
        }
        do {
            try await creation.create(in: services.world, services.registry, at: call.time.now)
        } catch {
            throw .fault("The repository could not be created: \(error)", of: .registry)
        }
    }
}

extension EmulatorRequest {
    /// Scheme and authority by which the request came: what links in its answer begin with.
    var linkOrigin: String { "\(origin.scheme)://\(authority)" }

    /// The bytes of the body, as far as they are known beforehand.
    var announcedLength: Int? { stream.map(\.announcedLength) ?? body.readableBytes }
}

/// A body as the routes take it.
struct Pieces: PieceStream {
    let stream: any BodyStream

    init(_ stream: any BodyStream) {
        self.stream = stream
    }

    func next() async throws -> (any BytePiece)? { try await stream.next() }
}

/// The storage reads buffers where they lie.
extension ByteBuffer: BytePiece {
    package var count: Int { readableBytes }

    package func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try withUnsafeReadableBytes(body)
    }
}
