extension Table {
    /// The width of each column, its two spaces of padding included, so that the table fits `width` cells.
    ///
    /// A column wants its longest line. Where that is too much, the widest columns shrink together towards the next
    /// widest, until the table fits.
    func columnWidths(within width: Int) -> [Int] {
        var widths = columns.indices.map { index in
            let cells = [columns[index].heading] + rows.compactMap { index < $0.count ? $0[index] : nil }
            return 2 + (cells.flatMap(LineFolding.lines).map { DisplayWidth.of($0) }.max() ?? 0)
        }
        let available = max(0, width - columns.count - 1)
        var excess = widths.reduce(0, +) - available
        while excess > 0, let widest = widths.max(), widest > 0 {
            let next = widths.filter { $0 != widest }.max() ?? 0
            let gap = min(excess, widest - next)
            var sharing = widths.count { $0 == widest }
            var remaining = excess
            for index in widths.indices where widths[index] == widest {
                let share = min(gap, roundedHalfToEven(remaining, over: sharing))
                widths[index] -= share
                remaining -= share
                sharing -= 1
            }
            excess = remaining
        }
        return widths
    }

    private func roundedHalfToEven(_ dividend: Int, over divisor: Int) -> Int {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        let twice = remainder * 2
        if twice > divisor || (twice == divisor && !quotient.isMultiple(of: 2)) { return quotient + 1 }
        return quotient
    }
}
