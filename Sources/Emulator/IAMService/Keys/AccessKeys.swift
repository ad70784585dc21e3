import AWSCore
import AWSProtocols
import World

extension Account {
    /// - Parameter user: nil for root.
    func accessKeys(of user: String?) throws(IAMError) -> [AccessKey] {
        guard let user else { return rootAccessKeys }
        return try knownUser(user).accessKeys
    }
}

extension IdentityEdit {
    /// - Parameter user: nil for root.
    mutating func putAccessKeys(_ keys: [AccessKey], of user: String?) throws(IAMError) {
        guard let user else { return putRoot(accessKeys: keys) }
        var changed = try account.knownUser(user)
        changed.accessKeys = keys
        put(changed)
    }
}

extension AccessKey {
    /// What answers show of a key, without its secret.
    ///
    /// - Parameter user: nil for root.
    func members(of user: String?) -> [QueryResult.Member] {
        (user.map { [.text("UserName", $0)] } ?? [])
            + [
                .text("AccessKeyId", id.value), .text("Status", isActive ? "Active" : "Inactive"),
                .date("CreateDate", createdAt),
            ]
    }
}
