import AWSCore
import AWSProtocols
package import IAM
package import World

/// A role's temporary credentials (docs/aws/sts.md, "AssumeRole").
///
/// The order of the checks: shapes, the role's ARN, root, the one-time code, IAM, the duration, the
/// session policies, their packed size. `ProvidedContexts` are not supported: only AWS's own services make and read
/// context assertions, so none is valid here.
package struct AssumeRole: STSOperation {
    package static let name = "AssumeRole"
    package static let permission = Access.actions(["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"])

    private let role: RoleName
    private let sessionName: String
    private let session: RoleSessionParameters
    private let tags: SessionTagParameters
    private let externalID: String?
    private let sourceIdentity: String?
    private let multiFactor: MultiFactorParameters
    private let contexts: ProvidedContextParameters

    package init(_ input: inout STSInput) throws(STSError) {
        let roleARN = try input.roleARN()
        sessionName = try input.roleSessionName()
        session = try RoleSessionParameters(&input)
        tags = try SessionTagParameters(&input, isChainable: true)
        externalID = try input.text("ExternalId", .externalID + .length(2...1_224))
        multiFactor = try MultiFactorParameters(&input)
        sourceIdentity = try input.text("SourceIdentity", .sourceIdentity)
        contexts = try ProvidedContextParameters(&input)
        try input.finish()
        try tags.checkKeys()
        guard let role = RoleName(roleARN) else { throw .invalidARN(roleARN) }
        self.role = role
    }

    package func admit(_ call: STSCall) throws(STSError) {
        if case .root = try call.signer() { throw .rootMayNotAssumeRoles }
        try call.refuseRestrictedSessions(Self.name, on: role.text, isAssumption: true)
        try call.requireSTS(for: role.account)
        try contexts.admit()
        _ = try sessionTags(call)
        try multiFactor.admit(call)
    }

    /// AssumeRole, then what goes into the session: TagSession where it will have tags, SetSourceIdentity where it will
    /// have a source identity. Both are asked also for what a chain inherits, as AWS asks
    /// (aws/eks-pod-identity-agent#80), not only for what is passed.
    package func questions(_ call: STSCall) throws(STSError) -> [Question] {
        let found = role.role(in: call.world)?.met(by: call.session)
        var context = RequestContext()
        context["sts:RoleSessionName"] = [sessionName]
        context["sts:DurationSeconds"] = [String(session.seconds)]
        if let externalID { context["sts:ExternalId"] = [externalID] }
        let identity = sourceIdentity ?? call.session?.sourceIdentity
        if let identity { context["sts:SourceIdentity"] = [identity] }
        tags.add(to: &context)
        multiFactor.add(to: &context)
        var actions = ["sts:AssumeRole"]
        if try !sessionTags(call).isEmpty { actions.append("sts:TagSession") }
        if identity != nil { actions.append("sts:SetSourceIdentity") }
        let resource = AccessedResource(role.text, of: role.account, .role(found))
        return actions.map { Question($0, on: resource, context: context) }
    }

    package func perform(_ call: STSCall) throws(STSError) -> STSResult {
        // A source identity is for good: a chain cannot change it, even where IAM lets one be set (text inferred).
        if let set = call.session?.sourceIdentity, let sourceIdentity, sourceIdentity != set {
            throw .notAuthorized(try call.signerARN(), "sts:SetSourceIdentity", on: role.text)
        }
        guard let found = role.role(in: call.world) else {
            throw .server("The role \(role.text) went away while it was being assumed.")
        }
        if case .roleSession = try call.signer(), session.seconds > 3_600 { throw .durationExceedsChaining }
        let issue = RoleSessionIssue(
            role: found,
            sessionName: sessionName,
            parameters: session,
            tags: try sessionTags(call),
            sourceIdentity: sourceIdentity ?? call.session?.sourceIdentity
        )
        let answer = try issue.perform(call)
        return STSResult([answer.assumedRoleUser, answer.credentials] + answer.rest)
    }

    private func sessionTags(_ call: STSCall) throws(STSError) -> SessionTags {
        try SessionTags(tags, inheritedFrom: call.session)
    }
}
