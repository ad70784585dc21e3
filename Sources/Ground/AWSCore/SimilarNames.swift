/// Names that somebody may have meant.
package enum SimilarNames {
    /// `; did you mean 'a' or 'b'?` without the beginning: the names, quoted; nil where none is close.
    package static func suggestion(for name: String, among names: some Sequence<String>) -> String? {
        let wanted = name.lowercased()
        let allowed = max(1, min(3, wanted.count / 3))
        let close = names.compactMap { candidate -> (String, Int)? in
            let known = candidate.lowercased()
            if known == wanted { return (candidate, 0) }
            // Whoever leaves out a prefix such as AmazonEC2 means the policy that ends alike.
            if wanted.count >= 4, known.contains(wanted) || wanted.contains(known) { return (candidate, 1) }
            let distance = distance(Array(wanted.utf8), Array(known.utf8), limit: allowed)
            return distance.map { (candidate, $0) }
        }
        func rank(_ found: (name: String, distance: Int)) -> (Int, Int, String) {
            (found.distance, abs(found.name.count - name.count), found.name)
        }
        let best = close.sorted { rank($0) < rank($1) }.prefix(3).map { "'\($0.0)'" }
        return best.isEmpty ? nil : best.joined(separator: " or ")
    }

    /// How many letters must be put in, taken out, changed or swapped; nil where it is more than `limit`.
    private static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit, left.count <= 128, right.count <= 128 else { return nil }
        var before: [Int] = []
        var last = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    best = min(best, before[j - 1] + 1)
                }
                row.append(best)
            }
            before = last
            last = row
        }
        return last[right.count] <= limit ? last[right.count] : nil
    }
}
