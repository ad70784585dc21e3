import Synchronization

/// Derived signing keys, so that a key is derived once a day and scope and not on every call.
///
/// Bounded: entries live in two generations, and the older one is dropped when the younger is full. An entry holds
/// only for the secret that it was derived from.
package final class SigningKeyCache: Sendable {
    fileprivate struct Entry {
        let secretAccessKey: String
        let key: [UInt8]
    }

    fileprivate struct Generations {
        var young: [[UInt8]: Entry] = [:]
        var old: [[UInt8]: Entry] = [:]
    }

    private let generations = Mutex(Generations())
    private let generationSize: Int

    /// - Parameter capacity: how many keys are kept at most.
    package init(capacity: Int = 8_192) {
        generationSize = max(1, capacity / 2)
    }

    /// How many keys are kept.
    package var count: Int { generations.withLock { $0.young.count + $0.old.count } }

    /// The signing key for `credential`, which names access key and scope as sent.
    func key(credential: [UInt8], secretAccessKey: String, scope: CredentialScope) -> [UInt8] {
        let known = generations.withLock { generations in
            generations.young[credential] ?? generations.promote(credential, size: generationSize)
        }
        if let known, known.secretAccessKey == secretAccessKey { return known.key }
        let key = SigningKey.derive(secretAccessKey: secretAccessKey, scope: scope)
        generations.withLock { generations in
            generations.insert(Entry(secretAccessKey: secretAccessKey, key: key), credential, size: generationSize)
        }
        return key
    }
}

extension SigningKeyCache.Generations {
    fileprivate mutating func promote(_ credential: [UInt8], size: Int) -> SigningKeyCache.Entry? {
        guard let entry = old.removeValue(forKey: credential) else { return nil }
        insert(entry, credential, size: size)
        return entry
    }

    fileprivate mutating func insert(_ entry: SigningKeyCache.Entry, _ credential: [UInt8], size: Int) {
        if young.count >= size, young[credential] == nil {
            old = young
            young = [:]
        }
        young[credential] = entry
        old[credential] = nil
    }
}
