/// Variables as a shell, or another program, reads them.
enum VariablesText {
    /// - Throws: ``UsageError`` for a value that the format has no way to write.
    static func of(_ change: VariablesChange, as format: VariablesFormat) throws -> String {
        let sorted = change.set.sorted { $0.key < $1.key }
        let cleared = change.cleared.sorted()
        let copies = change.copies
        switch format {
        case .shell:
            return lines(
                copies.map { "export \($0.name)=\"${\($0.source)-}\"" },
                cleared.isEmpty ? [] : ["unset " + cleared.joined(separator: " ")],
                sorted.map { "export \($0.key)=\(shellQuoted($0.value))" }
            )
        case .fish:
            return lines(
                copies.map { "set -gx \($0.name) \"$\($0.source)\"" },
                cleared.map { "set -e \($0)" },
                sorted.map { "set -gx \($0.key) \(fishQuoted($0.value))" }
            )
        case .powershell:
            return lines(
                copies.map { "$Env:\($0.name) = $Env:\($0.source)" },
                cleared.map { "Remove-Item Env:\($0) -ErrorAction Ignore" },
                sorted.map { "$Env:\($0.key) = \(powerShellQuoted($0.value))" }
            )
        case .github, .docker:
            // These take a line as it stands: there are no quotes, and no way to write a line's end.
            for (name, value) in sorted { try check(value, of: name, as: format) }
            return lines(cleared.compactMap(emptied), sorted.map { "\($0.key)=\($0.value)" })
        case .gitlab, .dotenv:
            // Readers of these disagree about quotes, and about a space or a sharp in a value without them.
            for (name, value) in sorted { try checkDotenv(value, of: name, as: format) }
            return lines(cleared.compactMap(emptied), sorted.map { "\($0.key)=\($0.value)" })
        case .json:
            return try JSONText.of(change.set)
        }
    }

    /// What stands for no value where a name cannot be unset; nil where only the absence of the name does.
    private static func emptied(_ name: String) -> String? {
        ClientVariable.all.contains { $0.name == name && $0.isEmptyNone } ? name + "=" : nil
    }

    private static func lines(_ groups: [String]...) -> String { groups.joined().joined(separator: "\n") }

    /// As it is where a shell sees the characters and nothing else.
    private static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/:._-+=@".contains($0)) }
    }

    private static func shellQuoted(_ text: String) -> String {
        isPlain(text) ? text : "'" + text.replacing("'", with: "'\\''") + "'"
    }

    private static func fishQuoted(_ text: String) -> String {
        isPlain(text) ? text : "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }

    private static func powerShellQuoted(_ text: String) -> String {
        // PowerShell takes typographic quotes for straight ones; doubled, any of them stands for itself.
        var quoted = ""
        for scalar in text.unicodeScalars {
            quoted.unicodeScalars.append(scalar)
            if "'\u{2018}\u{2019}\u{201A}\u{201B}".unicodeScalars.contains(scalar) {
                quoted.unicodeScalars.append(scalar)
            }
        }
        return "'" + quoted + "'"
    }

    private static func check(_ value: String, of name: String, as format: VariablesFormat) throws(UsageError) {
        // By scalars: a carriage return and a line feed are one character.
        guard value.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else { return }
        throw UsageError(
            description: "the value of \(name) has a control character, which --format \(format) cannot write; use json"
        )
    }

    private static func checkDotenv(_ value: String, of name: String, as format: VariablesFormat) throws(UsageError) {
        try check(value, of: name, as: format)
        let special = value.unicodeScalars.first { !$0.isASCII || " \"'#$\\`".unicodeScalars.contains($0) }
        guard let special else { return }
        throw UsageError(
            description: "the value of \(name) has the character '\(special)', which readers of --format \(format) "
                + "understand differently; use json"
        )
    }
}
