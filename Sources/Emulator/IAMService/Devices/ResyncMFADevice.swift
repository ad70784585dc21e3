import AWSProtocols
import World

/// Looks at two codes in a row of a user's device. Devices here are never out of step, so nothing changes.
package struct ResyncMFADevice: IAMOperation {
    package static let name = "ResyncMFADevice"

    private let userName: String
    private let serial: String
    private let codes: DeviceCodes

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.requiredText("UserName", .existingUserName)
        serial = try input.requiredText("SerialNumber", .serialNumber)
        codes = try DeviceCodes(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.user(userName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let user = try call.account().knownUser(userName)
        guard let device = user.multiFactorDevices.first(where: { $0.serial == serial }) else {
            throw .noDevice(serial)
        }
        try codes.check(device, at: call.time)
        return nil
    }
}
