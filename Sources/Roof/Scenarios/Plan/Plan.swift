import Determinism

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

    package private(set) var entries: [Entry]
    /// The order in which entries are begun: their places, each once.
    package private(set) var order: [Int]
    /// Which part of a whole run these are; nil for all of it.
    package private(set) var part: RunOutcome.Part?

    package init(_ entries: [Entry]) {
        self.entries = entries
        order = Array(entries.indices)
    }

    /// Each scenario once.
    package init(_ scenarios: [Scenario]) {
        self.init(scenarios.map { .play(Instance(id: InstanceID(page: $0.file), scenario: $0)) })
    }

    /// Only the entries that `isWanted`.
    package func filtered(_ isWanted: (Entry) -> Bool) -> Plan { Plan(entries.filter(isWanted)) }

    /// Each page `count` times. What is not played is there once.
    package func repeated(_ count: Int) -> Plan {
        Plan(
            entries.flatMap { entry -> [Entry] in
                guard case .play(let instance) = entry else { return [entry] }
                return (1...max(1, count)).map { number in
                    .play(Instance(id: instance.id.repeated(number), scenario: instance.scenario))
                }
            }
        )
    }

    /// The entries of one shard.
    ///
    /// - Parameter record: how long they took before.
    package func part(of shard: Shard, by record: RunRecord) -> Plan {
        let shares = shard.shares(entries.map { record.seconds[$0.id.unrepeated] })
        let places = entries.indices.filter { shares[$0] == shard.index }
        var plan = Plan(places.map { entries[$0] })
        plan.part = RunOutcome.Part(index: shard.index, count: shard.count, places: places, total: entries.count)
        return plan
    }

    /// The same entries, begun in an order that `seed` decides.
    package func shuffled(seed: UInt64) -> Plan {
        var plan = self
        var stream = RandomStream(derivedFrom: "order \(seed)")
        plan.order.shuffle(using: &stream)
        return plan
    }
}

/// One playing of a page.
package struct Instance: Sendable {
    package let id: InstanceID
    package let scenario: Scenario
    /// What stands in for somebody's policies in the world; nil where the world is as it is.
    package var replacement: PolicyReplacement?

    package init(id: InstanceID, scenario: Scenario) {
        self.id = id
        self.scenario = scenario
    }
}
