import AWSCore
import AWSProtocols
package import IAM
package import World

/// A role's credentials for an OpenID Connect token (docs/aws/sts.md, "AssumeRoleWithWebIdentity").
///
/// The checks are those of AWS, in its order: the token can be read, its issuer is a provider of the role's account,
/// the signature is by one of the provider's keys, the audience is one of its clients, the time; then the trust policy;
/// then what all roles have in common. Tokens of OAuth 2.0, with `ProviderId`, would have to be shown to their issuer
/// over the network and are refused.
package struct AssumeRoleWithWebIdentity: STSOperation {
    package static let name = "AssumeRoleWithWebIdentity"
    package static let permission = Access.actions([
        "sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity",
    ])
    package static let isUnsigned = true
    package static let needsProviderKeys = true

    private let role: RoleName
    private let sessionName: String
    private let token: String
    private let providerID: String?
    private let session: RoleSessionParameters

    package init(_ input: inout STSInput) throws(STSError) {
        let roleARN = try input.roleARN()
        sessionName = try input.roleSessionName()
        token = try input.requiredText("WebIdentityToken", .length(4...20_000), .secret)
        providerID = try input.text("ProviderId", .length(4...2_048))
        session = try RoleSessionParameters(&input, policyLimit: 2_048)
        try input.finish()
        guard let role = RoleName(roleARN) else { throw .invalidRequestARN }
        self.role = role
    }

    package func admit(_ call: STSCall) throws(STSError) {
        try call.requireSTS(for: role.account)
    }

    package func questions(_ call: STSCall) throws(STSError) -> [Question] {
        try verify(call).questions(
            "sts:AssumeRoleWithWebIdentity",
            on: role,
            sessionName: sessionName,
            seconds: session.seconds,
            call
        )
    }

    package static func denial(_ sentence: String, of question: Question) -> STSError {
        .notAuthorized(question.action)
    }

    package func perform(_ call: STSCall) throws(STSError) -> STSResult {
        let assertion = try verify(call)
        let answer = try assertion.issue(role, sessionName: sessionName, session, call)
        return STSResult(
            [.text("SubjectFromWebIdentityToken", assertion.subject), .text("Audience", assertion.audience)]
                + [answer.assumedRoleUser, answer.credentials] + answer.rest
                + [.text("Provider", assertion.provider.description)]
        )
    }

    private func verify(_ call: STSCall) throws(STSError) -> FederatedAssertion {
        if let providerID { throw .providerNotReachable(providerID) }
        return try WebIdentityVerification.verify(token, for: role, call)
    }
}
