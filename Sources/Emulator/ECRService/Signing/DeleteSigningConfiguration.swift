import AWSCore
package import AWSProtocols
package import World

/// Has no image of the caller's registry signed any more (docs/aws/ecr.md, "Operations on signing").
package struct DeleteSigningConfiguration: ECROperation {
    package static let name = "DeleteSigningConfiguration"
    package static let reporting = InputReporting.all

    package init(_ input: inout ECRInput) throws(ECRError) {}

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    /// - Returns: the configuration that there was.
    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        guard let configuration = call.registrySettings.signing else {
            throw .signingConfigurationNotFound(in: call.caller.accountID)
        }
        try await call.updateRegistry { $0.signing = nil }
        return SigningShape.answer(configuration, call)
    }
}
