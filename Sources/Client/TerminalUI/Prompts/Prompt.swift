/// What a person is asked, as a value: a terminal asks it (``Terminal/ask(_:)``), and a page or a test can answer it.
package struct Prompt<Answer: Sendable>: Sendable {
    /// Without what is shown behind it.
    package let text: String
    private let whenEmpty: EmptyAnswer
    /// Whether what is typed is not shown: a secret.
    package let isHidden: Bool
    let look: QuestionLook
    /// What stands in brackets behind the text.
    let hint: String?
    /// What may be chosen, in parentheses behind the text.
    let choices: [String]
    private let convert: @Sendable (String) throws(InvalidAnswer) -> Answer

    /// - Parameters:
    ///   - choices: shown in parentheses; what they allow is for `convert` to say.
    ///   - showsDefault: whether the default stands in brackets behind the text.
    ///   - convert: makes the answer of what was typed, or says what is wrong with it; the question is asked again then.
    package init(
        _ text: String,
        default defaultText: String? = nil,
        showsDefault: Bool = true,
        choices: [String] = [],
        isHidden: Bool = false,
        convert: @escaping @Sendable (String) throws(InvalidAnswer) -> Answer
    ) {
        self.init(
            text,
            whenEmpty: defaultText.map { .standsFor($0) } ?? .isAskedAgain,
            hint: showsDefault ? defaultText : nil,
            choices: choices,
            isHidden: isHidden,
            look: .click,
            convert: convert
        )
    }

    init(
        _ text: String,
        whenEmpty: EmptyAnswer,
        hint: String?,
        choices: [String] = [],
        isHidden: Bool = false,
        look: QuestionLook,
        convert: @escaping @Sendable (String) throws(InvalidAnswer) -> Answer
    ) {
        self.text = text
        self.whenEmpty = whenEmpty
        self.isHidden = isHidden
        self.look = look
        self.hint = hint
        self.choices = choices
        self.convert = convert
    }

    /// What is shown, the space before the answer included.
    package var prompt: String {
        let choices = choices.isEmpty ? "" : " (\(choices.joined(separator: ", ")))"
        return text + choices + (hint.map { " [\($0)]" } ?? "") + ": "
    }

    /// What `typed` answers.
    ///
    /// - Returns: nil where nothing was typed, and there is no default.
    package func answer(to typed: String) throws(InvalidAnswer) -> Answer? {
        guard typed.isEmpty else { return try convert(typed) }
        switch whenEmpty {
        case .standsFor(let text): return try convert(text)
        case .isConverted: return try convert(typed)
        case .isAskedAgain: return nil
        }
    }
}

/// What becomes of an answer without a character.
enum EmptyAnswer: Sendable {
    case standsFor(String)
    /// It is an answer like any other, or a wrong one.
    case isConverted
    case isAskedAgain
}

/// The two libraries by which ZenML asks, which show a question and say what is wrong with an answer each in its way.
enum QuestionLook: Sendable {
    /// click: never folded.
    case click
    /// rich: folded at the width, coloured.
    case rich
}

/// Why an answer is not taken, and how that is said before the question is asked again.
package enum InvalidAnswer: Error, Sendable, Equatable {
    /// `Error: ` and the text, on standard output. Of a hidden answer only that it was invalid.
    case error(String)
    /// A line of normal output.
    case declared(String)
    /// A warning.
    case warning(String)
    /// rich's line in red.
    case refused(String)
}

/// A person ended the input instead of answering, or interrupted: the command ends with ``Terminal/abort(_:)`` and 1.
package struct PromptAborted: Error, Sendable, Equatable {
    /// Whether a newline comes before `Aborted!`.
    package let endsLine: Bool

    package init(endsLine: Bool) {
        self.endsLine = endsLine
    }
}
