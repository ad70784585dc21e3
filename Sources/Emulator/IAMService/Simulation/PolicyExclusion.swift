import AWSCore
import AWSProtocols
import Text

/// Policies that a simulation leaves out (IAM's API reference, PolicyIdentifier).
struct PolicyExclusion: Sendable {
    private enum PolicyType: String, CaseIterable {
        case awsManaged = "aws-managed"
        case userManaged = "user-managed"
        case inline
        case boundary = "permission-boundary"
        case serviceControl = "scp"
        case resourceControl = "rcp"
    }

    private enum AttachmentType: String, CaseIterable {
        case user, group, role
    }

    private let type: PolicyType?
    private let arn: String?
    /// As simulations call an inline policy: `user_NAME_POLICY`.
    private let inline: String?

    init(_ entry: inout IAMInput) throws(IAMError) {
        type = try entry.word("PolicyType", of: PolicyType.self)
        arn = try entry.text("PolicyArn", .arn)
        inline = try entry.structure("InlinePolicyIdentifier") { (identifier) throws(IAMError) in
            let kind = try identifier.requiredWord("AttachmentType", of: AttachmentType.self, placeholder: .user)
            let name = try identifier.requiredText("AttachmentName", .existingUserName)
            let policy = try identifier.requiredText("PolicyName", .policyName)
            return "\(kind.rawValue)_\(name)_\(policy)"
        }
    }

    /// - Throws: that the ARN is not one.
    func check() throws(IAMError) {
        if let arn, ARN(arn) == nil { throw .invalidARN(arn) }
    }

    /// Whether it means a policy of the principal's.
    func covers(_ policy: SimulatedPolicy) -> Bool {
        if let inline { return policy.arn == nil && policy.id == inline }
        guard covers(policy.arn) else { return false }
        switch type {
        case nil: return arn != nil
        case .awsManaged, .userManaged: return policy.type == type?.rawValue
        case .inline: return policy.arn == nil
        case .boundary, .serviceControl, .resourceControl: return false
        }
    }

    /// Whether it means the permissions boundary.
    func coversBoundary(_ boundary: SimulatedPolicy) -> Bool { type == .boundary && covers(boundary.arn) }

    /// Whether it means a service control policy.
    func coversServiceControl(_ policy: ARN?) -> Bool { type == .serviceControl && covers(policy) }

    private func covers(_ policy: ARN?) -> Bool {
        guard let arn else { return true }
        return policy.map { WildcardPattern(arn).matches($0.description) } ?? false
    }
}
