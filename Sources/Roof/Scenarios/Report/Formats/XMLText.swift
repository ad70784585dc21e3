/// Text inside XML 1.0. Characters that XML cannot hold, not even by number, are replaced.
enum XMLText {
    /// - Parameter isAttribute: whether it stands in quotes, where a reader would take newlines and tabs for blanks.
    static func escaped(_ text: String, isAttribute: Bool = false) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;".unicodeScalars
            case "<": result += "&lt;".unicodeScalars
            // After `]]` it would end what has not begun.
            case ">": result += "&gt;".unicodeScalars
            case "\"" where isAttribute: result += "&quot;".unicodeScalars
            case "\n" where isAttribute, "\t" where isAttribute: result += "&#\(scalar.value);".unicodeScalars
            default: result.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
            }
        }
        return String(result)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: true
        case 0..<0x20, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}
