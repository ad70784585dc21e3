import Synchronization

/// Where chance comes from: the system, or a seed.
///
/// With a seed, each name has its own sequence of streams: the n-th call of ``stream(_:)`` with one name always gives
/// the same stream, whatever other names were asked for in between, so concurrent uses do not disturb each other.
package final class Randomness: Sendable {
    private let seed: UInt64?
    private let counts = Mutex<[String: UInt64]>([:])

    private init(seed: UInt64?) {
        self.seed = seed
    }

    /// The system's generator, fit for keys.
    package static func system() -> Randomness { Randomness(seed: nil) }

    /// Predictable streams; never fit for real secrets.
    package static func seeded(_ seed: String) -> Randomness { Randomness(seed: stableHash(seed)) }

    /// Whether what comes out can be predicted.
    package var isPredictable: Bool { seed != nil }

    /// The next stream of `name`.
    package func stream(_ name: String) -> RandomStream {
        guard let seed else { return RandomStream() }
        let count = counts.withLock { counts in
            let count = counts[name, default: 0]
            counts[name] = count + 1
            return count
        }
        return RandomStream(state: stableHash(name, seed ^ mixed(count &+ 0x9E37_79B9_7F4A_7C15)))
    }
}

/// A generator of random numbers and of the identifiers made from them.
package struct RandomStream: RandomNumberGenerator, Sendable {
    /// Nil for the system's generator.
    private var state: UInt64?

    /// A stream of the system's generator.
    package init() {
        state = nil
    }

    fileprivate init(state: UInt64) {
        self.state = state
    }

    /// A stream that `name` alone decides: for what must not depend on the order in which things are made, such as
    /// the unique ID of a user, which derives from its ARN and the seed.
    package init(derivedFrom name: String) {
        state = stableHash(name)
    }

    package mutating func next() -> UInt64 {
        guard let current = state else {
            var system = SystemRandomNumberGenerator()
            return system.next()
        }
        // SplitMix64 (Steele, Lea, Flood 2014).
        let advanced = current &+ 0x9E37_79B9_7F4A_7C15
        state = advanced
        return mixed(advanced)
    }

    /// `count` random bytes.
    package mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 7)
        while bytes.count < count {
            withUnsafeBytes(of: next().littleEndian) { bytes.append(contentsOf: $0) }
        }
        return Array(bytes.prefix(count))
    }

    /// `count` characters drawn from `alphabet`, which must not be empty.
    package mutating func text(_ count: Int, of alphabet: String) -> String {
        let characters = Array(alphabet)
        return String((0..<count).map { _ in characters[Int.random(in: 0..<characters.count, using: &self)] })
    }

    /// A version 4 UUID in lower case (RFC 9562, 5.4).
    package mutating func uuid() -> String {
        var value = bytes(16)
        value[6] = value[6] & 0x0F | 0x40
        value[8] = value[8] & 0x3F | 0x80
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in value.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(0x2D) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// An identifier as IAM makes them: `prefix`, then characters of `A-Z2-7`, 20 in all for keys (`AKIA`, `ASIA`, `APKA`)
    /// and 21 for the others.
    package mutating func awsUniqueID(_ prefix: String) -> String {
        let length = ["AKIA", "ASIA", "APKA"].contains(prefix) ? 20 : 21
        return prefix + text(length - prefix.count, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    }

    /// A secret access key: 40 characters of the base64 alphabet.
    package mutating func secretAccessKey() -> String {
        text(40, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    }
}

/// FNV-1a with a final mix: the same on every machine, unlike `Hasher`.
private func stableHash(_ text: String, _ basis: UInt64 = 0) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ basis
    for byte in text.utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    return mixed(hash)
}

private func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
}
