import AWSCore
import AWSProtocols
package import IAM
package import World

/// A role's temporary credentials for someone whom a SAML provider vouches for (docs/aws/sts.md, "AssumeRoleWithSAML").
/// The response's XML signature is always verified.
///
/// The session has the name that the provider says, and ends no later than the provider's own where it says when. Its
/// attribute `SessionDuration` is for the console and does not count here.
package struct AssumeRoleWithSAML: STSOperation {
    package static let name = "AssumeRoleWithSAML"
    package static let permission = Access.actions([
        "sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity",
    ])
    package static let isUnsigned = true

    private let role: RoleName
    private let provider: ARN
    private let response: String
    private let session: RoleSessionParameters

    package init(_ input: inout STSInput) throws(STSError) {
        let roleARN = try input.roleARN()
        let principalARN = try input.requiredText("PrincipalArn", .arn + .length(20...2_048))
        response = try input.requiredText("SAMLAssertion", .length(4...100_000), .secret)
        session = try RoleSessionParameters(&input, policyLimit: 2_048)
        try input.finish()
        guard let role = RoleName(roleARN), let provider = ARN(principalARN), provider.service == "iam",
            provider.region.isEmpty, provider.resource.hasPrefix("saml-provider/"),
            AccountID(provider.account) != nil
        else { throw .invalidRequestARN }
        self.role = role
        self.provider = provider
    }

    package func admit(_ call: STSCall) throws(STSError) {
        try call.requireSTS(for: role.account)
    }

    package func questions(_ call: STSCall) throws(STSError) -> [Question] {
        let verified = try verify(call)
        return verified.assertion.questions(
            "sts:AssumeRoleWithSAML",
            on: role,
            sessionName: verified.sessionName,
            seconds: session.seconds,
            call
        )
    }

    package static func denial(_ sentence: String, of question: Question) -> STSError {
        .notAuthorized(question.action)
    }

    package func perform(_ call: STSCall) throws(STSError) -> STSResult {
        let verified = try verify(call)
        let answer = try verified.assertion.issue(
            role,
            sessionName: verified.sessionName,
            session,
            longest: verified.longest,
            call
        )
        return STSResult(
            [
                .text("Issuer", verified.issuer), answer.assumedRoleUser, answer.credentials,
                .text("Audience", verified.assertion.audience), .text("SubjectType", verified.subjectType),
                .text("NameQualifier", verified.nameQualifier), .text("Subject", verified.assertion.subject),
            ] + answer.rest
        )
    }

    private func verify(_ call: STSCall) throws(STSError) -> SAMLVerification {
        try SAMLVerification(response, by: provider, for: role, call)
    }
}
