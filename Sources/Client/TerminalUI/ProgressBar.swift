/// A bar that says how much of some bytes is done: `Checking [#########-----------] 45 % of 1.2 GiB`.
package struct ProgressBar: Sendable, Equatable {
    private static let width = 20

    /// What is done, as a word at the start.
    package let title: String
    /// Bytes in all.
    package let total: Int

    package init(title: String, total: Int) {
        self.title = title
        self.total = total
    }

    /// - Parameter done: bytes; more than ``total`` counts as all of it.
    package func text(done: Int) -> String {
        let share = total > 0 ? min(1, max(0, Double(done) / Double(total))) : 1
        let filled = Int((share * Double(Self.width)).rounded(.down))
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: Self.width - filled)
        return "\(title) [\(bar)] \(Int((share * 100).rounded(.down))) % of \(ByteCount.text(total))"
    }
}

/// Numbers of bytes as people read them.
package enum ByteCount {
    private static let units = ["KiB", "MiB", "GiB", "TiB"]

    /// `512 bytes`, `4.0 KiB`, `1.2 GiB`.
    package static func text(_ bytes: Int) -> String {
        var value = Double(bytes)
        var unit: String?
        for next in units where value >= 1_024 {
            value /= 1_024
            unit = next
        }
        guard let unit else { return "\(bytes) bytes" }
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
}
