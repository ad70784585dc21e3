import IAM
import World

extension IAMChanges {
    /// Adds a role, or changes its trust policy, path, longest session and tags; what is nil or empty stays.
    package struct PutRole: IAMChange {
        package static let name = "putRole"

        let name: String
        let path: String?
        /// The trust policy.
        let trust: String
        /// In seconds.
        let maxSessionDuration: Int?
        let tags: [String: String]

        package init(name: String, path: String?, trust: String, maxSessionDuration: Int?, tags: [String: String]) {
            self.name = name
            self.path = path
            self.trust = trust
            self.maxSessionDuration = maxSessionDuration
            self.tags = tags
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let account = try names.account(having: name, in: \.roles)
            let isNew = names.world.role(account, name) == nil
            let role = try names.world.putRole(
                account,
                name,
                trustPolicy: try IAMNames.document(trust, .trust),
                path: path,
                maxSessionDuration: maxSessionDuration,
                tags: tags.isEmpty ? nil : tags
            )
            return IAMChangeDone("\(isNew ? "Added" : "Changed") \(role.arn).")
        }
    }

    /// Deletes a role.
    package struct DeleteRole: IAMChange {
        package static let name = "deleteRole"

        let name: String

        package init(name: String) {
            self.name = name
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let account = try names.account(of: name, "role", in: \.roles)
            try names.world.deleteRole(account, name)
            return IAMChangeDone("Deleted role \(name) of account \(account).")
        }
    }

    /// Replaces a role's trust policy.
    package struct PutTrustPolicy: IAMChange {
        package static let name = "putTrustPolicy"

        let role: String
        let document: String

        package init(role: String, document: String) {
            self.role = role
            self.document = document
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let account = try names.account(of: role, "role", in: \.roles)
            try names.world.setTrustPolicy(try IAMNames.document(document, .trust), of: role, in: account)
            return IAMChangeDone("role/\(role) has another trust policy.")
        }
    }
}
