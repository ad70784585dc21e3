/// Reads `docs/differences.md`: each heading of the third level is a difference that the suites check, with the reason in
/// the text below it, and in a list what it is:
///
/// - `where:` commands that it concerns, one a line, in which `…` stands for anything;
/// - `in:` the transcripts and sequences in which it is seen, or `transcripts`, or `comparison`;
/// - `ZenML:` and `here:` a text, and what is shown in its place, or `nothing`; as many pairs as there are;
/// - `seen:` `by chance`, where a run need not meet it;
/// - `compared:` `names of options`, `message` or `all but prose`, where only that is.
package enum DifferencesPage {
    /// What is wrong with the page.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    static func parse(_ text: String) throws(Failure) -> [KnownDifference] {
        var differences: [KnownDifference] = []
        var entry: Entry?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("#") {
                if let difference = try entry?.difference() { differences.append(difference) }
                entry = line.hasPrefix("### ") ? Entry(title: String(line.dropFirst(4)), line: index + 1) : nil
            } else if entry != nil {
                try entry?.read(line, index + 1)
            }
        }
        if let difference = try entry?.difference() { differences.append(difference) }
        return differences
    }

    private struct Entry {
        let title: String
        let line: Int
        private var hasReason = false
        private var commands: [TextPattern] = []
        private var places: [String] = []
        private var rewritings: [Rewriting] = []
        private var pending: TextPattern?
        private var extent: KnownDifference.Extent?
        private var isByChance = false

        init(title: String, line: Int) {
            self.title = title
            self.line = line
        }

        mutating func read(_ line: Substring, _ number: Int) throws(Failure) {
            guard line.hasPrefix("- "), let colon = line.firstIndex(of: ":") else {
                if !line.isEmpty { hasReason = true }
                return
            }
            let key = line[line.index(line.startIndex, offsetBy: 2)..<colon]
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            switch key {
            case "where": commands.append(TextPattern(text: try DifferencesPage.code(value, number)))
            case "in": places += value.split(whereSeparator: { ", ".contains($0) }).map(String.init)
            case "ZenML": pending = TextPattern(text: try DifferencesPage.code(value, number))
            case "here":
                guard let theirs = pending else {
                    throw Failure(description: "line \(number): `here:` stands without `ZenML:` before it")
                }
                let ours = value == "nothing" ? "" : try DifferencesPage.code(value, number)
                rewritings.append(Rewriting(theirs: theirs, ours: ours))
                pending = nil
            case "compared":
                switch value {
                case "names of options": extent = .allButOptionNames
                case "message": extent = .stackTrace
                case "all but prose": extent = .prose
                default: throw Failure(description: "line \(number): `\(value)` is not something that can be compared")
                }
            case "seen":
                guard value == "by chance" else {
                    throw Failure(description: "line \(number): `seen:` takes `by chance`, not `\(value)`")
                }
                isByChance = true
            default: throw Failure(description: "line \(number): `\(key):` is not a key of a difference")
            }
        }

        func difference() throws(Failure) -> KnownDifference {
            guard hasReason else { throw Failure(description: "line \(line): \(title) has no reason") }
            guard pending == nil else {
                throw Failure(description: "line \(line): \(title) has `ZenML:` without `here:`")
            }
            guard rewritings.isEmpty || extent == nil else {
                throw Failure(description: "line \(line): \(title) has both texts and `compared:`")
            }
            let everything = commands.isEmpty ? nil : KnownDifference.Extent.everything
            guard let extent = extent ?? (rewritings.isEmpty ? everything : .texts(rewritings)) else {
                throw Failure(description: "line \(line): \(title) does not say where it is seen")
            }
            return KnownDifference(
                title: title,
                commands: commands,
                places: places,
                extent: extent,
                isByChance: isByChance
            )
        }
    }

    /// The text between backticks, as many on either side.
    private static func code(_ text: Substring, _ number: Int) throws(Failure) -> String {
        let fence = text.prefix { $0 == "`" }
        guard !fence.isEmpty, text.count > 2 * fence.count, text.hasSuffix(fence) else {
            throw Failure(description: "line \(number): a text stands between backticks")
        }
        let inside = text.dropFirst(fence.count).dropLast(fence.count)
        return String(
            fence.count > 1 && inside.hasPrefix(" ") && inside.hasSuffix(" ") ? inside.dropFirst().dropLast() : inside
        )
    }
}
