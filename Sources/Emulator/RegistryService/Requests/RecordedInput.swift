package import AWSCore
package import AWSProtocols
import World

/// What a route's row says of the input as CloudTrail shows it: as that of the API's operation that does the same.
enum RecordedInput: Sendable {
    case nothing
    /// The registry, and the repository where there is one.
    case repository
    /// These and the reference in the path, as a member that the reference is made into.
    case reference(@Sendable (String) -> (String, JSONValue))

    static let imageIDs = reference { ("imageIds", [.object([imageKey($0): .string($0)])]) }

    static let image = reference { (imageKey($0), .string($0)) }

    static let subject = reference { ("subjectId", .object(["imageDigest": .string($0)])) }

    static let layerDigests = reference { ("layerDigests", [.string($0)]) }

    static let layerDigest = reference { ("layerDigest", .string($0)) }

    static let uploadID = reference { ("uploadId", .string($0)) }

    private static func imageKey(_ reference: String) -> String {
        reference.contains(":") ? "imageDigest" : "imageTag"
    }
}

extension RegistryRequest {
    /// The input as the journal shows it.
    ///
    /// - Parameter registry: the account whose registry is called.
    package func requestParameters(registry: AccountID) -> [String: JSONValue] {
        if case .nothing = route.recorded { return [:] }
        var parameters: [String: JSONValue] = ["registryId": .string(registry.value)]
        if let repository, Repository.isName(repository) { parameters["repositoryName"] = .string(repository) }
        if case .reference(let member) = route.recorded, let reference {
            let (name, value) = member(reference)
            parameters[name] = value
        }
        return parameters
    }
}
