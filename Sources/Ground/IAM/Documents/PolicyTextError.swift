import Text

/// Why a text is not a policy document before its grammar is looked at.
struct PolicyTextError: Error, Equatable {
    let problem: PolicyError.Problem
    let line: Int
    /// ``PolicyError/column``.
    let column: Int
    /// What is wrong, in Drydock's words.
    let reason: String
    /// What AWS's JSON reader says, without the place.
    let sentence: String
}

/// The words for each fault: Drydock's, and those of the reader that AWS uses (Jackson; the first sentence was recorded
/// there, docs/aws/sts.md, "Errors"; the others are what that reader says).
extension PolicyTextError {
    init(_ fault: JSONFault) {
        let isLarge = fault.kind == .tooDeep || fault.kind == .tooManyValues
        let (reason, sentence) = Self.words(fault)
        self.init(
            problem: isLarge ? .size : .json,
            line: fault.line,
            column: isLarge ? fault.column : fault.column + 1,
            reason: reason,
            sentence: sentence
        )
    }

    private static func words(_ fault: JSONFault) -> (reason: String, sentence: String) {
        switch fault.kind {
        case .empty: ("it is empty", "No content to map to Object due to end of input")
        case .trailing: unexpected(fault, "the document has ended", "expected end of input")
        case .tooDeep, .tooManyValues:
            (
                "more than \(PolicyElement.depthLimit) lists and objects stand in each other; no policy is that large",
                "Syntax errors in policy."
            )
        case .valueMissing:
            unexpected(
                fault,
                "no value begins with it",
                "expected a valid value (number, String, array, object, 'true', 'false' or 'null')"
            )
        case .unknownWord(let word):
            (
                "'\(word)' is not a value; write texts in double quotes",
                "Unrecognized token '\(word)': was expecting 'null', 'true', 'false' or NaN"
            )
        case .unclosed(let container, let line):
            (
                "the text ends too early: what begins on line \(line) is not closed",
                "Unexpected end-of-input: expected close marker for \(container.rawValue)"
            )
        case .nameMissing:
            unexpected(fault, "a name in double quotes goes here", "was expecting double-quote to start field name")
        case .colonMissing:
            unexpected(fault, "a colon goes here", "was expecting a colon to separate field name and value")
        case .commaMissing(let container):
            unexpected(
                fault,
                "a comma or \(container == .array ? "]" : "}") goes here",
                "was expecting comma to separate \(container.rawValue) entries"
            )
        case .duplicateName(let name): ("'\(name)' stands twice; keep one", "Duplicate field '\(name)'")
        case .leadingZero: ("a number begins with 0", "Invalid numeric value: Leading zeroes not allowed")
        case .digitMissing(let part): unexpected(fault, "a digit goes here", expectation(of: part))
        case .stringUnclosed:
            unexpected(fault, "a text is not closed", "was expecting closing quote for a string value")
        case .controlCharacter(let byte):
            (
                "a control character stands in a text; write it as \\n or \\u00XX",
                "Illegal unquoted character ((CTRL-CHAR, code \(byte))): has to be escaped using backslash to be "
                    + "included in string value"
            )
        case .unknownEscape:
            (
                "no escape is written so; write \\\\ for a backslash",
                "Unrecognized character escape \(described(fault.found))"
            )
        case .hexDigitMissing:
            unexpected(fault, "\\u takes four hex digits", "expected a hex-digit for character escape sequence")
        case .halfPair: ("half of a surrogate pair stands in a text", "Invalid surrogate pair in string value")
        case .notUTF8: ("a text is not UTF-8", "Invalid UTF-8 in string value")
        }
    }

    private static func expectation(of part: JSONFault.NumberPart) -> String {
        switch part {
        case .whole: "expected digit (0-9) to follow minus sign, for valid numeric value"
        case .fraction: "Decimal point not followed by a digit"
        case .exponent: "Exponent indicator not followed by a digit"
        }
    }

    /// What stands there is not what goes there, or the text ends.
    private static func unexpected(
        _ fault: JSONFault,
        _ reason: String,
        _ expectation: String
    ) -> (reason: String, sentence: String) {
        guard fault.found != nil else {
            return ("the text ends too early: \(reason)", "Unexpected end-of-input: \(expectation)")
        }
        let found = described(fault.found)
        return ("unexpected \(found): \(reason)", "Unexpected character \(found): \(expectation)")
    }

    /// A character as that reader names it.
    private static func described(_ scalar: Unicode.Scalar?) -> String {
        guard let scalar else { return "" }
        return scalar.value < 0x20
            ? "((CTRL-CHAR, code \(scalar.value)))" : "('\(scalar)' (code \(scalar.value)))"
    }
}
