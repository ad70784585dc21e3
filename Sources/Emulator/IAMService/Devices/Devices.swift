import AWSCore
import AWSProtocols
import Determinism
import Federation
import Foundation
import World

/// A device, and the user who has it; the user is nil of root's, and of one that nobody has.
package struct FoundDevice: Sendable, HasTags {
    var device: MultiFactorDevice
    let user: User?
    let isAssigned: Bool

    package var tags: [String: String] {
        get { device.tags }
        set { device.tags = newValue }
    }
}

extension Account {
    /// A device by its serial number.
    func device(_ serial: String) -> FoundDevice? {
        for user in users.values {
            guard let device = user.multiFactorDevices.first(where: { $0.serial == serial }) else { continue }
            return FoundDevice(device: device, user: user, isAssigned: true)
        }
        if let device = rootMultiFactorDevices.first(where: { $0.serial == serial }) {
            return FoundDevice(device: device, user: nil, isAssigned: true)
        }
        return identitySettings.unassignedDevices.first { $0.serial == serial }
            .map { FoundDevice(device: $0, user: nil, isAssigned: false) }
    }
}

extension IdentityEdit {
    /// Puts a device in the place of the one of its serial number.
    mutating func put(_ found: FoundDevice) {
        func replaced(_ devices: [MultiFactorDevice]) -> [MultiFactorDevice] {
            devices.map { $0.serial == found.device.serial ? found.device : $0 }
        }
        if var user = found.user {
            user.multiFactorDevices = replaced(user.multiFactorDevices)
            put(user)
        } else if found.isAssigned {
            putRoot(devices: replaced(account.rootMultiFactorDevices))
        } else {
            var settings = account.identitySettings
            settings.unassignedDevices = replaced(settings.unassignedDevices)
            put(settings)
        }
    }
}

/// The two codes in a row that prove who has a device.
struct DeviceCodes: Sendable {
    private let first: String
    private let second: String

    init(_ input: inout IAMInput) throws(IAMError) {
        first = try input.requiredText("AuthenticationCode1", .authenticationCode, .secret)
        second = try input.requiredText("AuthenticationCode2", .authenticationCode, .secret)
    }

    /// - Throws: unless the codes are those of two steps in a row, about now: by the device of the world's, or by one of a
    ///   client's that has its seed and shows the codes of the client's time.
    func check(_ device: MultiFactorDevice, at time: WorldTime) throws(IAMError) {
        let isRight = [time.now, time.clientNow].contains { moment in
            let present = OneTimeCode.step(at: moment)
            return (present - 2...present + 1).contains { step in
                OneTimeCode.code(seed: device.seed, step: step) == first
                    && OneTimeCode.code(seed: device.seed, step: step + 1) == second
            }
        }
        guard isRight else {
            throw IAMError("InvalidAuthenticationCode", "Authentication code for device is not valid.", status: 403)
        }
    }
}
