import AWSCore
package import AWSProtocols
import Images
import Storage
package import World

/// CreateRepository of ECR Public: makes an empty repository (docs/aws/ecr-public.md, "Registries and repositories").
package struct PublicCreateRepository: ECROperation {
    package static let name = "CreateRepository"

    private let repositoryName: String
    private let catalog: RepositoryCatalog?
    private let tags: ResourceTags

    package init(_ input: inout ECRInput) throws(ECRError) {
        repositoryName = try input.repositoryName()
        catalog = try input.structure("catalogData", CatalogInput.catalog)
        tags = try ResourceTags(&input)
    }

    /// As of a private one: with tags the caller must be allowed to tag it as well.
    package func questions(_ call: ECRCall) -> [Question] {
        let repository = AccessedResource.repository(repositoryName, call.caller.accountID, call.region)
        let create = Question(Self.action, on: repository, context: tags.requestContext)
        guard !tags.pairs.isEmpty else { return [create] }
        return [create, Question(TagResource.action, on: repository, context: tags.requestContext)]
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        try tags.check()
        let account = call.caller.accountID
        let repository = Repository(
            name: repositoryName,
            account: account,
            region: call.region,
            createdAt: call.now,
            tags: tags.values,
            catalog: catalog
        )
        guard try await call.stored({ try await repository.create(in: call.world, $0) }) else {
            throw .repositoryAlreadyExists(repositoryName, in: account)
        }
        var answer = ["repository": PublicShape.repository(repository, call)]
        if let catalog { answer["catalogData"] = PublicShape.catalog(catalog, of: repository) }
        return .object(answer)
    }
}
