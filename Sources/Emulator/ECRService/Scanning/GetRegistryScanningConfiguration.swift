import AWSCore
package import AWSProtocols
package import World

/// How the images of the caller's registry are scanned (docs/aws/ecr.md, "Operations on scans").
package struct GetRegistryScanningConfiguration: ECROperation {
    package static let name = "GetRegistryScanningConfiguration"
    package static let reporting = InputReporting.all

    package init(_ input: inout ECRInput) throws(ECRError) {}

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        .object([
            "registryId": .string(call.caller.accountID.value),
            "scanningConfiguration": ScanningShape.json(call.registrySettings.scanning),
        ])
    }
}
