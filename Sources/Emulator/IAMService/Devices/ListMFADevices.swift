import AWSProtocols
import World

/// The devices of a user, or of root.
package struct ListMFADevices: IAMOperation {
    package static let name = "ListMFADevices"

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
        let account = try call.account()
        let devices: [MultiFactorDevice]
        if let name {
            devices = try account.knownUser(name).multiFactorDevices
        } else {
            devices = account.rootMultiFactorDevices
        }
        let page = try page.page(of: devices, Self.name, name ?? "") { String($0.serial.suffix(128)) }
        let owner: [QueryResult.Member] = name.map { [.text("UserName", $0)] } ?? []
        return IAMResult(
            [
                .structures(
                    "MFADevices",
                    page.items.map { owner + [.text("SerialNumber", $0.serial), .date("EnableDate", $0.enabledAt)] }
                )
            ] + page.rest
        )
    }
}
