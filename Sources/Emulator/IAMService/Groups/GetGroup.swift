import AWSProtocols
import World

/// A group with its members, by name.
package struct GetGroup: IAMOperation {
    package static let name = "GetGroup"

    private let groupName: String
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        groupName = try input.requiredText("GroupName", .groupName)
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.group(groupName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let account = try call.account()
        let group = try account.knownGroup(groupName)
        let page = try page.page(of: account.members(of: groupName), Self.name, groupName) { $0.name }
        return IAMResult(
            [
                .structure("Group", group.members),
                .structures("Users", page.items.map { $0.members(isListed: true) }),
            ] + page.rest
        )
    }
}

extension Account {
    /// The users who are in a group.
    func members(of group: String) -> [User] { users.values.filter { $0.groups.contains(group) } }
}
