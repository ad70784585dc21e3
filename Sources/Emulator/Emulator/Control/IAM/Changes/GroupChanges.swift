import World

extension IAMChanges {
    /// Adds a group.
    package struct PutGroup: IAMChange {
        package static let name = "putGroup"

        let name: String
        let path: String?

        package init(name: String, path: String?) {
            self.name = name
            self.path = path
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let account = try names.account(having: name, in: \.groups)
            return IAMChangeDone("Added \(try names.world.putGroup(account, name, path: path).arn).")
        }
    }

    /// Deletes a group.
    package struct DeleteGroup: IAMChange {
        package static let name = "deleteGroup"

        let name: String

        package init(name: String) {
            self.name = name
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let account = try names.account(of: name, "group", in: \.groups)
            try names.world.deleteGroup(account, name)
            return IAMChangeDone("Deleted group \(name) of account \(account).")
        }
    }

    /// Makes a user a member of a group.
    package struct Join: IAMChange {
        package static let name = "join"

        let group: String
        let user: String

        package init(group: String, user: String) {
            self.group = group
            self.user = user
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let account = try names.account(of: user, "user", in: \.users)
            try names.world.addUser(user, toGroup: group, in: account)
            return IAMChangeDone("user/\(user) is in group/\(group).")
        }
    }

    /// Ends a user's membership of a group.
    package struct Leave: IAMChange {
        package static let name = "leave"

        let group: String
        let user: String

        package init(group: String, user: String) {
            self.group = group
            self.user = user
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let account = try names.account(of: user, "user", in: \.users)
            try names.world.removeUser(user, fromGroup: group, in: account)
            return IAMChangeDone("user/\(user) is no longer in group/\(group).")
        }
    }
}
