/// AWS's sentence for a call that IAM refuses (docs/aws/iam.md, "Denials").
package enum DenialMessage {
    /// `User: U is not authorized to perform: ACTION on resource: RESOURCE` and the reason, without a full stop. A
    /// decision that allows adds no reason. To someone whom only an identity provider vouches for, and to services, AWS says
    /// `Not authorized to perform ACTION` (docs/aws/sts.md, "AssumeRoleWithWebIdentity").
    ///
    /// - Parameter form: whether an explicit deny ends with the ARN of its policy.
    package static func text(
        _ request: AccessRequest,
        _ decision: Decision,
        form: DenialForm = .current
    ) -> String {
        if !request.caller.hasOwnSide { return "Not authorized to perform \(request.action)" }
        let sentence =
            "User: \(request.caller.arn) is not authorized to perform: \(request.action)" + place(of: request)
        if isBare(request.action) { return sentence }
        switch decision.reason {
        case .root, .allowed, .noPermissionNeeded:
            return sentence
        case .silence(let layer):
            return sentence + " because no \(layer.kindOfPolicy) allows the \(request.action) action"
        case .trustSilence:
            return sentence + " because no role trust policy allows the \(request.action) action"
        case .explicitDeny(let layer, let policy):
            let article = layer == .identity ? "an" : "a"
            let text = sentence + " with an explicit deny in \(article) \(layer.kindOfPolicy)"
            guard form == .of2026, let policy, isWithinSight(layer, request) else { return text }
            return text + ": \(policy)"
        case .trustDeny:
            return sentence + " with an explicit deny in the role trust policy"
        }
    }

    /// S3 puts the resource between quotation marks, and says nothing of all buckets (S3's user guide, "Troubleshoot access
    /// denied errors").
    private static func place(of request: AccessRequest) -> String {
        guard request.action.hasPrefix("s3:") else { return " on resource: \(request.resource)" }
        return request.resource.hasSuffix(":::*") || request.resource == "*"
            ? "" : " on resource: \"\(request.resource)\""
    }

    /// Whether AWS names no reason for this action, whatever it was. For the actions that are asked about a role it
    /// tells neither the reason nor whether there is such a role (docs/aws/iam.md, "Denials"). `sts:SetContext` is
    /// asked together with them and is taken to be as silent (inferred).
    static func isBare(_ action: String) -> Bool {
        if action.hasPrefix("sts:AssumeRole") { return true }
        return [
            "sts:AssumeRoot", "sts:GetFederationToken", "sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext",
        ]
        .contains(action)
    }

    /// Whether AWS would name a policy of this layer to this caller: the caller's own side always, the resource's only
    /// within the account or the organisation.
    private static func isWithinSight(_ layer: PolicyLayer, _ request: AccessRequest) -> Bool {
        guard layer == .resourceControl, request.isCrossAccount else { return true }
        guard let ours = request.context["aws:PrincipalOrgID"] else { return false }
        return ours == request.context["aws:ResourceOrgID"]
    }
}

extension PolicyLayer {
    /// What AWS calls the policies of this layer, in the singular: `identity-based policy`.
    package var kindOfPolicy: String {
        switch self {
        case .serviceControl: "service control policy"
        case .resourceControl: "resource control policy"
        case .endpoint: "VPC endpoint policy"
        case .boundary: "permissions boundary"
        case .session: "session policy"
        case .scopeDown: "scope down policy"
        case .identity: "identity-based policy"
        case .resource: "resource-based policy"
        }
    }
}
