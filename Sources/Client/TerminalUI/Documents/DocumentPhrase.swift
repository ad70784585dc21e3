/// A piece of a document's text, parts of which may stand out on a terminal with colours.
package struct DocumentPhrase: Sendable, Equatable, ExpressibleByStringLiteral {
    package enum Style: Sendable, Equatable {
        case plain
        case strong
        case emphasis
        /// What is typed as it stands.
        case code
        case title
        case heading
    }

    private struct Run: Sendable, Equatable {
        let text: String
        let style: Style
    }

    private var runs: [Run]

    package init(_ text: String, _ style: Style = .plain) {
        runs = [Run(text: text, style: style)]
    }

    package init(stringLiteral text: String) {
        self.init(text)
    }

    /// One phrase after the other.
    package static func + (left: DocumentPhrase, right: DocumentPhrase) -> DocumentPhrase {
        var phrase = left
        phrase.runs += right.runs
        return phrase
    }

    /// The text without styles.
    package var plain: String { runs.map(\.text).joined() }

    func rewritten(_ change: (String) -> String) -> DocumentPhrase {
        var phrase = self
        phrase.runs = runs.map { Run(text: change($0.text), style: $0.style) }
        return phrase
    }

    /// A line of ``plain`` with its colours; what stands out may run over a line's end.
    func coloured(_ line: Substring, of text: String) -> String {
        var result = ""
        var start = text.startIndex
        for run in runs {
            let end = text.utf8.index(start, offsetBy: run.text.utf8.count, limitedBy: text.endIndex) ?? text.endIndex
            let (from, to) = (max(start, line.startIndex), min(end, line.endIndex))
            if from < to {
                let part = text[from..<to]
                result += run.style.code.map { TextStyle.apply($0, to: part) } ?? String(part)
            }
            start = end
        }
        return result
    }
}

extension DocumentPhrase.Style {
    fileprivate var code: String? {
        switch self {
        case .plain: nil
        case .strong: TextStyle.documentStrong
        case .emphasis: TextStyle.documentEmphasis
        case .code: TextStyle.documentCode
        case .title: TextStyle.documentTitle
        case .heading: TextStyle.documentHeading
        }
    }
}
