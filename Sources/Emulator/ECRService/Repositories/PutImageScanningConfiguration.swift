package import AWSProtocols
import World

/// Sets whether images are scanned when they are pushed (docs/aws/ecr-features.md, "Scanning"). Nothing is scanned yet.
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

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        try repository.update(call) { $0.scanOnPush = scanOnPush }
        return repository.answer(
            call,
            ["imageScanningConfiguration": .object(["scanOnPush": .bool(scanOnPush)])]
        )
    }
}
