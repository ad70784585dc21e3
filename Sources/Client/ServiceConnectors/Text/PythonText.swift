/// Values as Python prints them, for messages that ZenML made so.
package enum PythonText {
    /// A text in quotes, as `repr` has it: apostrophes, or quotation marks where the text holds an apostrophe and no
    /// quotation mark.
    package static func quoted(_ text: String) -> String {
        let quote: Character = text.contains("'") && !text.contains("\"") ? "\"" : "'"
        var result = String(quote)
        for character in text {
            switch character {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case quote: result += "\\" + String(quote)
            default: result.append(character)
            }
        }
        return result + String(quote)
    }

    /// A list of texts: `['a', 'b']`.
    package static func list(_ texts: [String]) -> String {
        "[" + texts.map(quoted).joined(separator: ", ") + "]"
    }

    /// The message of a key error, which Python prints in quotes.
    package static func keyError(_ message: String) -> String { quoted(message) }
}
