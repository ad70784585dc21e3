import AWSCore
import AWSProtocols
package import IAM
package import World

/// Credentials of a federated user (docs/aws/sts.md, "GetFederationToken"), which may do what both its issuer and the
/// policies that are passed allow.
package struct GetFederationToken: STSOperation {
    package static let name = "GetFederationToken"
    package static let permission = Access.actions(["sts:GetFederationToken", "sts:TagSession"])

    private let federatedName: String
    private let durationSeconds: Int?
    private let policies: SessionPolicyParameters
    private let tags: SessionTagParameters
    private let tokenSize: TokenSizeParameters

    package init(_ input: inout STSInput) throws(STSError) {
        federatedName = try input.requiredText("Name", .name + .length(2...32))
        policies = try SessionPolicyParameters(&input, limit: 2_048)
        durationSeconds = try input.integer("DurationSeconds", .value(900...129_600))
        tags = try SessionTagParameters(&input)
        tokenSize = try TokenSizeParameters(&input)
        try input.finish()
        try tags.checkKeys()
    }

    package func admit(_ call: STSCall) throws(STSError) {
        try call.requireLongTermCredentials(for: Self.name)
        try call.requireSTS(for: try call.signer().accountID)
    }

    package func questions(_ call: STSCall) throws(STSError) -> [Question] {
        let account = try call.signer().accountID
        let resource = ARN.sts(call.world.partition(of: account), account, "federated-user/" + federatedName)
        var context = RequestContext()
        let seconds = SessionDuration.ofLongTermCaller(try call.signer(), asked: durationSeconds)
        context["sts:DurationSeconds"] = [String(seconds)]
        tags.add(to: &context)
        var actions = ["sts:GetFederationToken"]
        if !tags.isEmpty { actions.append("sts:TagSession") }
        return actions.map { Question($0, on: AccessedResource(resource.description, of: account), context: context) }
    }

    package func perform(_ call: STSCall) throws(STSError) -> STSResult {
        let caller = try call.signer()
        let policies = try policies.read(for: caller.accountID, in: call.world)
        let sessionTags = try SessionTags(tags)
        let size = PackedSize(policies, sessionTags)
        try size.check()
        let principal = Principal.federatedUser(caller.accountID, name: federatedName, issuer: caller)
        let grant = SessionGrant(
            kind: .federatedUser,
            principal: principal,
            seconds: SessionDuration.ofLongTermCaller(caller, asked: durationSeconds),
            inlinePolicy: policies.inline,
            policyARNs: policies.arns,
            tags: sessionTags.values
        )
        let session = try call.issue(grant, size: tokenSize)
        let user = STSResult.Member.structure(
            "FederatedUser",
            [
                .text("FederatedUserId", call.world.userID(of: principal)),
                .text("Arn", call.world.arn(of: principal).description),
            ]
        )
        return STSResult(
            [session.credentialsMember, user, .integer("PackedPolicySize", size.percent)]
                + tokenSize.members(of: session)
        )
    }
}
