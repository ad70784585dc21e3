import AWSCore
import AWSProtocols
import IAM
import World

/// `Policy` and `PolicyArns`, as a call passes them (docs/aws/sts.md, "Session policies").
struct SessionPolicyParameters: Sendable {
    let policy: String?
    /// In the order in which they were passed.
    let arns: [String]

    var isEmpty: Bool { policy == nil && arns.isEmpty }

    /// - Parameter limit: the most characters of `Policy`. AssumeRole's model has none; there the packed size decides.
    init(_ input: inout STSInput, limit: Int? = nil) throws(STSError) {
        policy = try input.text("Policy", .policy + (limit.map { .length(1...$0) } ?? .length(1...)))
        arns =
            try input.structures("PolicyArns", length: 0...10) { (policy) throws(STSError) in
                try policy.requiredText("arn", .arn + .length(20...2_048))
            } ?? []
    }

    /// `Policy` alone, where no managed policies may be passed.
    init(inline input: inout STSInput, limit: Int) throws(STSError) {
        policy = try input.text("Policy", .policy + .length(1...limit))
        arns = []
    }

    /// Reads the policies for a session of `account`.
    func read(for account: AccountID, in world: WorldStore) throws(STSError) -> SessionPolicies {
        var inline: PolicyDocument?
        if let policy {
            do {
                inline = try PolicyDocument(json: policy, kind: .session)
            } catch {
                throw .malformedPolicy(error.message)
            }
        }
        var found: [ARN] = []
        for text in arns {
            let partition = world.partition(of: account)
            guard let arn = ARN(text), arn.partition == partition.name, arn.service == "iam", arn.region.isEmpty,
                arn.account == "aws" || AccountID(arn.account) != nil, arn.resource.hasPrefix("policy/")
            else { throw .invalidARN(text) }
            guard arn.account == "aws" || arn.account == account.value, world.managedPolicy(arn) != nil else {
                throw .unknownPolicy(text)
            }
            if !found.contains(arn) { found.append(arn) }
        }
        return SessionPolicies(inline: inline, arns: found)
    }

}

/// The session policies that a session gets.
struct SessionPolicies: Sendable {
    let inline: PolicyDocument?
    let arns: [ARN]

    static let none = SessionPolicies(inline: nil, arns: [])
}
