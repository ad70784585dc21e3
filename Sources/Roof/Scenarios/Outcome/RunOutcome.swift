package import Foundation

/// How a run went: the outcome of each of its instances, in the plan's order.
package struct RunOutcome: Sendable, Equatable, Codable {
    /// The version of the JSON form. A file with another one is refused.
    package static let version = 1

    /// Which part of a run that was divided over several machines, and where its instances stand in the whole.
    package struct Part: Sendable, Equatable, Codable {
        /// Counted from 1.
        package let index: Int
        package let count: Int
        /// The places of the part's instances in the whole run, counted from 0.
        package let places: [Int]
        /// How many instances the whole run has.
        package let total: Int

        package init(index: Int, count: Int, places: [Int], total: Int) {
            self.index = index
            self.count = count
            self.places = places
            self.total = total
        }
    }

    package let instances: [InstanceOutcome]
    /// Nil for a whole run.
    package let part: Part?

    package init(_ instances: [InstanceOutcome], part: Part? = nil) {
        self.instances = instances
        self.part = part
    }

    /// 0 where nothing failed, 1 for failures, 2 where a page, a world or an option is wrong.
    package var exitStatus: Int32 {
        var status: Int32 = 0
        for instance in instances {
            switch instance.verdict {
            case .wrong: return 2
            case .failed: status = 1
            case .passed, .skipped, .interrupted, .notPlayed: break
            }
        }
        return status
    }

    /// Whether the run was interrupted before all pages were played. The exit status then is whoever's that
    /// interrupted it.
    package var isInterrupted: Bool {
        instances.contains { if case .interrupted = $0.verdict { true } else { false } }
    }

    /// When the first of its instances began; nil where there are none.
    package var start: Date? { instances.map(\.start).min() }

    /// How long it took from the beginning of its first instance to the end of its last, in seconds.
    package var duration: Double {
        guard let start, let end = instances.map({ $0.start.addingTimeInterval($0.duration) }).max() else { return 0 }
        return end.timeIntervalSince(start)
    }
}

extension RunOutcome {
    private enum Key: String, CodingKey {
        case version, instances, part
    }

    /// - Throws: ``Problem`` for a version that is not this one's.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let version = try values.decode(Int.self, forKey: .version)
        guard version == Self.version else {
            throw Problem("this report has version \(version); only version \(Self.version) can be read")
        }
        instances = try values.decode([InstanceOutcome].self, forKey: .instances)
        part = try values.decodeIfPresent(Part.self, forKey: .part)
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(Self.version, forKey: .version)
        try values.encode(instances, forKey: .instances)
        try values.encodeIfPresent(part, forKey: .part)
    }

    /// The run as JSON; times are seconds since 1970.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .secondsSince1970
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// Reads what ``json()`` wrote.
    ///
    /// - Throws: ``Problem``, where it is not JSON of this form and version.
    package init(json: Data) throws {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        do {
            self = try decoder.decode(RunOutcome.self, from: json)
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem("it is not a report that drydock test --report json=FILE wrote")
        }
    }
}
