/// How a playing went, as all reports call it.
enum Standing: String, CaseIterable, Sendable {
    case passed
    /// It passed, but not at once.
    case flaky
    case failed
    case skipped
    /// The page, its world or the like is wrong.
    case wrong
    case stopped = "not played to the end"
    /// The run ended before it.
    case notPlayed = "not begun"

    init(_ instance: InstanceOutcome) {
        self =
            switch instance.verdict {
            case .passed: instance.isFlaky ? .flaky : .passed
            case .failed: .failed
            case .skipped: .skipped
            case .wrong: .wrong
            case .interrupted: .stopped
            case .notPlayed: .notPlayed
            }
    }

    /// Whether it makes the page fail.
    var isFailure: Bool { self == .failed || self == .wrong }
}

/// How many playings of a run went which way.
struct Tally: Sendable, Equatable {
    private let counts: [Standing: Int]
    let total: Int

    init(_ run: RunOutcome) {
        counts = Dictionary(grouping: run.instances, by: Standing.init).mapValues(\.count)
        total = run.instances.count
    }

    subscript(standing: Standing) -> Int { counts[standing] ?? 0 }

    /// `1 passed, 2 failed, 0 skipped`, and what else there is.
    var text: String {
        let always: [Standing] = [.passed, .failed, .skipped]
        let others = Standing.allCases.filter { !always.contains($0) && self[$0] > 0 }
        return (always + others).map { "\(self[$0]) \($0.rawValue)" }.joined(separator: ", ")
    }
}
