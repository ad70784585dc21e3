/// Where the statements of a policy's text begin and end.
struct StatementPositions: Sendable {
    struct Position: Sendable, Equatable {
        let line: Int
        /// As AWS counts: from 1, and one further than the character, because its reader has taken it.
        let column: Int
    }

    /// Those of each statement, in their order.
    private(set) var all: [(start: Position, end: Position)] = []

    /// - Parameter text: JSON that is a policy document; of other text nothing is found.
    init(of text: String) {
        var line = 1
        var column = 0
        var depth = 0
        var isString = false
        var isEscaped = false
        var word = ""
        /// The last text that ended at the document's own level, until what follows its colon begins.
        var key: String?
        /// The level at which the objects stand that are statements; nil outside of them.
        var level: Int?
        var start: Position?
        for character in text.unicodeScalars {
            column += 1
            if character == "\n" {
                line += 1
                column = 0
            }
            if isString {
                if isEscaped {
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    isString = false
                    if depth == 1 { key = word }
                } else {
                    word.unicodeScalars.append(character)
                }
                continue
            }
            switch character {
            case "\"":
                isString = true
                word = ""
            case "{", "[":
                if depth == 1, key == "Statement" { level = character == "{" ? 1 : 2 }
                key = depth == 1 ? nil : key
                if character == "{", depth == level { start = Position(line: line, column: column + 1) }
                depth += 1
            case "}", "]":
                depth -= 1
                if character == "}", depth == level, let begun = start {
                    all.append((begun, Position(line: line, column: column + 1)))
                    start = nil
                }
                if depth == 1 { level = nil }
            default: break
            }
        }
    }
}
