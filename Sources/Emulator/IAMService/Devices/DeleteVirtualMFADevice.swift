import AWSProtocols
import World

/// Takes a virtual device away that nobody has any more.
package struct DeleteVirtualMFADevice: IAMOperation {
    package static let name = "DeleteVirtualMFADevice"

    private let serial: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        serial = try input.requiredText("SerialNumber", .serialNumber)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.device(serial) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            guard let found = edit.account.device(serial), found.device.isVirtual else {
                throw .noVirtualDevice(serial)
            }
            guard !found.isAssigned else { throw .inUse("MFA VirtualDevice in use. Must deactivate first.") }
            var settings = edit.account.identitySettings
            settings.unassignedDevices.removeAll { $0.serial == serial }
            edit.put(settings)
        }
        return nil
    }
}
