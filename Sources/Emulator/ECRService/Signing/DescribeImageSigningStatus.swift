import AWSCore
package import AWSProtocols
import Images
import OCI
import Storage
import World

/// Whether the profiles that were to sign an image have signed it (docs/aws/ecr.md, "Operations on signing"). The world
/// has no AWS Signer, and so none of the profiles that a configuration may name: each fails as one that is not there.
package struct DescribeImageSigningStatus: RepositoryOperation {
    package static let name = "DescribeImageSigningStatus"
    package static let reporting = InputReporting.all

    package let repository: RepositoryReference
    private let identifier: ImageIdentifier

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        identifier = try ImageIdentifier(ofOne: &input)
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let found = try repository.repository(call)
        let image = try await call.image(identifier, in: found)
        let signing = call.world.account(found.account)?.registrySettings(in: found.region).signing
        let profiles = signing?.profiles(for: found.name, pushedAt: image.pushedAt) ?? []
        return repository.answer(
            call,
            [
                "imageId": ImageIdentifier(of: image, tag: identifier.tag).json,
                "signingStatuses": .array(profiles.map(Self.status)),
            ]
        )
    }

    /// The words are the API's own for what is missing at AWS Signer (inferred).
    private static func status(of profile: String) -> JSONValue {
        .object([
            "signingProfileArn": .string(profile),
            "status": "FAILED",
            "failureCode": "ResourceNotFoundException",
            "failureReason": .string("The signing profile \(profile) does not exist"),
        ])
    }
}
