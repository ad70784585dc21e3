import Determinism
import Foundation

/// What is known of earlier runs: how long each page took, by which a run is divided into shards, and which failed last.
package struct RunRecord: Sendable, Equatable, Codable {
    /// A file with another version is refused.
    private static let version = 1

    /// By page and row (``InstanceID/unrepeated``).
    package private(set) var seconds: [String: Double] = [:]
    /// The pages and rows that failed when they were played last, or were wrong.
    package private(set) var failed: Set<String> = []

    package init() {}

    /// Takes what a run says; of what it did not play, nothing changes.
    package mutating func take(_ run: RunOutcome) {
        let playings = Dictionary(grouping: run.instances, by: \.id.unrepeated)
        for (name, instances) in playings {
            let standings = instances.map(Standing.init)
            if standings.contains(where: \.isFailure) {
                failed.insert(name)
            } else if standings.contains(where: { $0 == .passed || $0 == .flaky }) {
                failed.remove(name)
            }
            let played = instances.filter { [.passed, .flaky, .failed].contains(Standing($0)) }
            guard !played.isEmpty else { continue }
            let mean = played.map(\.duration).reduce(0, +) / Double(played.count)
            seconds[name] = (mean * 1000).rounded() / 1000
        }
    }

    private enum Key: String, CodingKey {
        case version, seconds, failed
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        guard try values.decode(Int.self, forKey: .version) == Self.version else {
            throw Problem("it has another version than \(Self.version)")
        }
        seconds = try values.decode([String: Double].self, forKey: .seconds)
        guard seconds.values.allSatisfy({ $0.isFinite && $0 >= 0 }) else { throw Problem("a duration is negative") }
        failed = Set(try values.decode([String].self, forKey: .failed))
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(Self.version, forKey: .version)
        try values.encode(seconds, forKey: .seconds)
        try values.encode(failed.sorted(), forKey: .failed)
    }
}

/// The file in which a run looks up earlier ones, and writes itself down.
package struct RunRecordFile: Sendable {
    package let path: String
    /// The path as the option has it; nil for the file that is taken where no option names one.
    private let name: String?

    /// - Parameters:
    ///   - option: what `--durations` says.
    ///   - cacheFolder: the caller's folder for what can be made again; nil where there is none.
    package init?(option: String?, workingDirectory: String, cacheFolder: String?) {
        if let option {
            path = option.hasPrefix("/") ? option : workingDirectory + "/" + option
            name = option
            return
        }
        guard let cacheFolder else { return nil }
        // A folder's pages are another's even where they have the same names.
        var stream = RandomStream(derivedFrom: workingDirectory)
        path = cacheFolder + "/drydock/runs/" + stream.text(16, of: "0123456789abcdef") + ".json"
        name = nil
    }

    /// - Returns: nil where nothing was written down yet.
    /// - Throws: ``OptionProblem`` for a file that is not such a record.
    package func read() throws(OptionProblem) -> RunRecord? {
        guard let data = FileManager.default.contents(atPath: path) else {
            if name != nil, FileManager.default.fileExists(atPath: path) {
                throw OptionProblem(
                    "--durations \(name ?? path) cannot be read; check that it is a file that you may read"
                )
            }
            return nil
        }
        do {
            return try JSONDecoder().decode(RunRecord.self, from: data)
        } catch {
            throw OptionProblem("\(name ?? path) is not a file of durations that drydock test wrote; remove it")
        }
    }

    /// - Throws: ``OptionProblem``, where a file that an option names cannot be written.
    package func write(_ record: RunRecord) throws(OptionProblem) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            let data = try encoder.encode(record)
            if name == nil {
                let folder = (path as NSString).deletingLastPathComponent
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            }
            try (data + Data("\n".utf8)).write(to: URL(filePath: path), options: .atomic)
        } catch {
            // Nobody asked for the other one, and a folder that cannot be written is not a reason for a run to fail.
            guard let name else { return }
            throw OptionProblem(
                "--durations \(name) cannot be written; check that its folder is there and you may write it"
            )
        }
    }
}
