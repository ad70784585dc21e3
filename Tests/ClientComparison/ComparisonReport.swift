/// What a suite found, a line a command.
package struct ComparisonReport: Sendable {
    package private(set) var lines: [String] = []
    private let show: @Sendable (String) -> Void
    package private(set) var same = 0
    package private(set) var listed = 0
    /// The commands that differ without being listed.
    package private(set) var differing: [String] = []

    /// - Parameter show: takes each line as soon as it is known.
    package init(show: @escaping @Sendable (String) -> Void) {
        self.show = show
    }

    /// - Parameters:
    ///   - place: where the command stands, such as `16:31`.
    ///   - command: the command line.
    package mutating func add(_ verdict: ComparisonJudge.Verdict, _ place: String, _ command: String) {
        switch verdict {
        case .same:
            same += 1
            add("same     \(place)  \(command)")
        case .listed(let titles):
            listed += 1
            add("listed   \(place)  \(command)  (\(titles.joined(separator: "; ")))")
        case .differs(let expected, let actual):
            differing.append("\(place)  \(command)")
            add("differs  \(place)  \(command)")
            for line in Self.difference(expected, actual) { add("         " + line) }
        }
    }

    private mutating func add(_ line: String) {
        lines.append(line)
        show(line)
    }

    /// One line about all.
    package var summary: String {
        "\(same + listed + differing.count) commands: \(same) same, \(listed) listed, \(differing.count) differ"
    }

    /// The lines that only one of both has, in their order.
    private static func difference(_ expected: [String], _ actual: [String]) -> [String] {
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in actual.difference(from: expected) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var lines: [String] = []
        var theirs = 0
        var ours = 0
        while theirs < expected.count || ours < actual.count {
            if theirs < expected.count, removed.contains(theirs) {
                lines.append("- " + expected[theirs])
                theirs += 1
            } else if ours < actual.count, inserted.contains(ours) {
                lines.append("+ " + actual[ours])
                ours += 1
            } else {
                theirs += 1
                ours += 1
            }
        }
        // Equal texts that stand for identifiers of others.
        return lines.isEmpty ? ["the identifiers stand for others than before"] : lines
    }
}
