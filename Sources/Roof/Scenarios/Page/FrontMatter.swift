package import Foundation

/// What a page says about the conditions under which it runs.
package struct FrontMatter: Sendable, Equatable {
    /// How tables are compared.
    package enum TableComparison: String, Sendable {
        /// As drawn, character by character.
        case lines
        /// By headings and cells, whatever the columns' widths.
        case cells
    }

    /// The world's file, relative to the page; nil for the default world.
    package var world: String?
    /// The user whose access key stands in the sandbox's AWS configuration.
    package var identity: String?
    package var region: String?
    /// What the sandbox's home directory reads as.
    package var home: String?
    /// Where the clock stands; nil for real time.
    package var clock: Date?
    /// The terminal's width in cells.
    package var columns = 170
    /// Where chance comes from; nil for one that is derived from the page.
    package var seed: String?
    package var tables = TableComparison.lines
    /// Programs without which the page is skipped.
    package var requires: [String] = []
    /// The message that a page explains, as people see it and search for it.
    package var symptom: String?
    /// In a few words, why the message comes.
    package var cause: String?
    /// The pages whose steps are run first, relative to this one.
    package var uses: [PlacedText] = []
    /// The rows for each of which the page is played; none, and it is played once.
    package var matrix: [MatrixRow] = []
    /// The names, with their brackets, that stand for something in the page's output, and what for.
    package var captures: [String: CaptureDeclaration] = [:]
    /// How long a step may take; nil for the usual limit.
    package var timeout: Duration?

    package init() {}

    static let keys = [
        "world", "identity", "region", "home", "clock", "columns", "seed", "tables", "requires", "uses", "matrix",
        "captures", "timeout", "symptom", "cause",
    ]

    /// The front matter in `text`, YAML that starts at `firstLine` of the page.
    package static func parse(_ text: String, file: String, firstLine: Int) throws(PageError) -> FrontMatter {
        var errors = PageErrors()
        let matter = parse(text, file: file, firstLine: firstLine, row: nil, &errors)
        try errors.throwFirst()
        return matter
    }

    /// - Parameter row: the values that stand for names in it.
    static func parse(
        _ text: String,
        file: String,
        firstLine: Int,
        row: MatrixRow?,
        _ errors: inout PageErrors
    ) -> FrontMatter {
        let mapping = errors.attempt { () throws(PageError) in
            try YAMLMapping(text: text, file: file, firstLine: firstLine)
        }
        guard var mapping else { return FrontMatter() }
        mapping.row = row
        for error in mapping.unknownKeys(keys) { errors.add(error) }
        return FrontMatter(mapping, &errors)
    }

    /// Reads the keys of front matter and leaves others alone.
    init(_ mapping: YAMLMapping) throws(PageError) {
        var errors = PageErrors()
        self.init(mapping, &errors)
        try errors.throwFirst()
    }

    /// What is wrong with a key is added to `errors`, and the key left out.
    init(_ mapping: YAMLMapping, _ errors: inout PageErrors) {
        func text(_ key: String) -> String? {
            errors.attempt { () throws(PageError) in try mapping.text(key) } ?? nil
        }
        func value<Value>(_ key: String, _ what: String, _ read: (String) -> Value?) -> Value? {
            guard let text = text(key), let entry = mapping.entry(key) else { return nil }
            let value = read(text)
            if value == nil { errors.add(mapping.error(entry, "\(key) '\(text)' is not \(what)")) }
            return value
        }
        func texts(_ key: String) -> [PlacedText] {
            errors.attempt { () throws(PageError) in try mapping.texts(key) } ?? []
        }
        world = text("world")
        identity = text("identity")
        region = text("region")
        seed = text("seed")
        symptom = text("symptom")
        cause = text("cause")
        requires = texts("requires").map(\.text)
        uses = texts("uses")
        home = value("home", "an absolute path") { $0.hasPrefix("/") ? $0 : nil }
        clock = value("clock", "a time as in 2024-05-14T09:30:00Z") { try? Date($0, strategy: .iso8601) }
        columns = value("columns", "a number from 10 to 10000") { Self.columns($0) } ?? columns
        tables = value("tables", "a way to compare them: there are lines and cells") { .init(rawValue: $0) } ?? tables
        timeout = value("timeout", TimeLimitText.form) { TimeLimitText.duration($0) }
        matrix = errors.attempt { () throws(PageError) in try MatrixRow.rows(in: mapping) } ?? []
        captures = errors.attempt { () throws(PageError) in try CaptureDeclarations.read(mapping) } ?? [:]
    }

    private static func columns(_ text: String) -> Int? {
        Int(text).flatMap { (10...10_000).contains($0) ? $0 : nil }
    }
}
