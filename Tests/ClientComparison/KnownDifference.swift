import Foundation

/// A difference between ZenML and the client that is meant, as `docs/differences.md` lists it.
struct KnownDifference: Equatable {
    /// What of the outputs may differ.
    enum Extent: Equatable {
        /// These texts of ZenML's, each with what is shown here.
        case texts([Rewriting])
        /// All but the names of the options in a help text.
        case allButOptionNames
        /// The sentences of a description; see ``DescribedFacts``.
        case prose
        /// The box of a stack trace, and how the message below it is folded.
        case stackTrace
        /// Everything.
        case everything
    }

    let title: String
    /// Which commands it concerns; all where there is none.
    let commands: [TextPattern]
    /// The transcripts and sequences in which it is seen; all where there is none.
    let places: [String]
    let extent: Extent
    /// Whether it depends on chance, so that a run need not meet it.
    var isByChance = false

    func concerns(_ command: String, in place: ComparedPlace) -> Bool {
        (places.isEmpty || places.contains(place.name) || places.contains(place.suite.rawValue))
            && (commands.isEmpty || commands.contains { $0.isWhole(command) })
    }

    /// Whether a suite has to meet it.
    func isSeen(in suite: ComparedPlace.Suite) -> Bool {
        !isByChance && (places.isEmpty || places.contains { ComparedPlace(named: $0).suite == suite })
    }
}

/// A text of ZenML's, and what is shown in its place.
struct Rewriting: Equatable {
    let theirs: TextPattern
    let ours: String

    /// The text as it is shown here; nil where it does not hold what ZenML has otherwise.
    func applied(to text: String) -> String? { theirs.replaced(in: text, by: ours) }
}

/// A text in which `…` stands for anything within a line, and `⏎` for the end of one.
struct TextPattern: Equatable {
    let text: String

    func isWhole(_ line: String) -> Bool {
        guard let expression = try? NSRegularExpression(pattern: "^\(pattern)$") else { return false }
        return expression.firstMatch(in: line, range: NSRange(location: 0, length: (line as NSString).length)) != nil
    }

    /// - Parameter replacement: what stands in its place; each `…` in it is what the one here was.
    func replaced(in line: String, by replacement: String) -> String? {
        // What is replaced by nothing leaves no empty line behind.
        guard let expression = try? NSRegularExpression(pattern: pattern + (replacement.isEmpty ? "\\n?" : "")) else {
            return nil
        }
        let range = NSRange(location: 0, length: (line as NSString).length)
        guard expression.firstMatch(in: line, range: range) != nil else { return nil }
        var template = ""
        var gap = 0
        for character in replacement {
            switch character {
            case "…":
                gap += 1
                template += "$\(gap)"
            case "⏎": template += "\n"
            default: template += NSRegularExpression.escapedTemplate(for: String(character))
            }
        }
        return expression.stringByReplacingMatches(in: line, range: range, withTemplate: template)
    }

    private var pattern: String {
        text.enumerated().map { index, character in
            switch character {
            case "…": index == text.count - 1 ? "([^\\n]*)" : "([^\\n]*?)"
            case "⏎": "\\n"
            default: NSRegularExpression.escapedPattern(for: String(character))
            }
        }.joined()
    }
}

/// Where a command was compared.
package struct ComparedPlace: Sendable, Equatable {
    package enum Suite: String, Sendable {
        case transcripts
        case comparison
    }

    package let suite: Suite
    /// The number of a transcript, or the name of a sequence.
    package let name: String

    package init(suite: Suite, name: String) {
        self.suite = suite
        self.name = name
    }

    /// Transcripts have numbers for names.
    init(named name: String) {
        let isNumber = name.allSatisfy(\.isNumber)
        self.init(suite: Suite(rawValue: name) ?? (isNumber ? .transcripts : .comparison), name: name)
    }
}
