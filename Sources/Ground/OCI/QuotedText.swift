extension String {
    /// The text as an error shows it: in quotation marks, on one line, cut where it is long.
    var quoted: String {
        let longest = 160
        var shown = ""
        for scalar in unicodeScalars.prefix(longest) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return "'" + shown + (unicodeScalars.dropFirst(longest).isEmpty ? "'" : "…'")
    }
}
