import AWSCore
import Cryptography
import Text

/// Access keys and devices of users and of root.
extension WorldReader {
    /// The long-term keys of a user or of root.
    mutating func accessKeys(_ field: YAMLField) throws(WorldFileError) -> [AccessKey] {
        var keys: [AccessKey] = []
        for entry in try field.list() {
            let record = try entry.record(AccessKeyKey.self)
            guard let idField = record[.id] else {
                throw entry.error("\(entry.what) has no id; add the access key ID")
            }
            guard let secretField = record[.secret] else {
                throw entry.error("\(entry.what) has no secret; add the secret access key")
            }
            let text = try idField.text()
            guard let id = AccessKeyID(text) else {
                throw idField.error(
                    "'\(text)' is not an access key ID; write 1 to 128 visible ASCII characters without / , ="
                )
            }
            if let line = accessKeyLines[text] {
                throw idField.error("the access key ID '\(text)' stands on line \(line) already; give each key its own")
            }
            accessKeyLines[text] = idField.line
            let secret = try secretField.text()
            guard AccessKey.isSecret(secret) else {
                // The secret itself is not shown.
                throw secretField.error("\(secretField.what) is not 1 to 256 visible ASCII characters; write another")
            }
            let status = try record[.status]?.choice(of: ["active", "inactive"]) ?? "active"
            keys.append(AccessKey(id: id, secret: secret, isActive: status == "active"))
        }
        return keys
    }

    /// The devices for one-time codes of a user or of root.
    mutating func devices(_ field: YAMLField, _ account: Account) throws(WorldFileError) -> [MultiFactorDevice] {
        var devices: [MultiFactorDevice] = []
        for entry in try field.list() {
            let record = try entry.record(DeviceKey.self)
            guard let serialField = record[.serial] else {
                throw entry.error("\(entry.what) has no serial; add the name or the serial number of the device")
            }
            guard let seedField = record[.seed] else {
                throw entry.error("\(entry.what) has no seed; add what its codes are made from, in base32")
            }
            let text = try serialField.text()
            guard let serial = MultiFactorDevice.serial(text, in: account.id, of: account.partition) else {
                throw serialField.error("'\(text)' is not a device of account \(account.id); \(MultiFactorDevice.form)")
            }
            if let line = deviceLines[serial] {
                throw serialField.error(
                    "the device '\(serial)' stands on line \(line) already; give each device its own name"
                )
            }
            deviceLines[serial] = serialField.line
            // The seed itself is not shown.
            guard let seed = Base32.decode(try seedField.text()), MultiFactorDevice.seedLengths.contains(seed.count)
            else {
                throw seedField.error(
                    "\(seedField.what) is not a seed; write 10 to 128 bytes in base32, 16 characters of A-Z2-7 at least"
                )
            }
            devices.append(MultiFactorDevice(serial: serial, seed: seed))
        }
        return devices
    }
}
