extension Prompt where Answer == String {
    /// Any text, as click's `prompt`.
    package static func text(_ text: String, default defaultText: String? = nil, isHidden: Bool = false) -> Prompt {
        Prompt(text, default: defaultText, isHidden: isHidden) { $0 }
    }

    /// One of `choices`, as click's `Choice`.
    ///
    /// - Parameter showsChoices: whether they stand in parentheses behind the text.
    package static func choice(
        _ text: String,
        of choices: [String],
        default defaultText: String? = nil,
        showsChoices: Bool = true
    ) -> Prompt {
        Prompt(text, default: defaultText, choices: showsChoices ? choices : []) { typed throws(InvalidAnswer) in
            guard !choices.contains(typed) else { return typed }
            let quoted = choices.map { "'\($0)'" }.joined(separator: ", ")
            throw .error("'\(typed)' is not " + (choices.count == 1 ? quoted : "one of \(quoted)") + ".")
        }
    }
}

extension Prompt where Answer == Int {
    /// A whole number, as click's `INT`.
    package static func integer(_ text: String, default value: Int? = nil) -> Prompt {
        Prompt(text, default: value.map { String($0) }) { typed throws(InvalidAnswer) in
            guard let number = Int(typed.trimmingBlanks) else { throw .error("'\(typed)' is not a valid integer.") }
            return number
        }
    }
}

extension Prompt where Answer == Bool {
    /// Yes or no, as click's `confirm`: `[y/N]`, `[Y/n]`, or without a default `[y/n]`.
    package static func confirmation(_ text: String, default value: Bool?) -> Prompt {
        let hint = value.map { $0 ? "Y/n" : "y/N" } ?? "y/n"
        return Prompt(text, whenEmpty: .isConverted, hint: hint, look: .click) {
            typed throws(InvalidAnswer) in
            switch typed.trimmingBlanks.lowercased() {
            case "y", "yes": return true
            case "n", "no": return false
            case "":
                guard let value else { throw .error("invalid input") }
                return value
            default: throw .error("invalid input")
            }
        }
    }

    /// Yes or no, as rich's `Confirm`: `[y/n]`, folded at the width, and nothing but these two letters.
    package static func yesOrNo(_ text: String) -> Prompt {
        Prompt(text, whenEmpty: .isConverted, hint: "y/n", look: .rich) { typed throws(InvalidAnswer) in
            switch typed.trimmingBlanks.lowercased() {
            case "y": return true
            case "n": return false
            default: throw .refused("Please enter Y or N")
            }
        }
    }
}

extension String {
    /// The text without the blanks at its ends, as Python's `strip`.
    fileprivate var trimmingBlanks: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
