import AWSCore
import AWSProtocols
import Determinism
import World

/// Gives a user a virtual device that nobody has, for two codes in a row.
package struct EnableMFADevice: IAMOperation {
    package static let name = "EnableMFADevice"

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
        try call.edit { (edit) throws(IAMError) in
            var user = try edit.account.knownUser(userName)
            guard let found = edit.account.device(serial) else { throw .noVirtualDevice(serial) }
            guard !found.isAssigned else { throw .exists("MFA Device is already in use.") }
            try Quota.devicesPerUser.refuse(user.multiFactorDevices.count + 1)
            try codes.check(found.device, at: call.time)
            user.multiFactorDevices.append(found.device.enabled(at: edit.now))
            edit.put(user)
            var settings = edit.account.identitySettings
            settings.unassignedDevices.removeAll { $0.serial == serial }
            edit.put(settings)
        }
        return nil
    }
}
