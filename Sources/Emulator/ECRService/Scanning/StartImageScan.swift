import AWSCore
package import AWSProtocols
import Images
import OCI
import Storage
import World

/// Starts a basic scan of an image, once a day (docs/aws/ecr.md, "Operations on scans"; docs/aws/ecr-features.md,
/// "Scanning").
package struct StartImageScan: RepositoryOperation {
    package static let name = "StartImageScan"
    package static let reporting = InputReporting.all

    package let repository: RepositoryReference
    private let identifier: ImageIdentifier

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        identifier = try ImageIdentifier(ofOne: &input)
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let found = try repository.repository(call)
        let settings = call.world.account(found.account)?.registrySettings(in: found.region)
        guard settings?.scanning.kind != .enhanced else { throw .scanningDisabled }
        let missing = ECRError.imageNotFound(identifier.description, in: found.name, found.account)
        let image = try await call.image(identifier, in: found)
        try await call.stored { store in
            do {
                try await ImageScanning(in: found, call.world, store).start(image, at: call.now)
            } catch let refusal as ImageScanning.Refusal {
                switch refusal {
                case .notFound: throw missing
                case .archived: throw ECRError.imageArchived
                case .unsupportedType(let type): throw ECRError.unsupportedImageType(type)
                case .tooSoon: throw ECRError.scanQuotaExceeded
                case .tooMany: throw ECRError.registryScanQuotaExceeded
                }
            }
        }
        return repository.answer(
            call,
            [
                "imageId": ImageIdentifier(of: image, tag: identifier.tag).json,
                "imageScanStatus": ["status": "IN_PROGRESS"],
            ]
        )
    }
}
