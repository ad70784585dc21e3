import AWSCore
import AWSProtocols
package import IAM
package import World

/// Makes a user, who may do nothing yet.
package struct CreateUser: IAMOperation {
    package static let name = "CreateUser"
    package static let otherActions = ["iam:TagUser"]

    private let path: String
    private let userName: String
    private let boundary: String?
    private let tags: TagParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        path = try input.text("Path", .path) ?? "/"
        userName = try input.requiredText("UserName", .userName)
        boundary = try input.text("PermissionsBoundary", .arn)
        tags = try TagParameters(&input)
        try input.finish()
        try tags.check()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.new("user", path, userName) }

    package func conditions(_ call: IAMCall) -> RequestContext {
        tags.conditions.merging(RequestContext(boundary: boundary))
    }

    package func otherQuestions(_ call: IAMCall) -> [Question] {
        tags.isEmpty ? [] : [call.question("iam:TagUser", about: subject(call), tags.conditions)]
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let user = try call.edit { (edit) throws(IAMError) -> User in
            try edit.account.users.refuse(userName, "User")
            try edit.account.users.refuseMore(than: Quota.users)
            let arn = try boundary.map { (arn) throws(IAMError) in try edit.account.boundaryARN(arn) }
            let user = edit.newUser(userName, path: path, tags: tags.values, boundary: arn)
            edit.put(user)
            return user
        }
        return IAMResult([.structure("User", user.members())])
    }
}
