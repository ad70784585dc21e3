/// Places segments one after the other, with gaps between them that are as short as they can be: what `[..]` means within
/// a line and `...` among lines.
///
/// Where a segment stands does not matter to those behind it, so the first place is the right one, and the work grows
/// with the length of what is searched. Only a segment that binds variables may have to move on, for another place binds
/// them otherwise; how much is searched again is limited, so that a page cannot make a run endless.
enum GapPlacement {
    /// Where a segment stands, and what its variables stand for there.
    struct Place {
        let start: Int
        let end: Int
        let bindings: Bindings
    }

    private struct Attempt {
        let segment: Int
        let start: Int
        let bindings: Bindings
    }

    private struct Failure: Hashable {
        let segment: Int
        let bound: [Bindings.Binding]
    }

    /// Where the last segment stands; nil where they do not fit.
    ///
    /// - Parameters:
    ///   - segments: how many there are, at least two.
    ///   - length: of what is searched.
    ///   - opening: where the first one stands, which has no gap before it.
    ///   - first: the first place of a segment at or after a position.
    ///   - closing: the place of the last segment, at or after a position.
    static func place(
        _ segments: Int,
        in length: Int,
        after opening: Place,
        first: (_ segment: Int, _ start: Int, Bindings) -> Place?,
        closing: (_ start: Int, Bindings) -> Place?
    ) -> Place? {
        let known = opening.bindings.all.count
        var attempts = [Attempt(segment: 1, start: opening.end, bindings: opening.bindings)]
        // A segment not found from some position on is not found from a later one either, the bindings being the same.
        var hopeless: [Failure: Int] = [:]
        var hasFailed = false
        var searchedAgain = 0
        let limit = 100_000 + 2 * length
        while let attempt = attempts.popLast() {
            if searchedAgain > limit { return nil }
            if hasFailed { searchedAgain += 1 }
            if attempt.segment == segments - 1 {
                if let place = closing(attempt.start, attempt.bindings) { return place }
                hasFailed = true
                continue
            }
            let failure = Failure(segment: attempt.segment, bound: Array(attempt.bindings.all.dropFirst(known)))
            if let start = hopeless[failure], attempt.start >= start { continue }
            let found = first(attempt.segment, attempt.start, attempt.bindings)
            if hasFailed { searchedAgain += (found?.end ?? length) - attempt.start }
            guard let found else {
                hopeless[failure] = attempt.start
                hasFailed = true
                continue
            }
            if found.bindings.all.count > attempt.bindings.all.count {
                attempts.append(
                    Attempt(segment: attempt.segment, start: found.start + 1, bindings: attempt.bindings)
                )
            }
            attempts.append(Attempt(segment: attempt.segment + 1, start: found.end, bindings: found.bindings))
        }
        return nil
    }
}
