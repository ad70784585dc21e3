package import AWSProtocols
import World

/// Sets what the gallery shows of a public repository, all of it at once (docs/aws/ecr-public.md, "Catalog data").
package struct PutRepositoryCatalogData: RepositoryOperation {
    package static let name = "PutRepositoryCatalogData"

    package let repository: RepositoryReference
    private let catalog: RepositoryCatalog

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        catalog = try input.requiredStructure("catalogData", CatalogInput.catalog)
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let updated = try await repository.update(call) { $0.catalog = catalog }
        return .object(["catalogData": PublicShape.catalog(catalog, of: updated)])
    }
}
