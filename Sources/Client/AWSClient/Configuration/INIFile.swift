import Foundation
import Glibc

/// Reads the INI form of AWS's configuration files, as botocore reads it with Python's `configparser`.
///
/// Names and values are separated by `=` or `:`; lines that begin with `#` or `;` are comments; a line that is indented
/// deeper than its option continues it. An option whose first line is empty has settings of its own. Sections and
/// options may not repeat. `[DEFAULT]`, in capitals, gives values to every section.
enum INIFile {
    /// A section with the name between its brackets.
    struct Section: Equatable {
        let name: String
        var settings = AWSConfiguration.Profile()
    }

    /// The sections of a file in their order; none where there is no such file.
    static func read(_ path: String) throws(AWSConfigurationError) -> [Section] {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno != ENOENT, errno != ENOTDIR else { return [] }
            throw .unreadable(file: path, reason: String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFREG else { return [] }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .unreadable(file: path, reason: "permission denied")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw .malformed(file: path, line: 1, reason: "the file is not UTF-8")
        }
        return try parse(text, file: path)
    }

    /// - Parameter file: the name that errors carry.
    static func parse(_ text: String, file: String) throws(AWSConfigurationError) -> [Section] {
        var reader = INIReader(file: file)
        // Python's universal newlines.
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
            .split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() { try reader.read(line, number: index + 1) }
        return try reader.finish()
    }

    /// `NAME` of a section `KIND NAME`, where NAME may stand in quotes; nil for any other form.
    static func qualifiedName(_ section: String) -> String? {
        guard let words = shellWords(section), words.count == 2 else { return nil }
        return words[1]
    }

    /// Words as a shell would split them; nil where a quote does not end.
    static func shellWords(_ text: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var rest = text[...]
        while let character = rest.popFirst() {
            switch character {
            case _ where character == quote:
                quote = nil
            case "\\" where quote != "'":
                guard let next = rest.popFirst() else { return nil }
                let isPlain = quote == "\"" && next != "\"" && next != "\\"
                word = (word ?? "") + (isPlain ? "\\" : "") + String(next)
            case _ where quote != nil:
                word?.append(character)
            case "\"", "'":
                quote = character
                word = word ?? ""
            case _ where character.isWhitespace:
                if let ended = word { words.append(ended) }
                word = nil
            default:
                word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        return quote == nil ? words : nil
    }
}

/// The state of a file that is being read line by line.
private struct INIReader {
    /// An option and the lines of its value with their numbers.
    private struct Option {
        let name: String
        var lines: [(number: Int, text: String)]
    }

    private let file: String
    private var sections: [(name: String, options: [Option])] = []
    private var defaults: [Option] = []
    /// The section that options go to; -1 for `[DEFAULT]`, nil before the first.
    private var current: Int?
    private var continuesOption = false
    private var indent = 0

    init(file: String) {
        self.file = file
    }

    mutating func read(_ line: Substring, number: Int) throws(AWSConfigurationError) {
        let value = line.trimmed
        if value.hasPrefix("#") || value.hasPrefix(";") { return }
        if value.isEmpty {
            if continuesOption { extend(number, "") }
            return
        }
        let depth = line.prefix(while: \.isWhitespace).count
        if continuesOption, depth > indent {
            extend(number, value)
            return
        }
        indent = depth
        if value.hasPrefix("["), let end = value.lastIndex(of: "]"), value.index(after: value.startIndex) < end {
            try open(String(value[value.index(after: value.startIndex)..<end]), number)
        } else {
            try add(value, number)
        }
    }

    mutating func finish() throws(AWSConfigurationError) -> [INIFile.Section] {
        var result: [INIFile.Section] = []
        for (name, options) in sections {
            var section = INIFile.Section(name: name)
            for option in defaults + options { try settle(option, in: &section.settings) }
            result.append(section)
        }
        return result
    }

    private mutating func open(_ name: String, _ number: Int) throws(AWSConfigurationError) {
        continuesOption = false
        if name == "DEFAULT" {
            current = -1
            return
        }
        guard !sections.contains(where: { $0.name == name }) else {
            throw .malformed(file: file, line: number, reason: "the section '\(name)' is there already")
        }
        sections.append((name, []))
        current = sections.count - 1
    }

    private mutating func add(_ value: String, _ number: Int) throws(AWSConfigurationError) {
        guard let current else {
            throw .malformed(file: file, line: number, reason: "a section such as [default] must come first")
        }
        guard let delimiter = value.firstIndex(where: { $0 == "=" || $0 == ":" }) else {
            throw .malformed(file: file, line: number, reason: "'NAME = VALUE' or a section was expected")
        }
        let name = value[..<delimiter].trimmed.lowercased()
        guard !name.isEmpty else {
            throw .malformed(file: file, line: number, reason: "a name is missing before '\(value[delimiter])'")
        }
        let known = current < 0 ? defaults : sections[current].options
        guard !known.contains(where: { $0.name == name }) else {
            throw .malformed(file: file, line: number, reason: "'\(name)' is set twice in one section")
        }
        let option = Option(name: name, lines: [(number, value[value.index(after: delimiter)...].trimmed)])
        if current < 0 {
            defaults.append(option)
        } else {
            sections[current].options.append(option)
        }
        continuesOption = true
    }

    private mutating func extend(_ number: Int, _ text: String) {
        guard let current else { return }
        if current < 0 {
            defaults[defaults.count - 1].lines.append((number, text))
        } else {
            let last = sections[current].options.count - 1
            sections[current].options[last].lines.append((number, text))
        }
    }

    private func settle(
        _ option: Option,
        in settings: inout AWSConfiguration.Profile
    ) throws(AWSConfigurationError) {
        let text = option.lines.map(\.text).joined(separator: "\n").trimmedEnd
        guard text.hasPrefix("\n") else {
            settings.subsections[option.name] = nil
            settings.values[option.name] = text
            return
        }
        var nested: [String: String] = [:]
        for line in option.lines where !line.text.isEmpty {
            guard let equals = line.text.firstIndex(of: "=") else {
                throw .malformed(
                    file: file,
                    line: line.number,
                    reason: "'NAME = VALUE' was expected among the settings of '\(option.name)'"
                )
            }
            nested[line.text[..<equals].trimmed] = line.text[line.text.index(after: equals)...].trimmed
        }
        settings.values[option.name] = nil
        settings.subsections[option.name] = nested
    }
}

extension StringProtocol {
    /// Without the white space at both ends.
    var trimmed: String { String(drop(while: \.isWhitespace)).trimmedEnd }

    /// Without the white space at the end.
    var trimmedEnd: String {
        guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[...last])
    }
}
