import AWSProtocols
import World

/// The instance profiles that a role is in, by name.
package struct ListInstanceProfilesForRole: IAMOperation {
    package static let name = "ListInstanceProfilesForRole"

    private let roleName: String
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        roleName = try input.requiredText("RoleName", .roleName)
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.role(roleName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let account = try call.account()
        _ = try account.knownRole(roleName)
        let profiles = account.instanceProfiles.values.filter { $0.role == roleName }
        let page = try page.page(of: profiles, Self.name, roleName) { $0.name }
        return IAMResult(
            [.structures("InstanceProfiles", page.items.map { $0.members(in: account, isListed: true) })] + page.rest
        )
    }
}
