package import AWSProtocols
import World

/// Sets whether images are scanned when they are pushed (docs/aws/ecr-features.md, "Scanning"). Under
/// enhanced scanning the registry's rules alone say what is scanned.
package struct PutImageScanningConfiguration: RepositoryOperation {
    package static let name = "PutImageScanningConfiguration"
    package static let reporting = InputReporting.all

    package let repository: RepositoryReference
    private let scanOnPush: Bool

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        scanOnPush = try input.requiredStructure("imageScanningConfiguration") { (configuration) throws(ECRError) in
            try configuration.boolean("scanOnPush") ?? false
        }
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let found = try repository.repository(call)
        let settings = call.world.account(found.account)?.registrySettings(in: found.region)
        guard settings?.scanning.kind != .enhanced else { throw .scanningDisabled }
        try await repository.update(call) { $0.scanOnPush = scanOnPush }
        return repository.answer(
            call,
            ["imageScanningConfiguration": .object(["scanOnPush": .bool(scanOnPush)])]
        )
    }
}
