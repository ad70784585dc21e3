package import AWSProtocols
package import World

/// The policy of the caller's registry, as it was sent (docs/aws/ecr.md, "Registry policies").
package struct GetRegistryPolicy: ECROperation {
    package static let name = "GetRegistryPolicy"

    package init(_ input: inout ECRInput) throws(ECRError) {}

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        let account = call.caller.accountID
        guard let policy = call.registrySettings.policy else {
            throw .registryPolicyNotFound(in: account)
        }
        return RegistryPolicyShape.json(policy, of: account)
    }
}
