import AWSCore
import AWSProtocols
import IAM
import World

/// A policy that has a say in a simulation, and where it comes from.
struct SimulatedPolicy: Sendable {
    /// As IAM names it: `PolicyInputList.1`, the name of a managed policy, or of an inline policy
    /// `user_NAME_POLICY`.
    let id: String
    /// `user`, `group`, `role`, `aws-managed`, `user-managed`, `resource` or `none`.
    let type: String
    let document: PolicyDocument
    /// Of a managed policy.
    var arn: ARN?
    /// Of an inline policy.
    var inline: Inline?

    /// Who has an inline policy, and what it is called there.
    struct Inline: Sendable {
        let holder: String
        let name: String
    }

    /// The same, as the evaluation takes it: its name is the ID.
    var attached: AttachedPolicy { AttachedPolicy(name: id, document: document) }

    /// Reads documents that a call passes.
    ///
    /// - Parameter list: the member's name.
    static func read(_ documents: [String], as list: String) throws(IAMError) -> [SimulatedPolicy] {
        var policies: [SimulatedPolicy] = []
        for (index, text) in documents.enumerated() {
            do throws(PolicyError) {
                let document = try PolicyDocument(json: text, kind: .identity)
                policies.append(SimulatedPolicy(id: "\(list).\(index + 1)", type: "none", document: document))
            } catch {
                throw IAMError.invalidInput("Invalid policy at \(list).\(index + 1): \(error.message)")
                    .because(error.reason)
            }
        }
        return policies
    }
}

/// The user, group or role whose policies are asked about.
struct PolicySource: Sendable {
    let subject: IAMSubject
    let absent: IAMError
    /// Nil where there is none of that ARN.
    let held: [SimulatedPolicy]?
    let boundary: SimulatedPolicy?
    /// Who asks: nil of a group, which never does.
    let principal: Principal?
}

extension IAMCall {
    /// - Parameter text: the ARN of a user, a group or a role of the account.
    func policySource(_ text: String) throws(IAMError) -> PolicySource {
        guard let arn = ARN(text), arn.service == "iam" else { throw .invalidARN(text) }
        let account = try account()
        let parts = arn.resource.split(separator: "/")
        guard let kind = parts.first, let last = parts.last, parts.count > 1, arn.account == account.id.value else {
            throw .invalidInput("Invalid Entity Arn: \(text) does not clearly define entity type and name.")
        }
        let name = String(last)
        func source(
            _ subject: IAMSubject,
            _ held: [SimulatedPolicy]?,
            _ boundary: ARN? = nil,
            _ principal: Principal? = nil,
            _ absent: IAMError
        ) -> PolicySource {
            PolicySource(
                subject: subject,
                absent: absent,
                held: held,
                boundary: boundary.flatMap { managed($0) },
                principal: principal
            )
        }
        switch kind {
        case "user":
            let user = account.users[name].flatMap { $0.arn == arn ? $0 : nil }
            let held = user.map { user in
                policies(user.inlinePolicies, user.attachedPolicies, "user", name)
                    + user.groups.compactMap { account.groups[$0] }.flatMap { group in
                        policies(group.inlinePolicies, group.attachedPolicies, "group", group.name)
                    }
            }
            return source(
                self.user(name),
                held,
                user?.permissionsBoundary,
                .user(account.id, name: name),
                .noUser(name)
            )
        case "role":
            let role = account.roles[name].flatMap { $0.arn == arn ? $0 : nil }
            let held = role.map { policies($0.inlinePolicies, $0.attachedPolicies, "role", name) }
            let principal = Principal.roleSession(account.id, role: name, session: "simulation")
            return source(self.role(name), held, role?.permissionsBoundary, principal, .noRole(name))
        case "group":
            let group = account.groups[name].flatMap { $0.arn == arn ? $0 : nil }
            let held = group.map { policies($0.inlinePolicies, $0.attachedPolicies, "group", name) }
            return source(self.group(name), held, nil, nil, .noGroup(name))
        default:
            throw .invalidInput("Invalid Entity Arn: \(text) does not clearly define entity type and name.")
        }
    }

    private func policies(
        _ inline: [String: PolicyDocument],
        _ attached: [ARN],
        _ type: String,
        _ name: String
    ) -> [SimulatedPolicy] {
        inline.sorted { $0.key < $1.key }.map {
            SimulatedPolicy(
                id: "\(type)_\(name)_\($0.key)",
                type: type,
                document: $0.value,
                inline: SimulatedPolicy.Inline(holder: name, name: $0.key)
            )
        } + attached.compactMap { managed($0) }
    }

    private func managed(_ arn: ARN) -> SimulatedPolicy? {
        world.managedPolicy(arn).map {
            SimulatedPolicy(
                id: arn.lastPart,
                type: arn.account == "aws" ? "aws-managed" : "user-managed",
                document: $0.document,
                arn: arn
            )
        }
    }
}
