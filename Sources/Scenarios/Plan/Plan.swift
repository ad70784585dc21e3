/// What a run plays, in the order of its report.
package struct Plan: Sendable {
    package enum Entry: Sendable {
        case play(Instance)
        /// What is known before anything is played: a page that is wrong, or a companion whose page is not there.
        case settled(InstanceOutcome)

        package var id: InstanceID {
            switch self {
            case .play(let instance): instance.id
            case .settled(let outcome): outcome.id
            }
        }
    }

    package var entries: [Entry]

    package init(_ entries: [Entry]) {
        self.entries = entries
    }

    /// Each scenario once.
    package init(_ scenarios: [Scenario]) {
        entries = scenarios.map { .play(Instance(id: InstanceID(page: $0.file), scenario: $0)) }
    }
}

/// One playing of a page.
package struct Instance: Sendable {
    package let id: InstanceID
    package let scenario: Scenario

    package init(id: InstanceID, scenario: Scenario) {
        self.id = id
        self.scenario = scenario
    }
}
