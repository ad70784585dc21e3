import IAM
import World

extension IAMChanges {
    /// Adds or replaces a policy that belongs to one identity alone.
    package struct PutInlinePolicy: IAMChange {
        package static let name = "putInlinePolicy"

        let name: String
        let owner: IAMOwner
        let document: String

        package init(name: String, of owner: IAMOwner, document: String) {
            self.name = name
            self.owner = owner
            self.document = document
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let identity = try names.identity(owner)
            try names.world.putInlinePolicy(name, try IAMNames.document(document, .identity), of: identity)
            return IAMChangeDone("\(identity) has the inline policy '\(name)'.")
        }
    }

    /// Deletes an inline policy.
    package struct DeleteInlinePolicy: IAMChange {
        package static let name = "deleteInlinePolicy"

        let name: String
        let owner: IAMOwner

        package init(name: String, of owner: IAMOwner) {
            self.name = name
            self.owner = owner
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let identity = try names.identity(owner)
            try names.world.deleteInlinePolicy(name, of: identity)
            return IAMChangeDone("\(identity) no longer has the inline policy '\(name)'.")
        }
    }

    /// Adds or replaces a managed policy of an account.
    package struct PutManagedPolicy: IAMChange {
        package static let name = "putManagedPolicy"

        let name: String
        let document: String

        package init(name: String, document: String) {
            self.name = name
            self.document = document
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let account = try names.account(having: name, in: \.managedPolicies)
            let document = try IAMNames.document(document, .identity)
            return IAMChangeDone("Put \(try names.world.putManagedPolicy(account, name, document: document).arn).")
        }
    }

    /// Deletes a managed policy of an account.
    package struct DeleteManagedPolicy: IAMChange {
        package static let name = "deleteManagedPolicy"

        let name: String

        package init(name: String) {
            self.name = name
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let account = try names.account(ofPolicy: name)
            try names.world.deleteManagedPolicy(account, name)
            return IAMChangeDone("Deleted managed policy \(name) of account \(account).")
        }
    }

    /// Attaches a managed policy, of the account or of AWS.
    package struct AttachPolicy: IAMChange {
        package static let name = "attach"

        /// Its name or ARN.
        let policy: String
        let owner: IAMOwner

        package init(policy: String, to owner: IAMOwner) {
            self.policy = policy
            self.owner = owner
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let identity = try names.identity(owner)
            try names.world.attachPolicy(policy, to: identity)
            return IAMChangeDone("\(policy) is attached to \(identity).")
        }
    }

    /// Detaches a managed policy.
    package struct DetachPolicy: IAMChange {
        package static let name = "detach"

        /// Its name or ARN.
        let policy: String
        let owner: IAMOwner

        package init(policy: String, from owner: IAMOwner) {
            self.policy = policy
            self.owner = owner
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let identity = try names.identity(owner)
            try names.world.detachPolicy(policy, from: identity)
            return IAMChangeDone("\(policy) is no longer attached to \(identity).")
        }
    }

    /// Sets a managed policy as the permissions boundary of a user or role.
    package struct PutBoundary: IAMChange {
        package static let name = "putBoundary"

        /// Its name or ARN.
        let policy: String
        let owner: IAMOwner

        package init(policy: String, of owner: IAMOwner) {
            self.policy = policy
            self.owner = owner
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let identity = try names.identity(owner)
            try names.world.setPermissionsBoundary(policy, of: identity)
            return IAMChangeDone("\(policy) is the permissions boundary of \(identity).")
        }
    }

    /// Takes the permissions boundary of a user or role away.
    package struct DeleteBoundary: IAMChange {
        package static let name = "deleteBoundary"

        let owner: IAMOwner

        package init(of owner: IAMOwner) {
            self.owner = owner
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let identity = try names.identity(owner)
            try names.world.setPermissionsBoundary(nil, of: identity)
            return IAMChangeDone("\(identity) has no permissions boundary.")
        }
    }
}
