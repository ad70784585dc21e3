import AWSCore
package import AWSProtocols
package import World

/// The settings of the caller's registry (docs/aws/ecr.md, "Operations on registries").
package struct DescribeRegistry: ECROperation {
    package static let name = "DescribeRegistry"

    package init(_ input: inout ECRInput) throws(ECRError) {}

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        .object([
            "registryId": .string(call.caller.accountID.value),
            "replicationConfiguration": call.registrySettings.replicationConfiguration,
        ])
    }
}
