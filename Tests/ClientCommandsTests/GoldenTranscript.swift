import Foundation
import TestSupport

/// A recorded transcript of ZenML 0.63.0, taken apart into its commands.
struct GoldenTranscript {
    struct Step {
        /// As typed, without `zenml `.
        var command: String
        /// The notes before it, without `# `.
        var notes: [String] = []
        var output = ""
        var error = ""
        var status: Int32 = 0
        /// What was typed, line by line.
        var typed: [String] = []
        /// The recorded calls of AWS, where there are any.
        var calls: [String] = []
    }

    /// The variables of the first line.
    let variables: [String: String]
    let steps: [Step]

    private static let folder = "golden/zenml-0.63.0"

    /// The numbers of all of them.
    static func names() throws -> [String] {
        try SharedFolder.names(in: folder).filter { $0.hasSuffix(".txt") }.map { String($0.prefix(2)) }
    }

    init(_ name: String) throws {
        let folder = Self.folder
        let file = try SharedFolder.names(in: folder).first { $0.hasPrefix(name + "-") } ?? name
        let lines = try SharedFolder.text("\(folder)/\(file)").split(separator: "\n", omittingEmptySubsequences: false)
        let words = (lines.first ?? "").split(separator: " ").filter { $0.hasPrefix("AWS_") && $0.contains("=") }
        variables = Dictionary(
            words.map { word in
                let parts = word.split(separator: "=", maxSplits: 1)
                return (String(parts[0]), String(parts[1]))
            },
            uniquingKeysWith: { $1 }
        )
        var steps: [Step] = []
        var notes: [String] = []
        var isError = false
        for line in lines.dropFirst().dropLast(lines.last == "" ? 1 : 0) {
            if line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2).trimmingPrefix("zenml ")), notes: notes))
                notes = []
                isError = false
            } else if line.hasPrefix("#   api: ") {
                steps[steps.count - 1].calls.append(String(line.dropFirst(9)))
            } else if line.hasPrefix("# ") {
                notes.append(String(line.dropFirst(2)))
            } else if line.hasPrefix("[stdin] \""), line.hasSuffix("\"") {
                steps[steps.count - 1].typed = line.dropFirst(9).dropLast().replacing("\\n", with: "\n")
                    .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
            } else if line == "[stderr]" {
                isError = true
            } else if line.hasPrefix("[exit "), let status = Int32(line.dropFirst(6).dropLast()) {
                steps[steps.count - 1].status = status
            } else if isError {
                steps[steps.count - 1].error += line + "\n"
            } else {
                steps[steps.count - 1].output += line + "\n"
            }
        }
        self.steps = steps
    }
}

/// Makes one text of another: UUIDs of the recording stand for the ones of the run.
struct IdentifierBindings {
    private var bound: [String: String] = [:]

    func knows(_ recorded: String) -> Bool { bound[recorded] != nil }

    /// The recorded text with the run's UUIDs in it, where each has met the same one whenever it came.
    mutating func translate(_ recorded: String, toMatch actual: String) -> String {
        for (old, new) in zip(Self.identifiers(in: recorded), Self.identifiers(in: actual))
        where bound[old] == nil && !bound.values.contains(new) {
            bound[old] = new
        }
        return translate(recorded)
    }

    /// Known UUIDs, the prefix of 8 and the cut of GetFederationToken included.
    func translate(_ recorded: String) -> String {
        bound.reduce(recorded) { text, pair in
            text.replacing(pair.key, with: pair.value)
                .replacing(pair.key.prefix(16), with: pair.value.prefix(16))
                .replacing(pair.key.prefix(8), with: pair.value.prefix(8))
        }
    }

    /// A UUID.
    static var pattern: Regex<Substring> { /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/ }

    private static func identifiers(in text: String) -> [String] {
        text.matches(of: pattern).map { String($0.0) }
    }
}
