import AWSCore
import Foundation
import IAM
import Testing

/// A remedy put into policies as a person would who reads it, by other means than the search's: the documents' JSON is
/// taken apart by Foundation, and everything is found by its name.
enum AppliedRemedy {
    static func apply(_ remedies: [Remedy], to policies: inout ApplicablePolicies) throws {
        // Those that take away come last first, so that places in a document stay what they were.
        for remedy in remedies.filter({ $0.kind != .removeStatement }) { try apply(remedy, to: &policies) }
        let removals = remedies.filter { $0.kind == .removeStatement }
        for remedy in removals.sorted(by: { ($0.target?.index ?? 0) > ($1.target?.index ?? 0) }) {
            try apply(remedy, to: &policies)
        }
    }

    static func apply(_ remedy: Remedy, to policies: inout ApplicablePolicies) throws {
        guard let target = remedy.target else { return try add(remedy, to: &policies) }
        let text = remedy.statementText
        try change(remedy.layer, of: &policies) { policy in
            guard policy.name == target.policy, remedy.kind != .detachPolicy else {
                return policy.name == target.policy ? nil : policy
            }
            return try edited(policy) { statements in
                guard statements.indices.contains(target.index - 1) else { return }
                if let text {
                    statements[target.index - 1] = try JSONSerialization.jsonObject(with: Data(text.utf8))
                } else {
                    statements.remove(at: target.index - 1)
                }
            }
        }
    }

    private static func add(_ remedy: Remedy, to policies: inout ApplicablePolicies) throws {
        let text = try #require(remedy.statementText)
        func added(_ kind: PolicyKind) throws -> AttachedPolicy {
            AttachedPolicy(name: "added", document: try Question.document(text, kind))
        }
        func widened(_ policy: AttachedPolicy?) throws -> AttachedPolicy? {
            try edited(try #require(policy)) { $0.append(try JSONSerialization.jsonObject(with: Data(text.utf8))) }
        }
        switch remedy.layer {
        case .serviceControl:
            let level = try #require(
                remedy.place.contains("organizational unit") ? 1 : policies.caller.serviceControl.indices.last
            )
            policies.caller.serviceControl[level].append(try added(.serviceControl))
        case .resourceControl: policies.resource.resourceControl[0].append(try added(.resourceControl))
        case .endpoint: policies.endpoint = try widened(policies.endpoint)
        case .boundary: policies.caller.boundary = try widened(policies.caller.boundary)
        case .session:
            let session = policies.caller.session?.first
            policies.caller.session = [try session.flatMap { try widened($0) } ?? added(.session)]
        case .scopeDown:
            let last = try #require(policies.caller.scopeDown.indices.last)
            policies.caller.scopeDown[last] = try #require(try widened(policies.caller.scopeDown[last]))
        case .identity: policies.caller.identity.append(try added(.identity))
        case .resource:
            let first = try widened(policies.resource.policies.first)
            policies.resource.policies = [try #require(first)]
        }
    }

    private static func change(
        _ layer: PolicyLayer,
        of policies: inout ApplicablePolicies,
        _ change: (AttachedPolicy) throws -> AttachedPolicy?
    ) throws {
        switch layer {
        case .serviceControl:
            policies.caller.serviceControl = try policies.caller.serviceControl.map { try $0.compactMap(change) }
        case .resourceControl:
            policies.resource.resourceControl = try policies.resource.resourceControl.map { try $0.compactMap(change) }
        case .endpoint: policies.endpoint = try policies.endpoint.flatMap(change)
        case .boundary: policies.caller.boundary = try policies.caller.boundary.flatMap(change)
        case .session:
            let session = try policies.caller.session?.compactMap(change) ?? []
            policies.caller.session = session.isEmpty ? nil : session
        case .scopeDown: policies.caller.scopeDown = try policies.caller.scopeDown.compactMap(change)
        case .identity: policies.caller.identity = try policies.caller.identity.compactMap(change)
        case .resource: policies.resource.policies = try policies.resource.policies.compactMap(change)
        }
    }

    /// Nil where no statement is left.
    private static func edited(_ policy: AttachedPolicy, _ change: (inout [Any]) throws -> Void) throws
        -> AttachedPolicy?
    {
        let object = try JSONSerialization.jsonObject(with: Data(policy.document.text.utf8))
        var document = try #require(object as? [String: Any])
        var statements = document["Statement"] as? [Any] ?? [document["Statement"] as Any]
        try change(&statements)
        guard !statements.isEmpty else { return nil }
        document["Statement"] = statements
        let data = try JSONSerialization.data(withJSONObject: document)
        return AttachedPolicy(
            name: policy.name,
            arn: policy.arn,
            document: try PolicyDocument(json: String(decoding: data, as: UTF8.self), kind: policy.document.kind)
        )
    }
}
