import AWSProtocols
import World

/// The groups that a user is in, by name.
package struct ListGroupsForUser: IAMOperation {
    package static let name = "ListGroupsForUser"

    private let userName: String
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.requiredText("UserName", .existingUserName)
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.user(userName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let account = try call.account()
        let groups = try account.knownUser(userName).groups.compactMap { account.groups[$0] }
        let page = try page.page(of: groups, Self.name, userName) { $0.name }
        return IAMResult([.structures("Groups", page.items.map(\.members))] + page.rest)
    }
}
