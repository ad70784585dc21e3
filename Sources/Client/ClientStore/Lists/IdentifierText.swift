/// UUIDs as they are typed.
package enum IdentifierText {
    /// The UUID that `text` is, with dashes and in lower case; nil where it is not one. As Python reads them, dashes
    /// may be missing, and braces or `urn:uuid:` around it.
    package static func canonical(_ text: String) -> String? {
        var digits = text.replacing("urn:", with: "").replacing("uuid:", with: "")
        while digits.hasPrefix("{") || digits.hasPrefix("}") { digits.removeFirst() }
        while digits.hasSuffix("}") || digits.hasSuffix("{") { digits.removeLast() }
        digits = compact(digits)
        guard digits.utf8.count == 32, digits.utf8.allSatisfy({ isHexDigit($0) }) else { return nil }
        var parts: [Substring] = []
        var rest = digits[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return parts.joined(separator: "-")
    }

    /// Whether an ID, with its dashes or without them, passes a test of the text typed.
    static func matches(_ id: String, _ text: String, _ test: (String, String) -> Bool) -> Bool {
        test(id, text.lowercased()) || test(compact(id), text.lowercased())
    }

    /// Whether an ID begins with `text`, dashes or not.
    package static func hasPrefix(_ id: String, _ text: String) -> Bool { matches(id, text) { $0.hasPrefix($1) } }

    private static func compact(_ text: String) -> String { text.lowercased().replacing("-", with: "") }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
    }
}
