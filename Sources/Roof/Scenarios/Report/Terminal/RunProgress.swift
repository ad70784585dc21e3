/// How far a run has come, as its events tell it.
struct RunProgress: Sendable {
    /// After which time a page is slow enough to be named where there is a terminal, in seconds.
    static let slow = 3.0
    /// After which time it is where there is none.
    static let verySlow = 60.0
    /// How many slow pages are named at once.
    private static let named = 3

    private struct Running {
        let id: InstanceID
        let since: Double
        var steps = 0
        var isReported = false
    }

    let total: Int
    private(set) var finished = 0
    private(set) var failed = 0
    private var running: [Running] = []

    /// - Parameter total: how many instances the run has.
    init(total: Int) {
        self.total = total
    }

    /// Takes what happened.
    ///
    /// - Parameter now: seconds since the run began.
    mutating func take(_ event: OutcomeEvent, at now: Double) {
        switch event {
        case .instanceStarted(let id, _):
            // A page that is tried again begins again.
            running.removeAll { $0.id == id }
            running.append(Running(id: id, since: now))
        case .stepFinished(let id, _):
            if let index = running.firstIndex(where: { $0.id == id }) { running[index].steps += 1 }
        case .instanceFinished(let outcome):
            running.removeAll { $0.id == outcome.id }
            finished += 1
            if Standing(outcome).isFailure { failed += 1 }
        }
    }

    /// One line about all of it.
    func message(at now: Double) -> String {
        var text = "Replaying scenarios: \(finished) of \(total)"
        if failed > 0 { text += ", \(failed) failed" }
        let slow = running.filter { now - $0.since >= Self.slow }
        if slow.isEmpty { return text }
        let names = slow.prefix(Self.named).map { "\($0.id) (\(Self.state($0, at: now)))" }
        let others = slow.count - names.count
        return text + "; slow: " + names.joined(separator: ", ") + (others > 0 ? " and \(others) more" : "")
    }

    /// A line for each page that has become very slow since this was last asked.
    mutating func newlySlow(at now: Double) -> [String] {
        running.indices.compactMap { index in
            guard !running[index].isReported, now - running[index].since >= Self.verySlow else { return nil }
            running[index].isReported = true
            return "slow     \(running[index].id): still running (\(Self.state(running[index], at: now)))"
        }
    }

    private static func state(_ running: Running, at now: Double) -> String {
        "\(DurationText.of((now - running.since).rounded())), after \(CountText.of(running.steps, "step"))"
    }
}
