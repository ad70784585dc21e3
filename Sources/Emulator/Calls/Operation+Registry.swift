import AWSCore
import AWSProtocols
import Determinism
import ECRService
import IAM
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
            guard let request = call.destination.registryRequest, let region = call.region, let account = call.account
            else { throw .fault("The call came without a caller.", of: .registry) }
            call.requestParameters = { request.requestParameters(registry: account) }
            guard let answer = route.handler(in: services.dialect) else {
                throw Refusal(RegistryError.unsupportedOperation)
            }
            if let name = request.repository { try Refusal.of { () throws(RegistryError) in try checkName(name) } }
            let creation = CreateOnPush(for: request, in: account, region, services.world)
            try await creation?.admit(&call, services, by: access)
            let asked = request.questions(in: services.dialect)
            let required = asked.filter(\.isRequired).map { services.authorizer.question($0, in: account, region) }
            try services.authorizer.require(&call, required, by: access)
            try services.passFaults(&call)
            var mayMount = request.mount.map { Repository.isName($0.source) } ?? false
            for question in asked where !question.isRequired && mayMount {
                let question = services.authorizer.question(question, in: account, region)
                mayMount = try services.authorizer.isAllowed(question, of: &call, by: access, isRequired: false)
            }
            let repository = request.repository.flatMap { services.world.repository(account, region, $0) }
            if let name = request.repository, repository == nil {
                throw Refusal(RegistryError.unknownName(name, registry: account))
            }
            let known = RegistryCall(
                request: request,
                account: account,
                region: region,
                repository: repository,
                mayMount: mayMount,
                origin: call.request.linkOrigin,
                headers: call.request.headers,
                body: Array(call.request.body.readableBytesView),
                pieces: Pieces(call.request.stream ?? GivenBody([call.request.body])),
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

    /// A name that breaks a rule is refused before IAM is asked, because no ARN can be formed (emulator.md A.3, E.3).
    private static func checkName(_ name: String) throws(RegistryError) {
        do throws(ECRError) {
            try RepositoryName.check(name, at: "repositoryName")
        } catch {
            throw .invalidName(error.message ?? "The repository's name is invalid.")
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
private struct Pieces: PieceStream {
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
