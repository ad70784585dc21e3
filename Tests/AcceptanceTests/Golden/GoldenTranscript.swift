import ClientComparison
import Foundation

/// A record of what ZenML showed: commands one after the other, and what was done between them. See `golden/README.md`.
struct GoldenTranscript {
    enum Item {
        case command(GoldenCommand)
        /// A file below the home.
        case file(name: String, contents: String)
        /// What was done before the next command, in words.
        case note(String)
    }

    struct GoldenCommand {
        let line: Int
        let text: String
        /// What was piped in or typed.
        var input = ""
        var isTerminal = false
        var shown = Shown()
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The two digits that its name begins with.
    let number: String
    let columns: Int
    /// The variables of the first line.
    let variables: [String: String]
    let items: [Item]

    init(name: String, text: String) throws(Failure) {
        number = String(name.prefix(2))
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let first = lines.first, first.hasPrefix("# env:") else {
            throw Failure(description: "\(name) does not begin with its environment")
        }
        var variables: [String: String] = [:]
        for word in first.split(separator: " ") where word.contains("=") {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            variables[parts[0]] = parts[1]
        }
        columns = variables["COLUMNS"].flatMap { Int($0) } ?? 160
        self.variables = variables.filter { $0.key.hasPrefix("AWS_") }
        var reader = Reader(lines: lines)
        items = reader.read()
    }

    /// Goes through the lines.
    private struct Reader {
        let lines: [String]
        private var index = 1
        private var items: [Item] = []

        init(lines: [String]) {
            self.lines = lines.last == "" ? lines.dropLast() : lines
        }

        mutating func read() -> [Item] {
            while index < lines.count {
                let line = lines[index]
                index += 1
                if line.hasPrefix("$ ") {
                    readCommand(String(line.dropFirst(2)))
                } else if line.hasPrefix("# file ~/"), line.hasSuffix(":") {
                    items.append(.file(name: String(line.dropFirst(9).dropLast()), contents: indented()))
                } else if line.hasPrefix("# ") {
                    // What is indented is a listing: of calls, or of the store.
                    if !line.hasPrefix("#   ") { items.append(.note(String(line.dropFirst(2)))) }
                }
            }
            return items
        }

        private mutating func indented() -> String {
            var text = ""
            while index < lines.count, lines[index].hasPrefix("#   ") || lines[index] == "#" {
                text += lines[index].dropFirst(4) + "\n"
                index += 1
            }
            return text
        }

        private mutating func readCommand(_ text: String) {
            var command = GoldenCommand(line: index, text: text)
            var isError = false
            var hasEnd = true
            while index < lines.count, !lines[index].hasPrefix("$ "), !lines[index].hasPrefix("# ") {
                var line = lines[index]
                index += 1
                if line.hasPrefix("[stdin] ") {
                    command.input = Self.texts("[" + line.dropFirst(8) + "]").joined()
                } else if line.hasPrefix("[terminal]") {
                    command.isTerminal = true
                    command.input = Self.texts(String(line.drop { $0 != ":" }.dropFirst())).joined()
                } else if line == "[stderr]" {
                    isError = true
                } else if line.hasPrefix("[exit "), let status = Int32(line.dropFirst(6).dropLast()) {
                    command.shown.status = status
                } else {
                    if line.hasSuffix("[no newline]") {
                        line = String(line.dropLast(12))
                        hasEnd = false
                    }
                    let shown = line + (hasEnd ? "\n" : "")
                    hasEnd = true
                    if isError { command.shown.error += shown } else { command.shown.output += shown }
                }
            }
            items.append(.command(command))
        }

        /// The texts of a JSON array.
        private static func texts(_ json: String) -> [String] {
            (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? []
        }
    }
}
