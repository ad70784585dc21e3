import AWSProtocols
import World

/// Has a user join a group; nothing changes where it is in it.
package struct AddUserToGroup: IAMOperation {
    package static let name = "AddUserToGroup"

    private let groupName: String
    private let userName: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        groupName = try input.requiredText("GroupName", .groupName)
        userName = try input.requiredText("UserName", .existingUserName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.group(groupName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            _ = try edit.account.knownGroup(groupName)
            var user = try edit.account.knownUser(userName)
            guard !user.groups.contains(groupName) else { return }
            try Quota.groupsPerUser.refuse(user.groups.count + 1)
            user.groups.append(groupName)
            edit.put(user)
        }
        return nil
    }
}
