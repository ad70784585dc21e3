package import Foundation

/// How a run went: the outcome of each of its instances, in the plan's order.
package struct RunOutcome: Sendable, Equatable, Codable {
    /// The version of the JSON form. A file with another one is refused.
    package static let version = 1

    package let instances: [InstanceOutcome]

    package init(_ instances: [InstanceOutcome]) {
        self.instances = instances
    }

    /// 0 where nothing failed, 1 for failures, 2 where a page, a world or an option is wrong.
    package var exitStatus: Int32 {
        var status: Int32 = 0
        for instance in instances {
            switch instance.verdict {
            case .wrong: return 2
            case .failed: status = 1
            case .passed, .skipped, .interrupted: break
            }
        }
        return status
    }

    /// Whether the run was interrupted before all pages were played. The exit status then is whoever's that
    /// interrupted it.
    package var isInterrupted: Bool {
        instances.contains { if case .interrupted = $0.verdict { true } else { false } }
    }
}

extension RunOutcome {
    private enum Key: String, CodingKey {
        case version, instances
    }

    /// - Throws: ``Problem`` for a version that is not this one's.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let version = try values.decode(Int.self, forKey: .version)
        guard version == Self.version else {
            throw Problem("this report has version \(version); only version \(Self.version) can be read")
        }
        instances = try values.decode([InstanceOutcome].self, forKey: .instances)
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(Self.version, forKey: .version)
        try values.encode(instances, forKey: .instances)
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
