package import AWSCore
import AWSProtocols
package import IAM
package import World

/// A kind of identity that has a permissions boundary: users and roles.
package protocol BoundedHolder: PolicyHolder {
    /// Sets the boundary of an identity that is there, and may be changed; nil takes it away.
    ///
    /// - Returns: the boundary that it had.
    static func setBoundary(
        _ arn: ARN?,
        of name: String,
        in edit: inout IdentityEdit
    ) throws(IAMError) -> ARN?
}

extension UserPolicies: BoundedHolder {
    package static func setBoundary(
        _ arn: ARN?,
        of name: String,
        in edit: inout IdentityEdit
    ) throws(IAMError) -> ARN? {
        var user = try edit.account.knownUser(name)
        let old = user.permissionsBoundary
        user.permissionsBoundary = arn
        edit.put(user)
        return old
    }
}

extension RolePolicies: BoundedHolder {
    package static func setBoundary(
        _ arn: ARN?,
        of name: String,
        in edit: inout IdentityEdit
    ) throws(IAMError) -> ARN? {
        var role = try edit.account.changeableRole(name)
        let old = role.permissionsBoundary
        role.permissionsBoundary = arn
        edit.put(role)
        return old
    }
}

/// PutUserPermissionsBoundary and PutRolePermissionsBoundary.
package struct PutPermissionsBoundary<Holder: BoundedHolder>: IAMOperation {
    package static var name: String { "Put\(Holder.word)PermissionsBoundary" }

    private let holder: String
    private let boundary: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        holder = try input.requiredText(Holder.nameMember, Holder.nameRules)
        boundary = try input.requiredText("PermissionsBoundary", .arn)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { Holder.subject(holder, call) }

    package func conditions(_ call: IAMCall) -> RequestContext { RequestContext(boundary: boundary) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            let arn = try edit.account.puttableBoundaryARN(boundary)
            _ = try Holder.setBoundary(arn, of: holder, in: &edit)
        }
        return nil
    }
}

/// DeleteUserPermissionsBoundary and DeleteRolePermissionsBoundary.
package struct DeletePermissionsBoundary<Holder: BoundedHolder>: IAMOperation {
    package static var name: String { "Delete\(Holder.word)PermissionsBoundary" }

    private let holder: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        holder = try input.requiredText(Holder.nameMember, Holder.nameRules)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { Holder.subject(holder, call) }

    package func conditions(_ call: IAMCall) -> RequestContext { subject(call).boundaryConditions }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            guard try Holder.setBoundary(nil, of: holder, in: &edit) != nil else {
                throw .absent("The \(Holder.lowercasedWord) \(holder) does not have a permissions boundary.")
            }
        }
        return nil
    }
}
