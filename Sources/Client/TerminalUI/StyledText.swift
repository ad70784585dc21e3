/// A piece of a line and what it is, which a terminal with colours shows.
package struct StyledText: Sendable, Equatable {
    package enum Style: Sendable, CaseIterable {
        /// What went well.
        case good
        /// What did not.
        case bad
        /// What wants to be looked at.
        case doubtful
        /// What is said besides.
        case faint
        case strong

        var code: String {
            switch self {
            case .good: "32"
            case .bad: "31"
            case .doubtful: "33"
            case .faint: "2"
            case .strong: "1"
            }
        }
    }

    package let text: String
    /// Nil for plain text.
    package let style: Style?

    package init(_ text: String, _ style: Style? = nil) {
        self.text = text
        self.style = style
    }
}

extension Terminal {
    /// A line of output that is never folded, in colours where the terminal has them.
    package func echo(_ line: [StyledText]) {
        let pieces = line.map { piece in
            let text = shown(piece.text)
            guard usesColour, let style = piece.style else { return text }
            return TextStyle.apply(style.code, to: text)
        }
        show(pieces.joined() + "\n")
    }
}
