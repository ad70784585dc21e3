/// What a variable of a page can be.
package enum VariableKind: String, Sendable, Hashable, Codable {
    case uuid = "UUID"
    case longTermKey = "AKIA"
    case temporaryKey = "ASIA"
    case user = "AIDA"
    case role = "AROA"
    /// A name that the page declares.
    case capture
}

/// Finds in a text what may be a variable or a form of one: words of their own, not parts of longer ones.
enum VariableScanner {
    enum Shape: Equatable {
        case variable(VariableKind)
        /// 32 hexadecimal digits, 8 of them, or a UUID cut after 32 characters: means something only where such a
        /// UUID is known.
        case form
    }

    struct Finding: Equatable {
        let range: Range<Int>
        let shape: Shape
    }

    static func scan(_ text: [UInt8]) -> [Finding] {
        var findings: [Finding] = []
        var index = 0
        while index < text.count {
            guard isWordByte(text[index]) else {
                index += 1
                continue
            }
            let finding = find(in: text, at: index)
            if let finding {
                findings.append(finding)
                index = finding.range.upperBound
            } else {
                while index < text.count, isWordByte(text[index]) { index += 1 }
            }
        }
        return findings
    }

    /// How many bytes a variable of `kind` takes.
    static func lengths(of kind: VariableKind) -> ClosedRange<Int> {
        kind == .uuid ? 36...36 : (4 + keyLengths.lowerBound)...(4 + keyLengths.upperBound)
    }

    /// What may follow the four letters that a key or a unique ID begins with.
    private static let keyLengths = 8...124

    /// The end of a variable of `kind` that starts at `index`; nil where there is none.
    static func end(of kind: VariableKind, in text: [UInt8], at index: Int) -> Int? {
        guard index >= 0, index < text.count, index == 0 || !isWordByte(text[index - 1]),
            let finding = find(in: text, at: index), finding.shape == .variable(kind)
        else { return nil }
        return finding.range.upperBound
    }

    private static func find(in text: [UInt8], at start: Int) -> Finding? {
        if let end = groups([8, 4, 4, 4, 12], in: text, at: start) {
            return Finding(range: start..<end, shape: .variable(.uuid))
        }
        for lengths in [[8, 4, 4, 4, 8], [32], [8]] {
            if let end = groups(lengths, in: text, at: start) { return Finding(range: start..<end, shape: .form) }
        }
        guard start + 4 <= text.count,
            let kind = VariableKind(rawValue: String(decoding: text[start..<(start + 4)], as: UTF8.self)), kind != .uuid
        else { return nil }
        let end = text[start...].firstIndex { !isWordByte($0) } ?? text.count
        let rest = text[(start + 4)..<end]
        let isIdentifier = rest.allSatisfy { $0 < 0x61 } && keyLengths.contains(rest.count)
        return isIdentifier ? Finding(range: start..<end, shape: .variable(kind)) : nil
    }

    /// The end of groups of hexadecimal digits with hyphens between them; nil where they do not stand there alone.
    private static func groups(_ lengths: [Int], in text: [UInt8], at start: Int) -> Int? {
        var index = start
        for (number, length) in lengths.enumerated() {
            if number > 0 {
                guard index < text.count, text[index] == UInt8(ascii: "-") else { return nil }
                index += 1
            }
            guard index + length <= text.count, text[index..<(index + length)].allSatisfy(isHexadecimal) else {
                return nil
            }
            index += length
        }
        return index < text.count && isWordByte(text[index]) ? nil : index
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    /// ASCII letters and digits.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }
}
