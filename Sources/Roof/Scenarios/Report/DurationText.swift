import Foundation

/// How long something took, as people read it: `12 ms`, `3.4 s`, `2 min 5 s`.
enum DurationText {
    /// - Parameter seconds: not negative.
    static func of(_ seconds: Double) -> String {
        let milliseconds = (seconds * 1000).rounded()
        if milliseconds < 1000 { return "\(Int(milliseconds)) ms" }
        let tenths = (seconds * 10).rounded() / 10
        if tenths < 60 { return "\(tenths) s" }
        let whole = Int(seconds.rounded())
        return "\(whole / 60) min \(whole % 60) s"
    }
}
