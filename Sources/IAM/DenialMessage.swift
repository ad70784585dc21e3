/// AWS's sentence for a call that IAM refuses (emulator.md F.9).
package enum DenialMessage {
    /// `User: U is not authorized to perform: ACTION on resource: RESOURCE` and the reason, without a full stop.
    ///
    /// - Parameters:
    ///   - principalARN: the caller: user, assumed-role (with session), federated-user or root ARN.
    ///   - action: such as `ecr:DescribeRepositories`.
    ///   - resource: an ARN, or `*`.
    ///   - reason: which policy was silent; reasons that allow add nothing.
    package static func text(
        principalARN: String,
        action: String,
        resource: String,
        reason: Decision.Reason
    ) -> String {
        let sentence = "User: \(principalARN) is not authorized to perform: \(action) on resource: \(resource)"
        guard !actionsWithoutReason.contains(action), let policy = policyName(reason) else { return sentence }
        return sentence + " because no \(policy) allows the \(action) action"
    }

    /// STS names no reason for these (emulator.md C.4, C.7, F.9).
    private static let actionsWithoutReason: Set<String> = [
        "sts:AssumeRole", "sts:GetFederationToken", "sts:TagSession", "sts:SetSourceIdentity",
    ]

    private static func policyName(_ reason: Decision.Reason) -> String? {
        switch reason {
        case .identityPolicySilent: "identity-based policy"
        case .resourcePolicySilent: "resource-based policy"
        case .sessionPolicySilent: "session policy"
        // AWS does not tell a trust policy that refuses from a role that does not exist.
        case .trustPolicySilent: nil
        case .root, .allowedBy, .allowedByTrustPolicy, .noPermissionNeeded: nil
        }
    }
}
