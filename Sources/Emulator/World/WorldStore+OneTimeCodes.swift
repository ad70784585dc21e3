package import AWSCore
import Determinism
import IAM
import Synchronization

/// Devices that show one-time codes, and which of their codes are used up.
extension WorldStore {
    /// Uses the code of a device and a step, which can be done once.
    ///
    /// - Parameter step: which interval of the device's the code belongs to (RFC 6238).
    /// - Returns: false where the code of this step or of a later one was used before, or where no user and no root has
    ///   such a device.
    package func useOneTimeCode(serial: String, step: Int) throws -> Bool {
        try changing.withLock { _ in
            let (owner, last) = state.withLock { ($0.owner(ofDevice: serial), $0.usedCodes[serial]) }
            guard owner != nil else { return false }
            if let last, last >= step { return false }
            try commit(.oneTimeCodeUsed(serial: serial, step: step))
            return true
        }
    }

    /// Gives a user, or root, a device, or the device of that serial number another seed.
    ///
    /// - Parameters:
    ///   - name: the serial number, or the name of a virtual device of the account; see
    ///     ``MultiFactorDevice/serial(_:in:of:)``.
    ///   - seed: 10 to 128 bytes.
    ///   - user: nil for root.
    /// - Throws: ``WorldStoreError/unknown(_:)``, ``WorldStoreError/unknownAccount(_:)``,
    ///   ``WorldStoreError/invalid(_:)``, also for a device of somebody else's.
    @discardableResult
    package func putMultiFactorDevice(
        _ name: String,
        seed: [UInt8],
        of user: String?,
        in id: AccountID
    ) throws -> MultiFactorDevice {
        try changing.withLock { _ in
            let account = try known(id)
            let owner = user.map { Principal.user(id, name: $0) } ?? .root(id)
            guard let serial = MultiFactorDevice.serial(name, in: id, of: account.partition) else {
                throw WorldStoreError.invalid("'\(name)' is not a device of account \(id); \(MultiFactorDevice.form)")
            }
            guard MultiFactorDevice.seedLengths.contains(seed.count) else {
                throw WorldStoreError.invalid("the seed of '\(name)' has \(seed.count) bytes; give 10 to 128")
            }
            if let other = state.withLock({ $0.owner(ofDevice: serial) }), other != owner {
                throw WorldStoreError.invalid("the device '\(serial)' is somebody else's; give another name")
            }
            let device = MultiFactorDevice(serial: serial, seed: seed, enabled: clock.now)
            try updateDevices(of: owner) { devices in
                devices.removeAll { $0.serial == serial }
                devices.append(device)
            }
            var settings = account.identitySettings
            settings.unassignedDevices.removeAll { $0.serial == serial }
            if settings != account.identitySettings { try commit(.identitySettingsPut(id, settings)) }
            return device
        }
    }

    /// Takes a device away, whosever it is.
    ///
    /// - Parameter account: whose device a name alone means; nil where `name` is a serial number or is the name of one
    ///   device only.
    /// - Throws: ``WorldStoreError/unknown(_:)``, ``WorldStoreError/ambiguous(_:among:)``.
    package func deleteMultiFactorDevice(_ name: String, in account: AccountID? = nil) throws {
        try changing.withLock { _ in
            let found = accountIDs.filter { account == nil || $0 == account }.compactMap { id -> (String, Principal)? in
                guard let serial = MultiFactorDevice.serial(name, in: id, of: partition(of: id)) else { return nil }
                return state.withLock { $0.owner(ofDevice: serial) }.map { (serial, $0) }
            }
            let devices = Dictionary(found) { first, _ in first }
            guard let (serial, owner) = devices.first else { throw WorldStoreError.unknown("device '\(name)'") }
            guard devices.count == 1 else { throw WorldStoreError.ambiguous(name, among: devices.keys.sorted()) }
            try updateDevices(of: owner) { devices in devices.removeAll { $0.serial == serial } }
        }
    }

    private func updateDevices(of owner: Principal, _ change: (inout [MultiFactorDevice]) -> Void) throws {
        if case .user(let account, let name) = owner {
            var user = try known(user: name, in: account)
            change(&user.multiFactorDevices)
            try refuse(IdentityRules.devices(user.multiFactorDevices, of: "user '\(name)'"))
            return try put(user)
        }
        let account = try known(owner.accountID)
        var devices = account.rootMultiFactorDevices
        change(&devices)
        try refuse(IdentityRules.devices(devices, of: "root of account \(account.id)"))
        guard devices != account.rootMultiFactorDevices else { return }
        try commit(.rootPut(account.id, accessKeys: account.rootAccessKeys, multiFactorDevices: devices))
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
