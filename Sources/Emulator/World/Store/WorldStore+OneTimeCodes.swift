import AWSCore
import Synchronization

/// Devices that show one-time codes, and which of their codes are used up.
extension WorldStore {
    /// Uses the code of a device and a step, which can be done once.
    ///
    /// - Parameter step: which interval of the device's the code belongs to (RFC 6238).
    /// - Returns: false where the code of this step or of a later one was used before, or where no user and no root has
    ///   such a device.
    package func useOneTimeCode(serial: String, step: Int) throws -> Bool {
        try alone {
            let (owner, last) = state.withLock { ($0.owner(ofDevice: serial), $0.usedCodes[serial]) }
            guard owner != nil else { return false }
            if let last, last >= step { return false }
            try commit(.oneTimeCodeUsed(serial: serial, step: step))
            return true
        }
    }
}

extension WorldState {
    /// Whose device it is; nil where nobody has it.
    fileprivate func owner(ofDevice serial: String) -> Principal? {
        for account in accounts.values {
            if account.rootMultiFactorDevices.contains(where: { $0.serial == serial }) { return .root(account.id) }
            for user in account.users.values where user.multiFactorDevices.contains(where: { $0.serial == serial }) {
                return .user(account.id, name: user.name)
            }
        }
        return nil
    }
}
