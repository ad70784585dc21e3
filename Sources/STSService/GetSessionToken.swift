package import AWSProtocols
import World

/// Temporary credentials of the caller itself (emulator.md C.7). No policy is asked.
package struct GetSessionToken: STSOperation {
    static let name = "GetSessionToken"

    package let durationSeconds: Int?

    package init(_ parameters: QueryParameters) throws(STSError) {
        let session = try SessionParameters(parameters)
        var checks = ParameterChecks()
        session.check(into: &checks, duration: 900...129_600)
        try checks.finish()
        try session.refuseUnevaluated(of: Self.name)
        durationSeconds = session.durationSeconds
    }

    package func admit(_ call: STSCall) throws(STSError) {
        guard !call.isTemporary else { throw .sessionCredentials(Self.name) }
    }

    package var requestParameters: [String: JSONValue] {
        durationSeconds.map { ["durationSeconds": .integer($0)] } ?? [:]
    }

    package func perform(_ call: STSCall) throws(STSError) -> STSResult {
        let seconds = SessionDuration.ofLongTermCaller(call.caller, asked: durationSeconds)
        let session = try call.issue(.sessionToken, as: call.caller, seconds: seconds)
        return STSResult([session.credentialsMember])
    }
}
