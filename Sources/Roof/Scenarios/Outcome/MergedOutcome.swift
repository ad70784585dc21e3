extension RunOutcome {
    /// The whole of which these are the parts, as if it had been one run.
    ///
    /// - Parameter parts: all of its parts, in any order, with the names of their files; or a single whole run.
    /// - Throws: ``Problem``, where they are not the parts of one run, or one is missing.
    package init(merging parts: [(name: String, run: RunOutcome)]) throws(Problem) {
        guard let first = parts.first else { throw Problem("there is nothing to merge; name the parts") }
        if parts.count == 1, first.run.part == nil {
            self = first.run
            return
        }
        var places: [InstanceOutcome?] = []
        var names: [Int: String] = [:]
        var count = 0
        for (name, run) in parts {
            guard let part = run.part else {
                throw Problem("\(name) is not a part of a run: it was made without --shard")
            }
            if names.isEmpty {
                count = part.count
                guard (0...Self.largest).contains(part.total) else { throw Problem("\(name) has no sensible size") }
                places = Array(repeating: nil, count: part.total)
            }
            guard part.count == count, part.total == places.count, (1...count).contains(part.index),
                part.places.count == run.instances.count
            else { throw Problem("\(name) is not a part of the same run as \(first.name)") }
            if let other = names.updateValue(name, forKey: part.index) {
                throw Problem("\(name) and \(other) are both part \(part.index) of \(count); leave one of them out")
            }
            for (place, instance) in zip(part.places, run.instances) {
                guard places.indices.contains(place), places[place] == nil else {
                    throw Problem(
                        "\(name) has a page that another part has: the shards were not given the same durations"
                    )
                }
                places[place] = instance
            }
        }
        let missing = (1...max(1, count)).filter { names[$0] == nil }
        guard missing.isEmpty else {
            throw Problem("part \(missing.map(String.init).joined(separator: ", ")) of \(count) is missing")
        }
        let instances = places.compactMap(\.self)
        guard instances.count == places.count else {
            throw Problem("no part has all pages: the shards were not given the same durations")
        }
        self.init(instances)
    }

    /// No run has more instances than this.
    private static let largest = 10_000_000
}
