/// Variables as a shell, or another program, reads them.
enum VariablesText {
    /// - Parameter clearing: the names that whoever reads the text shall have no value for.
    /// - Throws: ``UsageError`` for a value that the format has no way to write.
    static func of(_ variables: [String: String], clearing: [String], as format: VariablesFormat) throws -> String {
        let sorted = variables.sorted { $0.key < $1.key }
        let cleared = clearing.sorted()
        switch format {
        case .shell:
            return lines(
                cleared.isEmpty ? [] : ["unset " + cleared.joined(separator: " ")],
                sorted.map { "export \($0.key)=\(shellQuoted($0.value))" }
            )
        case .fish:
            return lines(cleared.map { "set -e \($0)" }, sorted.map { "set -gx \($0.key) \(fishQuoted($0.value))" })
        case .powershell:
            return lines(
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
            return try JSONText.of(variables)
        }
    }

    /// What stands for no value where a name cannot be unset; nil where only the absence of the name does.
    private static func emptied(_ name: String) -> String? {
        switch name {
        // The AWS CLI looks for a profile of no name; OpenSSL trusts nobody then, and botocore everybody.
        case "AWS_PROFILE", "AWS_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE",
            "NODE_EXTRA_CA_CERTS":
            nil
        default: name + "="
        }
    }

    private static func lines(_ first: [String], _ second: [String]) -> String {
        (first + second).joined(separator: "\n")
    }

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
