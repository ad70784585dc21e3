/// The words of a command line that needs no shell.
///
/// A scenario's `zenml` and `drydock` commands run in this process; whatever a shell would have to interpret goes to
/// one.
package enum ShellWords {
    /// The words of `command`, quotes and backslashes taken away as a POSIX shell does; nil where the line has
    /// anything else that is special to a shell (pipes, redirections, expansions, comments, several commands) or an
    /// open quote.
    package static func split(_ command: String) -> [String]? {
        var words: [String] = []
        var word = ""
        var inWord = false
        var characters = command.makeIterator()
        while let character = characters.next() {
            switch character {
            case " ", "\t", "\n":
                if inWord { words.append(word) }
                word = ""
                inWord = false
            case "'":
                inWord = true
                guard let quoted = singleQuoted(&characters) else { return nil }
                word += quoted
            case "\"":
                inWord = true
                guard let quoted = doubleQuoted(&characters) else { return nil }
                word += quoted
            case "\\":
                guard let next = characters.next() else { return nil }
                // A line that is continued goes on where it stopped: between words as well as within one.
                guard next != "\n" else { continue }
                inWord = true
                word.append(next)
            case "|", "&", ";", "<", ">", "(", ")", "$", "`", "*", "?", "[", "]", "{", "}", "!":
                return nil
            case "#" where !inWord, "~" where !inWord:
                return nil
            default:
                inWord = true
                word.append(character)
            }
        }
        if inWord { words.append(word) }
        return words
    }

    private static func singleQuoted(_ characters: inout String.Iterator) -> String? {
        var text = ""
        while let character = characters.next() {
            if character == "'" { return text }
            text.append(character)
        }
        return nil
    }

    private static func doubleQuoted(_ characters: inout String.Iterator) -> String? {
        var text = ""
        while let character = characters.next() {
            switch character {
            case "\"": return text
            case "$", "`": return nil
            case "\\":
                guard let next = characters.next() else { return nil }
                switch next {
                case "\"", "\\", "$", "`": text.append(next)
                case "\n": break
                default: text += "\\" + String(next)
                }
            default: text.append(character)
            }
        }
        return nil
    }
}
