import AWSCore
import AWSProtocols
import Determinism
import Foundation
import OCI
import Storage
import World

/// How ECR Public writes what the world holds (docs/aws/ecr-public.md, "Structures").
enum PublicShape {
    static func repository(_ repository: Repository, _ call: ECRCall) -> JSONValue {
        .object([
            "repositoryArn": .string(repository.arn.description),
            "registryId": .string(repository.account.value),
            "repositoryName": .string(repository.name),
            "repositoryUri": .string(call.world.uri(of: repository)),
            "createdAt": call.timestamp(repository.createdAt),
        ])
    }

    /// What was not given is left out.
    static func catalog(_ catalog: RepositoryCatalog, of repository: Repository) -> JSONValue {
        var members: [String: JSONValue] = [:]
        members["description"] = catalog.description.map { .string($0) }
        members["architectures"] = catalog.architectures.map { .array($0.map { .string($0) }) }
        members["operatingSystems"] = catalog.operatingSystems.map { .array($0.map { .string($0) }) }
        members["logoUrl"] = catalog.logo.map { .string(logoURL($0, of: repository)) }
        members["aboutText"] = catalog.aboutText.map { .string($0) }
        members["usageText"] = catalog.usageText.map { .string($0) }
        return .object(members)
    }

    /// AWS's host for logos, with two UUIDs, which are always the same for the same repository and logo.
    private static func logoURL(_ logo: String, of repository: Repository) -> String {
        var registry = RandomStream(derivedFrom: "logos of \(repository.account)")
        var image = RandomStream(derivedFrom: "logo \(logo) of \(repository.name)")
        return "https://d3g9o9u8re44ak.cloudfront.net/logo/\(registry.uuid())/\(image.uuid()).png"
    }

    static func image(_ image: StoredImage, of repository: Repository, _ call: ECRCall) -> JSONValue {
        var members = content(image, call)
        members["registryId"] = .string(repository.account.value)
        members["repositoryName"] = .string(repository.name)
        if !image.tags.isEmpty { members["imageTags"] = .array(image.tags.map { .string($0) }) }
        return .object(members)
    }

    /// `ReferencedImageDetail`: what an image is, wherever it is.
    static func content(_ image: StoredImage, _ call: ECRCall) -> [String: JSONValue] {
        var members: [String: JSONValue] = [
            "imageDigest": .string(image.digest.description),
            "imageSizeInBytes": .integer(image.sizeInBytes),
            "imagePushedAt": call.timestamp(image.pushedAt),
            "imageManifestMediaType": .string(image.mediaType),
        ]
        if let type = image.artifactMediaType { members["artifactMediaType"] = .string(type) }
        return members
    }
}
