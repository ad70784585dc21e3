package import AWSCore
package import AWSProtocols
import World

/// Credentials of a federated user (emulator.md C.7). Session policies are not evaluated yet, so what it hands out may
/// do nothing but ask who it is.
package struct GetFederationToken: STSOperation {
    static let name = "GetFederationToken"

    package let federatedName: String
    package let durationSeconds: Int?

    package init(_ parameters: QueryParameters) throws(STSError) {
        let session = try SessionParameters(parameters)
        let name = parameters["Name"]
        var checks = ParameterChecks()
        checks.text(name, "name", isRequired: true, length: 2...32, matching: .name)
        session.check(into: &checks, duration: 900...129_600, policyLimit: 2048)
        try checks.finish()
        try session.refuseUnevaluated(of: Self.name)
        federatedName = name ?? ""
        durationSeconds = session.durationSeconds
    }

    package func admit(_ call: STSCall) throws(STSError) {
        guard !call.isTemporary else { throw .sessionCredentials(Self.name) }
    }

    /// The ARN that the caller must be allowed to act on.
    package func resource(_ call: STSCall) -> ARN {
        .sts(call.partition, call.caller.accountID, "federated-user/" + federatedName)
    }

    package var requestParameters: [String: JSONValue] {
        var parameters: [String: JSONValue] = ["name": .string(federatedName)]
        if let durationSeconds { parameters["durationSeconds"] = .integer(durationSeconds) }
        return parameters
    }

    package func perform(_ call: STSCall) throws(STSError) -> STSResult {
        let seconds = SessionDuration.ofLongTermCaller(call.caller, asked: durationSeconds)
        let principal = Principal.federatedUser(call.caller.accountID, name: federatedName, issuer: call.caller)
        let session = try call.issue(.federatedUser, as: principal, seconds: seconds)
        return STSResult([
            session.credentialsMember,
            .structure(
                "FederatedUser",
                [
                    .text("FederatedUserId", call.world.userID(of: principal)),
                    .text("Arn", call.world.arn(of: principal).description),
                ]
            ),
            .integer("PackedPolicySize", 0),
        ])
    }
}
