import AWSCore
import AWSProtocols
import World

/// The access keys of a user, or of root.
package struct ListAccessKeys: IAMOperation {
    package static let name = "ListAccessKeys"

    private let userName: String?
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .existingUserName)
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let name = try call.userName(userName)
        let keys = try call.account().accessKeys(of: name)
        let page = try page.page(of: keys, Self.name, name ?? "") { $0.id.value }
        return IAMResult([.structures("AccessKeyMetadata", page.items.map { $0.members(of: name) })] + page.rest)
    }
}
