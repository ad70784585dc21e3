import AWSProtocols
import World

/// Who has a device, and since when.
package struct GetMFADevice: IAMOperation {
    package static let name = "GetMFADevice"

    private let serial: String
    private let userName: String?

    package init(_ input: inout IAMInput) throws(IAMError) {
        serial = try input.requiredText("SerialNumber", .serialNumber)
        userName = try input.text("UserName", .userName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let name = try call.userName(userName)
        guard let found = try call.account().device(serial), found.isAssigned, found.user?.name == name else {
            throw .noDevice(serial)
        }
        let owner: [QueryResult.Member] = name.map { [.text("UserName", $0)] } ?? []
        return IAMResult(
            owner + [.text("SerialNumber", serial), .date("EnableDate", found.device.enabledAt)]
        )
    }
}
