package import AWSCore
package import Foundation

/// A device that shows one-time codes, of a user or of root.
package struct MultiFactorDevice: Sendable, Equatable, Codable, CustomStringConvertible {
    /// `arn:PARTITION:iam::ACCOUNT:mfa/NAME` of a virtual device, the serial number of another.
    package let serial: String
    /// What its codes are made from (RFC 6238).
    package let seed: [UInt8]
    /// When its owner began to use it; nil of a device of the world's file, and of one that nobody has.
    private var enabled: Date?
    /// Nil where it never had any.
    private var ownTags: [String: String]?

    package init(serial: String, seed: [UInt8], enabled: Date? = nil) {
        self.serial = serial
        self.seed = seed
        self.enabled = enabled
    }

    /// ``World/usualCreation`` of a device of the world's file.
    package var enabledAt: Date { enabled ?? World.usualCreation }

    package var tags: [String: String] {
        get { ownTags ?? [:] }
        set { ownTags = newValue.isEmpty ? nil : newValue }
    }

    /// Whether it is one that IAM has made, and no piece of hardware.
    package var isVirtual: Bool { serial.hasPrefix("arn:") }

    /// The same device in the hands of somebody from this moment on; nil where nobody has it any more.
    package func enabled(at date: Date?) -> MultiFactorDevice {
        var device = self
        device.enabled = date
        return device
    }

    /// The device without its seed.
    package var description: String { "MultiFactorDevice(\(serial))" }

    /// How many bytes a seed has.
    static let seedLengths = 10...128

    /// What to write for a device.
    static let form =
        "write a name, an ARN such as arn:aws:iam::ACCOUNT:mfa/NAME of this account, or the number of a device"

    /// The serial number that `text` means: an ARN or a hardware device's number is one itself, and anything else is
    /// the name of a virtual device of the account. Nil where it has the form of none (docs/aws/sts.md, "AssumeRole": 9
    /// to 256 characters of `[\w+=/:,.@-]`).
    package static func serial(_ text: String, in account: AccountID, of partition: Partition) -> String? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0.isWordCharacter || "+=/:,.@-".utf8.contains($0) }) else {
            return nil
        }
        // Serial numbers of hardware devices are capitals and digits, such as GAHT12345678.
        let isHardware =
            text.utf8.count >= 9
            && text.utf8.allSatisfy { $0.isDigit || ($0 >= 0x41 && $0 <= 0x5A) }
            && text.utf8.contains(where: \.isDigit)
        let serial =
            text.hasPrefix("arn:") || isHardware ? text : ARN.iam(partition, account, "mfa/" + text).description
        if serial.hasPrefix("arn:") {
            guard let arn = ARN(serial), arn.service == "iam", arn.account == account.value,
                arn.partition == partition.name, arn.resource.hasPrefix("mfa/"), arn.resource.utf8.count > 4
            else { return nil }
        }
        return serial.utf8.count <= 256 ? serial : nil
    }
}
