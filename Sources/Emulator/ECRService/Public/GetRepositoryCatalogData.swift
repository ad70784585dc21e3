package import AWSProtocols
import World

/// What the gallery shows of a public repository (docs/aws/ecr-public.md, "Catalog data").
package struct GetRepositoryCatalogData: RepositoryOperation {
    package static let name = "GetRepositoryCatalogData"

    package let repository: RepositoryReference

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
    }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        let repository = try repository.repository(call)
        guard let catalog = repository.catalog else { throw .catalogDataNotFound }
        return .object(["catalogData": PublicShape.catalog(catalog, of: repository)])
    }
}
