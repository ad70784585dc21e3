import AWSCore
import AWSProtocols
import Foundation
package import IAM
package import World

/// Narrows the session that calls (docs/aws/sts.md, "GetScopedCredentials"): the same principal with fewer permissions, a
/// shorter life, or both, as often as is wanted.
package struct GetScopedCredentials: STSOperation {
    package static let name = "GetScopedCredentials"
    package static let permission = Access.actions(["sts:GetScopedCredentials"])

    /// How many policies a session may be narrowed by.
    private static let mostPolicies = 3

    private let policies: SessionPolicyParameters
    private let durationSeconds: Int?
    private let tokenSize: TokenSizeParameters

    package init(_ input: inout STSInput) throws(STSError) {
        policies = try SessionPolicyParameters(inline: &input, limit: 2_048)
        durationSeconds = try input.integer("DurationSeconds", .value(1...129_600))
        tokenSize = try TokenSizeParameters(&input)
        // What the description says is for CloudTrail: the journal has it with the other members.
        _ = try input.text("ScopedSessionDescription", .description + .length(2...256))
        try input.finish()
        guard !policies.isEmpty || durationSeconds != nil else { throw .nothingToScopeDown }
    }

    package func admit(_ call: STSCall) throws(STSError) {
        guard !call.isGlobal else { throw .notOnGlobalEndpoint(Self.name) }
        guard call.session != nil else { throw .invalidSubjectCredentials }
        try call.requireSTS(for: try call.signer().accountID)
    }

    package func questions(_ call: STSCall) throws(STSError) -> [Question] {
        [Question("sts:GetScopedCredentials", on: try call.own("*"))]
    }

    package func perform(_ call: STSCall) throws(STSError) -> STSResult {
        guard let caller = call.session else { throw .invalidSubjectCredentials }
        let policies = try policies.read(for: caller.principal.accountID, in: call.world)
        try PackedSize(policies, SessionTags.none).check()
        var scopeDown = caller.scopeDownPolicies
        if let policy = policies.inline {
            guard scopeDown.count < Self.mostPolicies else { throw .tooManyScopeDownPolicies(Self.mostPolicies) }
            scopeDown.append(policy)
        }
        let rest = caller.expiration.timeIntervalSince(call.now)
        if let durationSeconds, TimeInterval(durationSeconds) > rest { throw .insufficientLifetime }
        var grant = caller.grant
        grant.seconds = durationSeconds ?? Int(rest)
        grant.end = durationSeconds == nil ? caller.expiration : nil
        grant.scopeDownPolicies = scopeDown
        let session = try call.issue(grant, size: tokenSize)
        let info = STSResult.Member.structure(
            "SessionInfo",
            [
                .text("ScopedSessionId", call.world.userID(of: session.principal)),
                .text("Arn", call.world.arn(of: session.principal).description),
            ]
        )
        return STSResult(
            [session.credentialsMember, info] + tokenSize.members(of: session)
                + [.integer("ScopedPoliciesCount", scopeDown.count)]
                + (session.sourceIdentity.map { [.text("SourceIdentity", $0)] } ?? [])
        )
    }
}
