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
    static func route(
        _ kind: RegistryRoute.Kind,
        answer: @escaping @Sendable (RegistryCall) async throws(RegistryError) -> RegistryAnswer
    ) -> Operation {
        let access = kind.permission
        return Operation(
            surface: .registry,
            name: kind.rawValue,
            eventName: kind.eventName,
            access: access,
            authentication: .token
        ) { (call, services) async throws(Refusal) in
            guard let route = call.destination.route, let region = call.region, let account = call.account else {
                throw .fault("The call came without a caller.", of: .registry)
            }
            call.requestParameters = { route.requestParameters(registry: account) }
            if kind == .deleteBlob, services.dialect == .ecr { throw Refusal(RegistryError.unsupportedOperation) }
            if let name = route.repository { try Refusal.of { () throws(RegistryError) in try checkName(name) } }
            var creation: CreateOnPush?
            if kind == .startUpload, let name = route.repository {
                creation = CreateOnPush(of: name, in: account, region, services.world)
                try await creation?.admit(&call, services, by: access)
            }
            let asked = route.questions(hasBody: call.request.hasBody, dialect: services.dialect)
            let required = asked.filter(\.isRequired).map { services.authorizer.question($0, in: account, region) }
            try services.authorizer.require(&call, required, by: access)
            try services.passFaults(&call)
            var mayMount = route.mount.map { Repository.isName($0.source) } ?? false
            for question in asked where !question.isRequired && mayMount {
                let question = services.authorizer.question(question, in: account, region)
                mayMount = try services.authorizer.isAllowed(question, of: &call, by: access, isRequired: false)
            }
            let repository = route.repository.flatMap { services.world.repository(account, region, $0) }
            if let name = route.repository, repository == nil, case .actions = access {
                throw Refusal(RegistryError.unknownName(name, registry: account))
            }
            let known = RegistryCall(
                route: route,
                account: account,
                region: region,
                repository: repository,
                mayMount: mayMount,
                origin: call.request.linkOrigin,
                headers: call.request.headers,
                query: QueryParameters(form: call.request.query.utf8) ?? QueryParameters(),
                body: Array(call.request.body.readableBytesView),
                pieces: Pieces(call.request.stream ?? GivenBody([call.request.body])),
                announcedLength: call.request.announcedLength,
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

    /// Whether the request brings bytes, or may.
    var hasBody: Bool { announcedLength != 0 }
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

extension RegistryRoute {
    /// The call as CloudTrail shows it: as the operation of the API that does the same.
    func requestParameters(registry: AccountID) -> [String: JSONValue] {
        guard kind != .checkVersion, kind != .unknown else { return [:] }
        var parameters: [String: JSONValue] = ["registryId": .string(registry.value)]
        if let repository, Repository.isName(repository) { parameters["repositoryName"] = .string(repository) }
        guard let reference else { return parameters }
        let isDigest = reference.contains(":")
        switch kind {
        case .readManifest, .deleteManifest:
            parameters["imageIds"] = .array([.object([isDigest ? "imageDigest" : "imageTag": .string(reference)])])
        case .writeManifest:
            parameters[isDigest ? "imageDigest" : "imageTag"] = .string(reference)
        case .listReferrers:
            parameters["subjectId"] = .object(["imageDigest": .string(reference)])
        case .checkBlob:
            parameters["layerDigests"] = .array([.string(reference)])
        case .readBlob, .deleteBlob:
            parameters["layerDigest"] = .string(reference)
        case .sendPart, .endUpload, .readUpload, .cancelUpload:
            parameters["uploadId"] = .string(reference)
        case .checkVersion, .listRepositories, .listTags, .startUpload, .unknown:
            break
        }
        return parameters
    }
}
