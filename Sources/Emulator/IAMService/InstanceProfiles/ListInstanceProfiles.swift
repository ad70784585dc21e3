import AWSProtocols
import World

/// The instance profiles whose paths begin with a prefix, by name.
package struct ListInstanceProfiles: IAMOperation {
    package static let name = "ListInstanceProfiles"

    private let prefix: String?
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        prefix = try input.text("PathPrefix", .pathPrefix)
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.all("instance-profile", below: prefix) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let account = try call.account()
        let profiles = account.instanceProfiles.values.filter { $0.path.hasPrefix(prefix ?? "/") }
        let page = try page.page(of: profiles, Self.name, prefix ?? "/") { $0.name }
        return IAMResult(
            [.structures("InstanceProfiles", page.items.map { $0.members(in: account, isListed: true) })] + page.rest
        )
    }
}
