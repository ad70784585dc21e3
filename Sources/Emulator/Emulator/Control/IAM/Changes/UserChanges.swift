import World

extension IAMChanges {
    /// Adds a user, or changes its path, tags and groups; what is nil or empty stays.
    package struct PutUser: IAMChange {
        package static let name = "putUser"

        let name: String
        let path: String?
        let tags: [String: String]
        let groups: [String]

        package init(name: String, path: String?, tags: [String: String], groups: [String]) {
            self.name = name
            self.path = path
            self.tags = tags
            self.groups = groups
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let account = try names.account(having: name, in: \.users)
            let isNew = names.world.user(account, name) == nil
            let user = try names.world.putUser(
                account,
                name,
                path: path,
                groups: groups.isEmpty ? nil : groups,
                tags: tags.isEmpty ? nil : tags
            )
            return IAMChangeDone("\(isNew ? "Added" : "Changed") \(user.arn).")
        }
    }

    /// Deletes a user with its keys.
    package struct DeleteUser: IAMChange {
        package static let name = "deleteUser"

        let name: String

        package init(name: String) {
            self.name = name
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let account = try names.account(of: name, "user", in: \.users)
            try names.world.deleteUser(account, name)
            return IAMChangeDone("Deleted user \(name) of account \(account).")
        }
    }
}
