import AWSCore

/// A version in the order of apk (apk-package(5), "Package version"):
/// `number{.number}{letter}{_suffix{number}}{~hash}{-rN}`.
struct ApkVersion: Comparable {
    /// A part of a version. Where two versions have parts of different kinds, the one whose kind stands further down here
    /// comes first, but for a suffix that says that the release is yet to come.
    private enum Part: Equatable {
        case number([UInt8])
        case furtherNumber([UInt8])
        case letter(UInt8)
        case suffix(Int)
        case suffixNumber([UInt8])
        case hash([UInt8])
        case revision([UInt8])
        case end

        var kind: Int {
            switch self {
            case .number: 0
            case .furtherNumber: 1
            case .letter: 2
            case .suffix: 3
            case .suffixNumber: 4
            case .hash: 5
            case .revision: 6
            case .end: 7
            }
        }

        /// Of a version before its release, such as a beta.
        var isEarly: Bool {
            if case .suffix(let rank) = self { return rank < ApkVersion.firstLateSuffix }
            return false
        }
    }

    /// In their order; those before `cvs` are of versions before the release.
    private static let suffixes = ["alpha", "beta", "pre", "rc", "cvs", "svn", "git", "hg", "p"].map { Array($0.utf8) }
    private static let firstLateSuffix = 4

    private let parts: [Part]

    /// Nil where the text is not a version.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        var parts: [Part] = []
        guard let first = Self.digits(&rest) else { return nil }
        parts.append(.number(first))
        while rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard let number = Self.digits(&rest) else { return nil }
            parts.append(.furtherNumber(number))
        }
        if let letter = rest.first, Self.isLetter(letter) {
            parts.append(.letter(letter))
            rest = rest.dropFirst()
        }
        while rest.first == UInt8(ascii: "_") {
            rest = rest.dropFirst()
            let word = Array(rest.prefix(while: Self.isLetter))
            guard let rank = Self.suffixes.firstIndex(of: word) else { return nil }
            rest = rest.dropFirst(word.count)
            parts.append(.suffix(rank))
            if let number = Self.digits(&rest) { parts.append(.suffixNumber(number)) }
        }
        if rest.first == UInt8(ascii: "~") {
            let hash = Array(rest.dropFirst().prefix { $0.isDigit || (0x61...0x66).contains($0) })
            guard !hash.isEmpty else { return nil }
            parts.append(.hash(hash))
            rest = rest.dropFirst(1 + hash.count)
        }
        if rest.starts(with: "-r".utf8) {
            rest = rest.dropFirst(2)
            guard let number = Self.digits(&rest) else { return nil }
            parts.append(.revision(number))
        }
        guard rest.isEmpty else { return nil }
        self.parts = parts + [.end]
    }

    static func < (version: ApkVersion, other: ApkVersion) -> Bool { order(version, other) < 0 }

    static func == (version: ApkVersion, other: ApkVersion) -> Bool { order(version, other) == 0 }

    private static func order(_ version: ApkVersion, _ other: ApkVersion) -> Int {
        for (part, otherPart) in zip(version.parts, other.parts) {
            let order = order(part, otherPart)
            if order != 0 { return order }
        }
        return 0
    }

    private static func order(_ part: Part, _ other: Part) -> Int {
        switch (part, other) {
        case (.number(let number), .number(let otherNumber)),
            (.suffixNumber(let number), .suffixNumber(let otherNumber)),
            (.revision(let number), .revision(let otherNumber)):
            return DecimalOrder.order(number[...], otherNumber[...])
        case (.furtherNumber(let number), .furtherNumber(let otherNumber)):
            // With a zero in front they are digits behind a point, and not numbers.
            let isFraction = [number, otherNumber].contains { $0.first == 0x30 }
            return isFraction ? byteOrder(number, otherNumber) : DecimalOrder.order(number[...], otherNumber[...])
        case (.letter(let letter), .letter(let otherLetter)): return Int(letter) - Int(otherLetter)
        case (.suffix(let rank), .suffix(let otherRank)): return rank - otherRank
        case (.hash(let hash), .hash(let otherHash)): return byteOrder(hash, otherHash)
        default:
            if part.kind == other.kind { return 0 }
            if part.isEarly { return -1 }
            if other.isEarly { return 1 }
            return other.kind - part.kind
        }
    }

    private static func byteOrder(_ bytes: [UInt8], _ other: [UInt8]) -> Int {
        if bytes == other { return 0 }
        return bytes.lexicographicallyPrecedes(other) ? -1 : 1
    }

    /// The digits that come next; nil where there are none.
    private static func digits(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        let digits = Array(rest.prefix(while: \.isDigit))
        guard !digits.isEmpty else { return nil }
        rest = rest.dropFirst(digits.count)
        return digits
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
}
