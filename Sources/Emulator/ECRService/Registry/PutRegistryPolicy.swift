package import AWSProtocols
package import World

/// Gives the caller's registry a policy in place of the one it has (docs/aws/ecr.md, "Registry policies"). Under scope
/// V1 it may name three actions only, under V2 every action of ECR; a pattern counts by whether it means one of them.
package struct PutRegistryPolicy: ECROperation {
    package static let name = "PutRegistryPolicy"
    package static let reporting = InputReporting.all

    private let policyText: String

    package init(_ input: inout ECRInput) throws(ECRError) {
        policyText = try input.policyText()
    }

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let account = call.caller.accountID
        let document = try PolicyInput.registryPolicy(policyText, scope: call.registrySettings.policyScope)
        try await call.updateRegistry { $0.policy = document }
        return RegistryPolicyShape.json(document, of: account)
    }
}
