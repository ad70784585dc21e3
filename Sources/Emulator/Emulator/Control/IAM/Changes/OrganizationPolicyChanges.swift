import IAM
import World

extension IAMChanges {
    /// Adds or replaces a control policy of the organization.
    package struct PutOrganizationPolicy: IAMChange {
        package static let name = "putOrganizationPolicy"

        let kind: OrganizationPolicyKind
        let name: String
        let level: OrganizationPolicyLevel
        let document: String

        package init(
            _ kind: OrganizationPolicyKind,
            name: String,
            at level: OrganizationPolicyLevel,
            document: String
        ) {
            self.kind = kind
            self.name = name
            self.level = level
            self.document = document
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let target = try names.target(level)
            if kind == .serviceControl, name == "FullAWSAccess" {
                try names.world.putFullAccess(at: target)
            } else {
                let policy = try IAMNames.document(document, kind.kind.documentKind)
                try names.world.putControlPolicy(kind.kind, name, policy, at: target)
            }
            return IAMChangeDone("\(kind.words) '\(name)' is attached to \(target).")
        }
    }

    /// Deletes a control policy of the organization.
    package struct DeleteOrganizationPolicy: IAMChange {
        package static let name = "deleteOrganizationPolicy"

        let kind: OrganizationPolicyKind
        let name: String
        let level: OrganizationPolicyLevel

        package init(_ kind: OrganizationPolicyKind, name: String, at level: OrganizationPolicyLevel) {
            self.kind = kind
            self.name = name
            self.level = level
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let target = try names.target(level)
            try names.world.deleteControlPolicy(kind.kind, name, at: target)
            return IAMChangeDone("\(kind.words) '\(name)' is no longer attached to \(target).")
        }
    }
}

/// A kind of control policies.
package enum OrganizationPolicyKind: String, Sendable, Codable {
    case serviceControl
    case resourceControl

    fileprivate var kind: ControlPolicyKind { self == .serviceControl ? .service : .resource }

    fileprivate var words: String { self == .serviceControl ? "Service control policy" : "Resource control policy" }
}

/// Where a policy of the organization is attached.
package enum OrganizationPolicyLevel: Sendable, Codable, Equatable {
    case root
    case unit(String)
    /// The account of the change.
    case account
}
