import AWSProtocols
import World

/// Changes a role's description, and its longest session: to an hour where none is given (IAM's API reference, UpdateRole).
/// Of the role of a service the description alone may be changed (docs/aws/iam-api.md, "Roles of services").
package struct UpdateRole: IAMOperation {
    package static let name = "UpdateRole"

    private let roleName: String
    private let summary: String?
    private let duration: Int?
    private let signinDuration: Int?
    private let resetsSignin: Bool

    package init(_ input: inout IAMInput) throws(IAMError) {
        roleName = try input.requiredText("RoleName", .roleName)
        summary = try input.text("Description", .roleDescription)
        duration = try input.integer("MaxSessionDuration", .value(3_600...43_200))
        signinDuration = try input.integer("MaxSigninSessionDuration", .signinSession)
        resetsSignin = try input.boolean("ResetMaxSigninSessionDuration") ?? false
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.role(roleName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        guard !resetsSignin || signinDuration == nil else {
            // IAM's API reference says that both cannot be given; its sentence is not known (inferred).
            throw .invalidInput("MaxSigninSessionDuration and ResetMaxSigninSessionDuration cannot both be specified.")
        }
        try call.edit { (edit) throws(IAMError) in
            let isDescription = summary != nil && duration == nil && signinDuration == nil && !resetsSignin
            var role = try isDescription ? edit.account.knownRole(roleName) : edit.account.changeableRole(roleName)
            if let summary { role.summary = summary }
            role.maxSessionDuration = duration ?? 3_600
            if resetsSignin { role.maxSigninSessionDuration = nil }
            if let signinDuration { role.maxSigninSessionDuration = signinDuration }
            edit.put(role)
        }
        return IAMResult([])
    }
}
