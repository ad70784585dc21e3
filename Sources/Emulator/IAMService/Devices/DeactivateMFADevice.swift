import AWSProtocols
import World

/// Takes a device away from a user, or from root. A virtual one is there still, for somebody else.
package struct DeactivateMFADevice: IAMOperation {
    package static let name = "DeactivateMFADevice"

    private let userName: String?
    private let serial: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .existingUserName)
        serial = try input.requiredText("SerialNumber", .serialNumber)
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let name = try call.userName(userName)
        try call.edit { (edit) throws(IAMError) in
            let device: MultiFactorDevice
            if let name {
                var user = try edit.account.knownUser(name)
                guard let found = user.multiFactorDevices.first(where: { $0.serial == serial }) else {
                    throw .noDevice(serial)
                }
                device = found
                user.multiFactorDevices.removeAll { $0.serial == serial }
                edit.put(user)
            } else {
                guard let found = edit.account.rootMultiFactorDevices.first(where: { $0.serial == serial }) else {
                    throw .noDevice(serial)
                }
                device = found
                edit.putRoot(devices: edit.account.rootMultiFactorDevices.filter { $0.serial != serial })
            }
            guard device.isVirtual else { return }
            var settings = edit.account.identitySettings
            settings.unassignedDevices.append(device.enabled(at: nil))
            edit.put(settings)
        }
        return nil
    }
}
