import AWSCore
import Cryptography
import Text
import World

extension IAMChanges {
    /// Adds an access key, or switches one on or off. What is nil is made up.
    package struct PutAccessKey: IAMChange {
        package static let name = "putAccessKey"

        let id: String?
        let user: String
        let secret: String?
        let isActive: Bool

        package init(id: String?, user: String, secret: String?, isActive: Bool) {
            self.id = id
            self.user = user
            self.secret = secret
            self.isActive = isActive
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let account = try names.account(of: user, "user", in: \.users)
            let wasThere = names.world.user(account, user)?.accessKeys.contains { $0.id.value == id } ?? false
            let key = try names.world.putAccessKey(
                try id.map(names.accessKeyID),
                of: user,
                in: account,
                secret: secret,
                isActive: isActive
            )
            let isMade = secret == nil && (id == nil || !wasThere)
            return IAMChangeDone(
                "Access key \(key.id) of user/\(user) is \(key.isActive ? "active" : "inactive").",
                accessKey: IAMChangeDone.MadeAccessKey(id: key.id.value, secret: isMade ? key.secret : nil)
            )
        }
    }

    /// Deletes an access key.
    package struct DeleteAccessKey: IAMChange {
        package static let name = "deleteAccessKey"

        let id: String

        package init(id: String) {
            self.id = id
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            try names.world.deleteAccessKey(try names.accessKeyID(id))
            return IAMChangeDone("Deleted access key \(id).")
        }
    }

    /// Gives a user an MFA device.
    package struct PutMultiFactorDevice: IAMChange {
        package static let name = "putMultiFactorDevice"

        let serial: String
        let user: String
        /// In base32, as authenticator apps take it.
        let seed: String

        package init(serial: String, user: String, seed: String) {
            self.serial = serial
            self.user = user
            self.seed = seed
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let account = try names.account(of: user, "user", in: \.users)
            // What cannot be read is not shown: it is a secret.
            guard let seed = Base32.decode(seed) else {
                throw ControlError.invalid("the seed is not base32; give it as the authenticator app takes it")
            }
            let device = try names.world.putMultiFactorDevice(serial, seed: seed, of: user, in: account)
            return IAMChangeDone("user/\(user) has the MFA device \(device.serial).")
        }
    }

    /// Takes an MFA device away.
    package struct DeleteMultiFactorDevice: IAMChange {
        package static let name = "deleteMultiFactorDevice"

        let serial: String

        package init(serial: String) {
            self.serial = serial
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            try names.world.deleteMultiFactorDevice(serial, in: names.account)
            return IAMChangeDone("Deleted MFA device \(serial).")
        }
    }
}
