import AWSCore
import AWSProtocols
import Determinism
import Foundation
import IAM
import Images
import NIOCore
import RegistryService
import Storage
import World

/// The registry of ECR Public, `public.ecr.aws` (docs/aws/ecr-public.md, "The registry").
extension Operation {
    /// The row of one of its routes. Who pulls needs a token, and no permission; who pushes is asked about as ever.
    static func publicRoute(_ route: RegistryRoute) -> Operation {
        let access = route.publicAccess
        return Operation(
            surface: .publicRegistry,
            name: route.name,
            eventName: route.eventName,
            access: access,
            authentication: .bearer
        ) { (call, services) async throws(Refusal) in
            guard let sent = call.destination.registryRequest else {
                throw .fault("The call came without a request.", of: .publicRegistry)
            }
            guard route.isPublic, let answer = route.handler(in: services.dialect) else {
                throw Refusal(RegistryError.unsupportedOperation)
            }
            let (request, owner) = try locate(sent, services.world)
            call.account = owner
            if let owner { call.requestParameters = { request.requestParameters(registry: owner) } }
            if route.isPush {
                guard call.caller != nil, let owner else { throw Refusal(RegistryError.anonymousPush) }
                let questions = request.questions(of: owner, .publicRegistry, in: services.dialect)
                try services.authorizer.require(&call, questions.filter(\.isRequired), by: access)
            }
            try services.passFaults(&call)
            let repository = try repository(of: request, owner, services.world)
            // The routes without a repository do nothing with the account.
            guard let account = owner ?? AccountID("000000000000") else {
                throw .fault("The call came without an account.", of: .publicRegistry)
            }
            let known = RegistryCall(
                request: request,
                caller: call.caller?.principal,
                account: account,
                region: .publicRegistry,
                repository: repository,
                mayMount: false,
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

    /// The row of what gives tokens: to whoever has a password of GetAuthorizationToken's for that one, to everybody else
    /// for nobody.
    static let publicToken = Operation(
        surface: .publicRegistry,
        name: "issueToken",
        eventName: "IssueToken",
        access: .noPermissionNeeded(because: "everybody may pull, and who has a password was asked about before"),
        authentication: .passwordOrNothing
    ) { (call, services) throws(Refusal) in
        // Clients that begin with a POST go on with a GET.
        guard call.request.method == "GET" else { throw Refusal(RegistryError.unsupportedOperation) }
        try services.passFaults(&call)
        let expiresAt = call.time.now.addingTimeInterval(anonymousLifetime)
        let own = call.caller.flatMap { _ in call.fields.authorization?.split(separator: " ").last.map(String.init) }
        let token = own ?? services.world.anonymousToken(expiresAt: expiresAt)
        return EmulatorResponse(
            status: 200,
            headers: ["Content-Type": "application/json; charset=utf-8"],
            body: ByteBuffer(bytes: JSONValue.object(["token": .string(token)]).serialized())
        )
    }

    /// Seconds (inferred: as long as others).
    private static let anonymousLifetime: TimeInterval = 12 * 3_600

    /// The path of the row above.
    static func isPublicToken(_ path: Substring) -> Bool { path == "/token/" || path == "/token" }

    /// The request with the name that the repository has in its registry, and whose registry that is. A registry that there
    /// is not has no repository.
    private static func locate(
        _ sent: RegistryRequest,
        _ world: WorldStore
    ) throws(Refusal) -> (RegistryRequest, AccountID?) {
        guard let path = sent.repository else { return (sent, nil) }
        let alias = String(path.prefix { $0 != "/" })
        guard let request = sent.belowAlias, let name = request.repository else {
            throw Refusal(RegistryError.publicRepositoryNotFound("", alias: alias))
        }
        do throws(ImagesError) {
            try RepositoryName.requireValid(name, at: "repositoryName")
        } catch {
            throw Refusal(RegistryError.invalidName(error.sentence))
        }
        guard let account = world.account(ofPublicAlias: alias) else {
            throw Refusal(RegistryError.publicRepositoryNotFound(name, alias: alias))
        }
        return (request, account)
    }

    private static func repository(
        of request: RegistryRequest,
        _ owner: AccountID?,
        _ world: WorldStore
    ) throws(Refusal) -> Repository? {
        guard let name = request.repository, let owner else { return nil }
        guard let repository = world.repository(owner, .publicRegistry, name) else {
            let alias = String(request.namePrefix.dropLast())
            throw Refusal(RegistryError.publicRepositoryNotFound(name, alias: alias))
        }
        return repository
    }
}
