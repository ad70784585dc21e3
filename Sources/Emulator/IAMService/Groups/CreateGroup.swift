import AWSCore
import AWSProtocols
import World

/// Makes a group, which has neither members nor policies yet.
package struct CreateGroup: IAMOperation {
    package static let name = "CreateGroup"

    private let path: String
    private let groupName: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        path = try input.text("Path", .path) ?? "/"
        groupName = try input.requiredText("GroupName", .groupName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.new("group", path, groupName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let group = try call.edit { (edit) throws(IAMError) -> Group in
            try edit.account.groups.refuse(groupName, "Group")
            try edit.account.groups.refuseMore(than: .groups)
            let group = edit.newGroup(groupName, path: path)
            edit.put(group)
            return group
        }
        return IAMResult([.structure("Group", group.members)])
    }
}
