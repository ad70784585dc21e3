import AWSProtocols
import World

/// Takes a group away that has neither members nor policies.
package struct DeleteGroup: IAMOperation {
    package static let name = "DeleteGroup"

    private let groupName: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        groupName = try input.requiredText("GroupName", .groupName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.group(groupName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            let group = try edit.account.knownGroup(groupName)
            guard edit.account.members(of: groupName).isEmpty else { throw .mustFirst("remove users from group") }
            guard group.attachedPolicies.isEmpty else { throw .mustFirst("detach all policies") }
            guard group.inlinePolicies.isEmpty else { throw .mustFirst("delete policies") }
            edit.delete(group)
        }
        return nil
    }
}
