/// Matches a sequence of elements against a pattern of elements and gaps, as `...` on a line of its own is one.
enum SequencePattern {
    /// An element, or a gap that stands for any number of them.
    enum Part<Element> {
        case element(Element)
        case gap
    }

    /// Elements that stand side by side, and where they start.
    private struct Attempt<Element> {
        let segment: Int
        var start: Int
        let bindings: Bindings
    }

    private struct Failure: Hashable {
        let segment: Int
        let bound: [Bindings.Binding]
    }

    /// The bindings with which `count` elements are what `parts` describes, gaps as short as they can be; nil where
    /// they are not.
    ///
    /// Where a variable's first place turns out to be wrong, the next one is tried, but at most `limit` comparisons are
    /// made, so a page cannot make a run endless.
    static func match<Element>(
        _ parts: [Part<Element>],
        count: Int,
        bindings: Bindings,
        limit: Int = 100_000,
        matches: (Element, Int, inout Bindings) -> Bool
    ) -> Bindings? {
        var segments: [[Element]] = [[]]
        for part in parts {
            switch part {
            case .element(let element): segments[segments.count - 1].append(element)
            case .gap: if segments.count == 1 || segments.last?.isEmpty == false { segments.append([]) }
            }
        }
        var comparisons = 0
        /// The bindings after `segment` at `start`; nil where it does not stand there.
        func attempt(_ segment: [Element], at start: Int, _ bindings: Bindings) -> Bindings? {
            guard start >= 0, start + segment.count <= count else { return nil }
            var bindings = bindings
            for (offset, element) in segment.enumerated() {
                comparisons += 1
                if !matches(element, start + offset, &bindings) { return nil }
            }
            return bindings
        }

        guard segments.count > 1 else {
            return segments[0].count == count ? attempt(segments[0], at: 0, bindings) : nil
        }
        guard let opened = attempt(segments[0], at: 0, bindings) else { return nil }
        let last = segments.count - 1
        var attempts = [Attempt<Element>(segment: 1, start: segments[0].count, bindings: opened)]
        // A segment not found from some line on is not found from a later one either, the bindings being the same.
        var hopeless: [Failure: Int] = [:]
        while var current = attempts.popLast() {
            if comparisons > limit { return nil }
            let segment = segments[current.segment]
            if current.segment == last {
                let start = count - segment.count
                if start >= current.start, let found = attempt(segment, at: start, current.bindings) { return found }
                continue
            }
            let failure = Failure(
                segment: current.segment,
                bound: Array(current.bindings.all.dropFirst(bindings.all.count))
            )
            if let start = hopeless[failure], current.start >= start { continue }
            var found: (start: Int, bindings: Bindings)?
            let first = current.start
            while current.start + segment.count <= count, comparisons <= limit {
                if let bindings = attempt(segment, at: current.start, current.bindings) {
                    found = (current.start, bindings)
                    break
                }
                current.start += 1
            }
            guard let found else {
                hopeless[failure] = min(first, hopeless[failure] ?? first)
                continue
            }
            // Where nothing new was bound, another place for this segment leaves less room and no other choice.
            if found.bindings != current.bindings {
                current.start = found.start + 1
                attempts.append(current)
            }
            attempts.append(
                Attempt(segment: current.segment + 1, start: found.start + segment.count, bindings: found.bindings)
            )
        }
        return nil
    }
}
