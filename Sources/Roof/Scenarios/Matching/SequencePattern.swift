/// Matches a sequence of elements against a pattern of elements and gaps, as `...` on a line of its own is one.
enum SequencePattern {
    /// An element, or a gap that stands for any number of them.
    enum Part<Element> {
        case element(Element)
        case gap
    }

    /// The bindings with which `count` elements are what `parts` describes, gaps as short as they can be; nil where
    /// they are not. See ``GapPlacement`` for what it costs.
    static func match<Element>(
        _ parts: [Part<Element>],
        count: Int,
        bindings: Bindings,
        matches: (Element, Int, inout Bindings) -> Bool
    ) -> Bindings? {
        var segments: [[Element]] = [[]]
        for part in parts {
            switch part {
            case .element(let element): segments[segments.count - 1].append(element)
            case .gap: if segments.count == 1 || segments.last?.isEmpty == false { segments.append([]) }
            }
        }
        /// Where `segment` stands at `start`; nil where it does not.
        func place(_ segment: [Element], at start: Int, _ bindings: Bindings) -> GapPlacement.Place? {
            guard start >= 0, start + segment.count <= count else { return nil }
            var bindings = bindings
            for (offset, element) in segment.enumerated() {
                if !matches(element, start + offset, &bindings) { return nil }
            }
            return GapPlacement.Place(start: start, end: start + segment.count, bindings: bindings)
        }

        guard segments.count > 1 else {
            return segments[0].count == count ? place(segments[0], at: 0, bindings)?.bindings : nil
        }
        guard let opening = place(segments[0], at: 0, bindings) else { return nil }
        let last = segments[segments.count - 1]
        return GapPlacement.place(
            segments.count,
            in: count,
            after: opening,
            first: { number, start, bindings in
                let segment = segments[number]
                var start = start
                while start + segment.count <= count {
                    if let place = place(segment, at: start, bindings) { return place }
                    start += 1
                }
                return nil
            },
            closing: { start, bindings in
                start <= count - last.count ? place(last, at: count - last.count, bindings) : nil
            }
        )?.bindings
    }
}
