import AWSCore
import Synchronization

/// Derived signing keys, so that a key is derived once a day and scope and not on every call. One holds only for the
/// secret that it was derived from.
package final class SigningKeyCache: Sendable {
    private struct Entry {
        let secretAccessKey: String
        let key: [UInt8]
    }

    private let entries: Mutex<BoundedCache<[UInt8], Entry>>

    /// - Parameter capacity: how many keys are kept at most.
    package init(capacity: Int = 8_192) {
        entries = Mutex(BoundedCache(capacity: capacity))
    }

    /// How many keys are kept.
    package var count: Int { entries.withLock(\.count) }

    /// The signing key for `credential`, which names access key and scope as sent.
    func key(credential: [UInt8], secretAccessKey: String, scope: CredentialScope) -> [UInt8] {
        let known = entries.withLock { $0.value(of: credential) }
        if let known, known.secretAccessKey == secretAccessKey { return known.key }
        let key = SigningKey.derive(secretAccessKey: secretAccessKey, scope: scope)
        entries.withLock { $0.keep(Entry(secretAccessKey: secretAccessKey, key: key), of: credential) }
        return key
    }
}
