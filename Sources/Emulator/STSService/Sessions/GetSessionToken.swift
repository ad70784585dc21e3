import AWSProtocols
package import IAM
import World

/// Temporary credentials of the caller itself (docs/aws/sts.md, "GetSessionToken").
package struct GetSessionToken: STSOperation {
    package static let name = "GetSessionToken"
    package static let permission = Access.noPermissionNeeded(
        because: "policies do not control GetSessionToken, not even an explicit deny"
    )

    private let durationSeconds: Int?
    private let multiFactor: MultiFactorParameters
    private let tokenSize: TokenSizeParameters

    package init(_ input: inout STSInput) throws(STSError) {
        durationSeconds = try input.integer("DurationSeconds", .value(900...129_600))
        multiFactor = try MultiFactorParameters(&input)
        tokenSize = try TokenSizeParameters(&input)
    }

    package func admit(_ call: STSCall) throws(STSError) {
        try call.requireLongTermCredentials(for: Self.name)
        try call.requireSTS(for: try call.signer().accountID)
        try multiFactor.admit(call)
    }

    package func perform(_ call: STSCall) throws(STSError) -> STSResult {
        let caller = try call.signer()
        let grant = SessionGrant(
            kind: .sessionToken,
            principal: caller,
            seconds: SessionDuration.ofLongTermCaller(caller, asked: durationSeconds),
            multiFactorAt: multiFactor.isPassed ? call.now : nil
        )
        let session = try call.issue(grant, size: tokenSize)
        return STSResult([session.credentialsMember] + tokenSize.members(of: session))
    }
}
