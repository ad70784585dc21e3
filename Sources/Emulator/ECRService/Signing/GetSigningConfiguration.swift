import AWSCore
package import AWSProtocols
package import World

/// Which images of the caller's registry are signed when they are pushed (docs/aws/ecr.md, "Operations on signing").
package struct GetSigningConfiguration: ECROperation {
    package static let name = "GetSigningConfiguration"
    package static let reporting = InputReporting.all

    package init(_ input: inout ECRInput) throws(ECRError) {}

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        guard let configuration = call.registrySettings.signing else {
            throw .signingConfigurationNotFound(in: call.caller.accountID)
        }
        return SigningShape.answer(configuration, call)
    }
}
