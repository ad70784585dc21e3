import AWSCore
package import AWSProtocols
import Images
import Storage
package import World

/// Makes an empty repository (docs/aws/ecr-repositories.md, "Settings").
package struct CreateRepository: ECROperation {
    package static let name = "CreateRepository"

    private let repositoryName: String
    private let registryID: AccountID?
    private let settings: NewRepositorySettings
    private let tags: ResourceTags

    package init(_ input: inout ECRInput) throws(ECRError) {
        repositoryName = try input.repositoryName()
        registryID = try input.registryID()
        settings = try NewRepositorySettings(&input)
        tags = try ResourceTags(&input)
    }

    /// The repository to be; with tags the caller must be allowed to tag it as well. Both are asked with the tags.
    package func questions(_ call: ECRCall) -> [Question] {
        let repository = AccessedResource.repository(repositoryName, call.registry(registryID), call.region)
        let create = Question(Self.action, on: repository, context: tags.requestContext)
        guard !tags.pairs.isEmpty else { return [create] }
        return [create, Question(TagResource.action, on: repository, context: tags.requestContext)]
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        try settings.check()
        try tags.check()
        let account = call.registry(registryID)
        let repository = Repository(
            name: repositoryName,
            account: account,
            region: call.region,
            createdAt: call.now,
            tagMutability: settings.tagMutability,
            scanOnPush: settings.scanOnPush,
            encryption: settings.encryption(in: call.region, of: account),
            tags: tags.values
        )
        guard try await call.stored({ try await repository.create(in: call.world, $0) }) else {
            throw .repositoryAlreadyExists(repositoryName, in: account)
        }
        return .object(["repository": RepositoryShape.json(repository, call)])
    }
}
