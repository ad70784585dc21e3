/// The lines of a report about differences: those that differ, some that fit around them, and no more than anybody reads.
struct DifferenceLines {
    private static let context = 3
    /// How many lines that differ are shown.
    static let limit = 200

    private(set) var lines: [String] = []
    private var before: [String] = []
    /// Whether lines that fit were left out since the last that is shown.
    private var hasGap = false
    /// How many lines that fit still belong to the difference above them.
    private var after = 0
    private var differing = 0
    private var omitted = 0

    /// Whether no more is shown.
    var isFull: Bool { differing >= Self.limit }

    /// A line that fits.
    mutating func same(_ text: String) {
        if after > 0 {
            after -= 1
            lines.append("  " + Excerpt.line(text))
            return
        }
        before.append(text)
        if before.count > Self.context {
            before.removeFirst()
            hasGap = true
        }
    }

    /// Lines that differ, marked already.
    mutating func differ(_ texts: String...) {
        if isFull {
            omitted += texts.count
            return
        }
        if hasGap { lines.append("  ⋮") }
        lines += before.map { "  " + Excerpt.line($0) } + texts
        before = []
        hasGap = false
        after = Self.context
        differing += texts.count
    }

    /// Lines that differ and are not shown.
    mutating func omit(_ count: Int) { omitted += count }

    /// All of it, once everything was told.
    var finished: [String] {
        var lines = lines
        if omitted > 0 {
            lines.append("  ⋮ (\(omitted) more lines differ)")
        } else if hasGap || !before.isEmpty {
            lines.append("  ⋮")
        }
        return lines
    }
}
