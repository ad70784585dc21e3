/// What somebody may have meant who wrote a word that is not known.
enum Suggestion {
    /// `. Did you mean 'columns'?`, or nothing where no word is close enough.
    static func text(for word: String, among known: [String]) -> String {
        let close = known.map { (distance(word, $0), $0) }.min { $0.0 < $1.0 }
        guard let close, close.0 <= word.count / 3 else { return "" }
        return ". Did you mean '\(close.1)'?"
    }

    /// How many characters must be added, taken away, replaced or swapped with their neighbour to make one of the other.
    private static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.lowercased()), Array(right.lowercased()))
        var before: [Int] = []
        var row = Array(0...right.count)
        for (index, character) in left.enumerated() {
            var next = [index + 1]
            for (column, other) in right.enumerated() {
                var cost = min(next[column] + 1, row[column + 1] + 1, row[column] + (character == other ? 0 : 1))
                if index > 0, column > 0, character == right[column - 1], left[index - 1] == other {
                    cost = min(cost, before[column - 1] + 1)
                }
                next.append(cost)
            }
            (before, row) = (row, next)
        }
        return row[right.count]
    }
}
