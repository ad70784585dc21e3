package import AWSProtocols
package import World

/// Takes the policy of the caller's registry away (docs/aws/ecr.md, "Registry policies").
package struct DeleteRegistryPolicy: ECROperation {
    package static let name = "DeleteRegistryPolicy"

    package init(_ input: inout ECRInput) throws(ECRError) {}

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    /// - Returns: the policy that it had.
    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let account = call.caller.accountID
        guard let policy = call.registrySettings.policy else {
            throw .registryPolicyNotFound(in: account)
        }
        try await call.updateRegistry { $0.policy = nil }
        return RegistryPolicyShape.json(policy, of: account)
    }
}
