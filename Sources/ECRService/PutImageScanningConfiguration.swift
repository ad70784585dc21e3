package import AWSProtocols
import World

/// Sets whether images are scanned when they are pushed (emulator.md D.1). The setting is kept; nothing is scanned yet.
package struct PutImageScanningConfiguration: RepositoryOperation {
    package static let action = "ecr:PutImageScanningConfiguration"

    package let repository: RepositoryReference
    private let scanOnPush: Bool

    package init(_ members: InputMembers) throws(ECRError) {
        repository = try RepositoryReference(members)
        guard let configuration = try members.structure("imageScanningConfiguration") else {
            throw members.missing("imageScanningConfiguration")
        }
        scanOnPush = try configuration.boolean("scanOnPush") ?? false
    }

    package var requestParameters: [String: JSONValue] { repository.requestParameters.merging(members) { $1 } }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        try repository.update(call) { $0.scanOnPush = scanOnPush }
        return repository.answer(call, members)
    }

    private var members: [String: JSONValue] {
        ["imageScanningConfiguration": .object(["scanOnPush": .bool(scanOnPush)])]
    }
}
