import AWSCore
import AWSProtocols
package import World

/// Gives a group another name or path. The ID stays, and so do members and policies.
package struct UpdateGroup: IAMOperation {
    package static let name = "UpdateGroup"

    private let groupName: String
    private let newPath: String?
    private let newName: String?

    package init(_ input: inout IAMInput) throws(IAMError) {
        groupName = try input.requiredText("GroupName", .groupName)
        newPath = try input.text("NewPath", .path)
        newName = try input.text("NewGroupName", .groupName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.group(groupName) }

    /// Whoever renames must be allowed to on both names (docs/aws/iam-api.md, "What is asked").
    package func otherQuestions(_ call: IAMCall) -> [Question] {
        guard let group = call.world.group(call.accountID, groupName), newPath != nil || newName != nil else {
            return []
        }
        let target = call.new("group", newPath ?? group.path, newName ?? group.name)
        return [call.question("iam:" + Self.name, about: target)]
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            let group = try edit.account.knownGroup(groupName)
            if let newName, newName.lowercased() != groupName.lowercased() {
                try edit.account.groups.refuse(newName, "Group")
            }
            edit.move(group, to: newPath ?? group.path, name: newName ?? group.name)
        }
        return nil
    }
}
