import AWSCore
import AWSProtocols
package import IAM
package import World

/// Makes a role, which may do nothing yet.
package struct CreateRole: IAMOperation {
    package static let name = "CreateRole"
    package static let otherActions = ["iam:TagRole"]

    private let path: String
    private let roleName: String
    private let trust: String
    private let summary: String?
    private let duration: Int?
    private let signinDuration: Int?
    private let boundary: String?
    private let tags: TagParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        path = try input.text("Path", .path) ?? "/"
        roleName = try input.requiredText("RoleName", .roleName)
        trust = try input.requiredText("AssumeRolePolicyDocument", .policyDocument)
        summary = try input.text("Description", .roleDescription)
        duration = try input.integer("MaxSessionDuration", .value(3_600...43_200))
        signinDuration = try input.integer("MaxSigninSessionDuration", .signinSession)
        boundary = try input.text("PermissionsBoundary", .arn)
        tags = try TagParameters(&input)
        try input.finish()
        try tags.check()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.new("role", path, roleName) }

    package func conditions(_ call: IAMCall) -> RequestContext {
        tags.conditions.merging(RequestContext(boundary: boundary))
    }

    package func otherQuestions(_ call: IAMCall) -> [Question] {
        tags.isEmpty ? [] : [call.question("iam:TagRole", about: subject(call), tags.conditions)]
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let role = try call.edit { (edit) throws(IAMError) -> Role in
            let document = try TrustPolicy.read(trust, in: edit)
            guard !path.hasPrefix("/aws-service-role/") else {
                throw .invalidInput("Path must not begin with /aws-service-role/, which is for service-linked roles.")
            }
            try edit.account.roles.refuse(roleName, "Role")
            try edit.account.roles.refuseMore(than: .roles)
            var role = edit.newRole(roleName, path: path, trust: document)
            role.summary = summary
            if let duration { role.maxSessionDuration = duration }
            role.maxSigninSessionDuration = signinDuration
            role.permissionsBoundary = try boundary.map { (arn) throws(IAMError) in try edit.account.boundaryARN(arn) }
            role.tags = tags.values
            edit.put(role)
            return role
        }
        return IAMResult([.structure("Role", role.createdMembers)])
    }
}

extension Array where Element == InputRule<Int> {
    /// How long sessions of AWS Sign-In may last: an hour to 90 days.
    static let signinSession: Self = .value(3_600...7_776_000)
}

extension Role {
    /// What the answer to the call shows that makes a role: neither its longest session nor its last use.
    var createdMembers: [QueryResult.Member] { members + boundary(permissionsBoundary) + QueryResult.Member.tags(tags) }
}
