/// Names in angle brackets, such as `<digest>`: variables where the page declares them, and plain text elsewhere.
enum CaptureName {
    struct Finding {
        let range: Range<Int>
        /// With its brackets.
        let text: String
        /// Whether a backslash stands before it, which makes it text.
        let isEscaped: Bool
    }

    static func scan(_ text: [UInt8]) -> [Finding] {
        var findings: [Finding] = []
        var index = 0
        while let start = text[index...].firstIndex(of: UInt8(ascii: "<")) {
            index = start + 1
            guard index < text.count, isLetter(text[index]) else { continue }
            guard let end = text[index...].firstIndex(where: { !isNameByte($0) }), text[end] == UInt8(ascii: ">") else {
                continue
            }
            let isEscaped = start > 0 && text[start - 1] == UInt8(ascii: "\\")
            findings.append(
                Finding(
                    range: (isEscaped ? start - 1 : start)..<(end + 1),
                    text: String(decoding: text[start...end], as: UTF8.self),
                    isEscaped: isEscaped
                )
            )
            index = end + 1
        }
        return findings
    }

    /// Whether a name, without brackets, can be one.
    static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, isLetter(first) else { return false }
        return name.utf8.allSatisfy(isNameByte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }
}
