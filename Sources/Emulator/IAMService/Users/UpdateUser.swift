import AWSCore
import AWSProtocols
package import World

/// Gives a user another name or path. The ID stays, and so do keys, policies, and what policies of others grant.
package struct UpdateUser: IAMOperation {
    package static let name = "UpdateUser"

    private let userName: String
    private let newPath: String?
    private let newName: String?

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.requiredText("UserName", .existingUserName)
        newPath = try input.text("NewPath", .path)
        newName = try input.text("NewUserName", .userName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.user(userName) }

    /// Whoever renames must be allowed to on both names (docs/aws/iam-api.md, "What is asked").
    package func otherQuestions(_ call: IAMCall) -> [Question] {
        guard let user = call.world.user(call.accountID, userName), newPath != nil || newName != nil else { return [] }
        let target = call.new("user", newPath ?? user.path, newName ?? user.name)
        return [call.question("iam:" + Self.name, about: target)]
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            let user = try edit.account.knownUser(userName)
            if let newName, newName.lowercased() != userName.lowercased() {
                try edit.account.users.refuse(newName, "User")
            }
            edit.move(user, to: newPath ?? user.path, name: newName ?? user.name)
        }
        return nil
    }
}
