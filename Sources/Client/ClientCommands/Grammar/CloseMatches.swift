/// Words that are close to a word, as Python's `difflib.get_close_matches` finds them for click.
enum CloseMatches {
    private static let limit = 3
    private static let cutoff = 0.6

    /// The best matches, closest first.
    static func find(_ word: String, in candidates: [String]) -> [String] {
        let word = Array(word)
        let scored = candidates.map { (ratio(Array($0), word), $0) }.filter { $0.0 >= cutoff }
        return scored.sorted { $0.0 != $1.0 ? $0.0 > $1.0 : $0.1 > $1.1 }.prefix(limit).map(\.1)
    }

    /// Twice the number of characters in matching blocks, by the number of all characters.
    private static func ratio(_ left: [Character], _ right: [Character]) -> Double {
        let total = left.count + right.count
        return total == 0 ? 1 : 2 * Double(matches(left[...], right[...])) / Double(total)
    }

    /// The longest common block, and what matches on its two sides.
    private static func matches(_ left: ArraySlice<Character>, _ right: ArraySlice<Character>) -> Int {
        var best = (left: left.startIndex, right: right.startIndex, count: 0)
        for start in left.indices {
            for other in right.indices {
                var count = 0
                while start + count < left.endIndex, other + count < right.endIndex,
                    left[start + count] == right[other + count]
                { count += 1 }
                if count > best.count { best = (start, other, count) }
            }
        }
        guard best.count > 0 else { return 0 }
        return best.count + matches(left[..<best.left], right[..<best.right])
            + matches(left[(best.left + best.count)...], right[(best.right + best.count)...])
    }
}
