import AWSCore
package import AWSProtocols
import Images
import Storage
import Synchronization
import World

/// Removes a repository (docs/aws/ecr-repositories.md, "Settings"): one that holds images only with `force`.
package struct DeleteRepository: RepositoryOperation {
    package static let name = "DeleteRepository"

    package let repository: RepositoryReference
    private let force: Bool?

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        force = try input.boolean("force")
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let account = repository.account(call)
        let id = try repository.repository(call).id
        let removed = Mutex<Repository?>(nil)
        try await call.stored { store in
            // The storage has the last word on whether images are there, so that none can be put in between.
            try await store.deleteRepository(id) { hasImages in
                guard force == true || !hasImages else {
                    throw ECRError.repositoryNotEmpty(repository.name, in: account)
                }
            } change: {
                let repository = try call.world.deleteRepository(account, call.region, repository.name)
                removed.withLock { $0 = repository }
            }
        }
        guard let repository = removed.withLock({ $0 }) else { throw repository.notFound(call) }
        let shape =
            repository.isPublic
            ? PublicShape.repository(repository, call) : .object(RepositoryShape.short(repository, call))
        return .object(["repository": shape])
    }
}
