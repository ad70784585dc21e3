import AWSCore
package import Foundation

/// How long credentials still last, as tables show it (docs/zenml/connectors.md, "Expiry").
package enum ExpiryText {
    private static let expired = "📛 Expired!"

    /// `1d2h3m4s` without the parts that are zero, or that the end is past.
    ///
    /// - Parameter tolerance: seconds that end earlier; only where they were set explicitly.
    package static func remaining(until end: Date, tolerance: Int?, at now: Date) -> String {
        let left = end.addingTimeInterval(-Double(tolerance ?? 0)).timeIntervalSince(now)
        guard left >= 0 else { return expired }
        return duration(Int(exactly: left.rounded(.down)) ?? .max)
    }

    /// A moment in UTC as Python shows one: `2099-12-31 23:59:59`, with microseconds only where there are any.
    package static func moment(_ date: Date) -> String {
        let seconds = date.timeIntervalSince1970
        let whole = seconds.rounded(.down)
        let fraction = min(999_999, Int(((seconds - whole) * 1_000_000).rounded()))
        let text = String(AWSDate.extended(Date(timeIntervalSince1970: whole)).dropLast()).replacing("T", with: " ")
        if fraction == 0 { return text }
        let digits = String(fraction)
        return text + "." + String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// Seconds as `1d2h3m4s`; empty for none.
    package static func duration(_ seconds: Int) -> String {
        [(seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")]
            .filter { $0.0 > 0 }
            .map { "\($0.0)\($0.1)" }
            .joined()
    }
}
