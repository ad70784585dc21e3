import Cryptography
package import Foundation

/// The one-time codes that virtual MFA devices show: RFC 6238 with SHA-1, steps of 30 seconds, six digits.
///
/// A code says who holds the seed. That it counts once only is for whoever keeps the last step used.
package enum OneTimeCode {
    /// Seconds in a step.
    package static let period = 30
    /// Digits in a code.
    package static let length = 6

    /// The step that a moment falls into, counted from 1970; a moment before that falls into a negative one, and one
    /// beyond all calendars into step 0.
    package static func step(at moment: Date) -> Int {
        let steps = (moment.timeIntervalSince1970 / Double(period)).rounded(.down)
        return abs(steps) < 1e15 ? Int(steps) : 0
    }

    /// The code of a step.
    package static func code(seed: [UInt8], step: Int) -> String {
        let counter = UInt64(bitPattern: Int64(step))
        let message = (0..<8).map { UInt8(truncatingIfNeeded: counter >> (56 - 8 * UInt64($0))) }
        let code = HMAC.sha1(message, key: seed)
        // RFC 4226, 5.3: the last four bits say where the 31 bits of the code lie.
        let offset = Int(code[19] & 15)
        let number = code[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: length - digits.count) + digits
    }

    /// The code that a device with `seed` shows at a moment.
    package static func code(seed: [UInt8], at moment: Date) -> String {
        code(seed: seed, step: step(at: moment))
    }

    /// The step whose code was given: the present one, the one before or the one after, so that a device's clock may be
    /// a little off. The comparison takes the same time whatever was given.
    ///
    /// - Parameters:
    ///   - code: six ASCII digits; anything else matches nothing.
    ///   - window: how many steps either side of the present one count; 1 unless said otherwise.
    /// - Returns: the matching step, the nearest to the present; nil where none matches.
    package static func step(matching code: String, seed: [UInt8], at moment: Date, window: Int = 1) -> Int? {
        let present = step(at: moment)
        var found: Int?
        for distance in 0...max(0, window) {
            for step in Set([present - distance, present + distance]).sorted() {
                let matches = constantTimeEquals(self.code(seed: seed, step: step), code)
                if matches, found == nil { found = step }
            }
        }
        return found
    }
}
