import Foundation

/// Commands that both clients run one after the other, in a world and homes of their own.
struct Sequence {
    enum Step: Equatable {
        /// A command line, and what is typed when it asks.
        case command(line: Int, text: String, input: String)
        /// A variable has this value from now on; with an empty one it is not set.
        case variable(name: String, value: String)
        /// A file below the home.
        case file(name: String, contents: String)
        /// The first identifier that the last command showed, for later commands: `$name`, or `${name:8}` for its first
        /// eight characters.
        case identifier(String)
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let name: String
    let steps: [Step]

    /// Reads a sequence: a line a command, `> ` before what is typed, `@env NAME=VALUE`, `@file NAME` with the lines below
    /// it that begin with two blanks, `@id NAME`, and `#` before what is for people.
    init(name: String, text: String) throws(Failure) {
        self.name = name
        var steps: [Step] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let rest = { (prefix: String) in String(line.dropFirst(prefix.count)) }
            if line.hasPrefix("zenml") {
                steps.append(.command(line: index + 1, text: String(line), input: ""))
            } else if line.hasPrefix(">"), case .command(let number, let command, let input) = steps.last {
                steps[steps.count - 1] = .command(
                    line: number,
                    text: command,
                    input: input + (line.hasPrefix("> ") ? rest("> ") : "") + "\n"
                )
            } else if line.hasPrefix("@env "), let equals = line.firstIndex(of: "=") {
                let name = String(line[..<equals].dropFirst(5))
                steps.append(.variable(name: name, value: String(line[line.index(after: equals)...])))
            } else if line.hasPrefix("@file ") {
                steps.append(.file(name: rest("@file "), contents: ""))
            } else if line.hasPrefix("  "), case .file(let name, let contents) = steps.last {
                steps[steps.count - 1] = .file(name: name, contents: contents + rest("  ") + "\n")
            } else if line.hasPrefix("@id ") {
                steps.append(.identifier(rest("@id ")))
            } else if !line.isEmpty, !line.hasPrefix("#") {
                throw Failure(description: "\(name):\(index + 1): `\(line)` is not a step of a sequence")
            }
        }
        self.steps = steps
    }

    /// All sequences in a folder, in alphabetical order.
    static func all(in folder: String) throws -> [Sequence] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".txt") }.sorted().map {
            file in
            try Sequence(
                name: String(file.dropLast(4)),
                text: String(contentsOfFile: folder + "/" + file, encoding: .utf8)
            )
        }
    }
}
