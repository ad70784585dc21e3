import AWSProtocols
import World

/// The SSH keys of a user; root has none.
package struct ListSSHPublicKeys: IAMOperation {
    package static let name = "ListSSHPublicKeys"

    private let userName: String?
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .userName)
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let name = try call.userName(userName) ?? ""
        let keys = try name.isEmpty ? [] : call.account().knownUser(name).credentials.sshPublicKeys
        let page = try page.page(of: keys, Self.name, name) { $0.id }
        return IAMResult([.structures("SSHPublicKeys", page.items.map { $0.members(of: name) })] + page.rest)
    }
}
