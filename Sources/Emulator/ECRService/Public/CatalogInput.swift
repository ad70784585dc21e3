import AWSProtocols
import Cryptography
import World

/// `catalogData`, as CreateRepository and PutRepositoryCatalogData take it (docs/aws/ecr-public.md, "Constraints").
enum CatalogInput {
    /// Reads the members of the structure.
    static func catalog(_ input: inout ECRInput) throws(ECRError) -> RepositoryCatalog {
        let description = try input.text("description", .length(0...RepositoryCatalog.longestDescription))
        let architectures = try words("architectures", &input)
        let systems = try words("operatingSystems", &input)
        let logo = try input.blob("logoImageBlob", .length(0...512_000))
        return RepositoryCatalog(
            description: description,
            architectures: architectures,
            operatingSystems: systems,
            logo: logo.map { Hex.encode(SHA256.hash($0)) },
            aboutText: try input.text("aboutText", .length(0...RepositoryCatalog.longestText)),
            usageText: try input.text("usageText", .length(0...RepositoryCatalog.longestText))
        )
    }

    private static func words(_ name: String, _ input: inout ECRInput) throws(ECRError) -> [String]? {
        try input.texts(
            name,
            .length(0...RepositoryCatalog.mostWords) + .elements(.length(RepositoryCatalog.wordLength))
        )
    }
}
