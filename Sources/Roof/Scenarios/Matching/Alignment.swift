/// Which expected elements fit which that were shown, and what is left over: as many as possible fit.
struct Alignment {
    enum Part: Equatable {
        /// Fits: `expected[0]` is `actual[1]`.
        case same(Int, Int)
        /// A line `...`, and how many elements it stands for.
        case gap(Int, Range<Int>)
        case missing(Int)
        /// Elements that were shown and nothing expects.
        case unexpected(Range<Int>)
    }

    let comparison: Comparison
    let parts: [Part]
    /// Said of lines that do not fit because of what their variables stand for.
    let conflicts: [String]
    /// What the variables stood for before the step.
    let bindings: Bindings
    /// What they stand for after it, as far as it can be told: by the lines that fit, and by lines that were shown in
    /// place of others with the same kinds of variables in them.
    let bindingsAfter: Bindings

    init(_ comparison: Comparison, _ bindings: Bindings) {
        self.comparison = comparison
        self.bindings = bindings
        let raw = Self.parts(comparison, bindings)
        var running = bindings
        var parts: [Part] = []
        var conflicts: [String] = []
        // As many as there are expected elements to set against them.
        var missing: ArraySlice<Int> = []
        var unexpected: ArraySlice<Int> = []
        for part in raw {
            switch part {
            case .missing(let expected): missing.append(expected)
            case .unexpected(let actual): unexpected += actual.prefix(comparison.expected.count - unexpected.count)
            case .gap: (missing, unexpected) = ([], [])
            case .same(let expected, let actual):
                (missing, unexpected) = ([], [])
                let known = running
                if !comparison.matches(comparison.expected[expected], comparison.actual[actual], &running) {
                    running = known
                    conflicts += Self.conflicts(comparison, expected, actual, known)
                    parts += [.missing(expected), .unexpected(actual..<(actual + 1))]
                    continue
                }
            }
            parts.append(part)
            while let expected = missing.first, let actual = unexpected.first {
                conflicts += Self.conflicts(comparison, expected, actual, running)
                Self.bind(comparison, expected, actual, &running)
                missing.removeFirst()
                unexpected.removeFirst()
            }
        }
        self.parts = parts
        bindingsAfter = running
        var said: Set<String> = []
        self.conflicts = conflicts.filter { said.insert($0).inserted }
    }

    private static func parts(_ comparison: Comparison, _ bindings: Bindings) -> [Part] {
        let (expected, actual) = (comparison.expected, comparison.actual)
        // Long outputs are compared line by line where they are the same at the start, then as a whole block.
        var start = 0
        while start < min(expected.count, actual.count), !comparison.isGap(expected[start]) {
            var trial = bindings
            guard comparison.matches(expected[start], actual[start], &trial) else { break }
            start += 1
        }
        let head = (0..<start).map { Part.same($0, $0) }
        let rows = expected.count - start
        let columns = actual.count - start
        guard rows * columns <= 1_000_000 else {
            return head + (start..<expected.count).map(Part.missing) + [.unexpected(start..<actual.count)]
        }
        // best[row][column] counts what can still fit from there on; a gap takes lines in for less than a fit.
        let width = columns + 1
        var best = [Int](repeating: 0, count: (rows + 1) * width)
        var fits = [Bool](repeating: false, count: (rows + 1) * width)
        for row in stride(from: rows - 1, through: 0, by: -1) {
            let isGap = comparison.isGap(expected[start + row])
            for column in stride(from: columns, through: 0, by: -1) {
                let cell = row * width + column
                var value = best[cell + width]
                if column < columns {
                    if isGap {
                        value = max(value, best[cell + 1] + 1)
                    } else {
                        value = max(value, best[cell + 1])
                        var trial = bindings
                        if comparison.matches(expected[start + row], actual[start + column], &trial) {
                            fits[cell] = true
                            value = max(value, best[cell + width + 1] + 1_000)
                        }
                    }
                }
                best[cell] = value
            }
        }
        var parts = head
        var (row, column) = (0, 0)
        while row < rows {
            let cell = row * width + column
            if comparison.isGap(expected[start + row]) {
                let first = column
                while column < columns, best[row * width + column] == best[row * width + column + 1] + 1 { column += 1 }
                parts.append(.gap(start + row, (start + first)..<(start + column)))
                row += 1
            } else if fits[cell], best[cell] == best[cell + width + 1] + 1_000 {
                parts.append(.same(start + row, start + column))
                (row, column) = (row + 1, column + 1)
            } else if column < columns, best[cell] == best[cell + 1], best[cell] != best[cell + width] {
                parts.append(.unexpected((start + column)..<(start + column + 1)))
                column += 1
            } else {
                parts.append(.missing(start + row))
                row += 1
            }
        }
        return parts + [.unexpected((start + column)..<(start + columns))]
    }

    private static func conflicts(
        _ comparison: Comparison,
        _ expected: Int,
        _ actual: Int,
        _ bindings: Bindings
    ) -> [String] {
        return pairs(comparison, expected, actual).compactMap { name, value in
            if bindings.isConstant(name.text) || bindings.isConstant(value.text) { return nil }
            if let bound = bindings.value(of: name.text) {
                return bound == value.text
                    ? nil : "\(name.text) stands for \(bound), but here stands \(value.text)"
            }
            return bindings.variable(value.kind, for: value.text).map {
                "\(name.text) cannot stand for \(value.text): \($0) stands for it already"
            }
        }
    }

    /// Lets the variables of a line that is missing stand for what stands in the line that was shown in its place.
    private static func bind(
        _ comparison: Comparison,
        _ expected: Int,
        _ actual: Int,
        _ bindings: inout Bindings
    ) {
        if case .text(let pattern) = comparison.expectedLines[comparison.expected[expected].range.lowerBound].content {
            pattern.bindCaptures(comparison.actualLines[comparison.actual[actual].range.lowerBound], &bindings)
        }
        let pairs = pairs(comparison, expected, actual)
        guard pairs.allSatisfy({ $0.name.kind == $0.value.kind }) else { return }
        for (name, value) in pairs where !bindings.isConstant(name.text) {
            // One that is taken is a conflict, which is told.
            _ = bindings.bind(name.text, name.kind, to: value.text)
        }
    }

    private typealias Variable = (text: String, kind: VariableKind)

    /// The variables of an expected element beside those that were shown; none where there are not as many.
    private static func pairs(
        _ comparison: Comparison,
        _ expected: Int,
        _ actual: Int
    ) -> [(name: Variable, value: Variable)] {
        let names = comparison.expected[expected].range.flatMap { variables(comparison.expectedLines[$0].source) }
        let values = comparison.actual[actual].range.flatMap { variables(comparison.actualLines[$0]) }
        return names.count == values.count ? zip(names, values).map { ($0, $1) } : []
    }

    private static func variables(_ text: String) -> [Variable] {
        let bytes = Array(text.utf8)
        return VariableScanner.scan(bytes).compactMap { finding in
            guard case .variable(let kind) = finding.shape else { return nil }
            return (String(decoding: bytes[finding.range], as: UTF8.self), kind)
        }
    }
}
