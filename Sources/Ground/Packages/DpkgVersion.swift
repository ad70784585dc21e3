import AWSCore

/// A version in the order of dpkg (deb-version(7), "Sorting algorithm"): `[epoch:]upstream[-revision]`.
struct DpkgVersion: Comparable {
    private let epoch: [UInt8]
    private let upstream: [UInt8]
    private let revision: [UInt8]

    /// Nil where the text is not a version: it begins with a digit behind the epoch, and has letters, digits and
    /// characters of `.+-~:`.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
            epoch = Array(rest[..<colon])
            rest = rest[(colon + 1)...]
            guard !epoch.isEmpty, epoch.allSatisfy(\.isDigit) else { return nil }
        } else {
            epoch = []
        }
        if let dash = rest.lastIndex(of: UInt8(ascii: "-")) {
            revision = Array(rest[(dash + 1)...])
            rest = rest[..<dash]
            guard !revision.isEmpty else { return nil }
        } else {
            revision = []
        }
        upstream = Array(rest)
        guard upstream.first?.isDigit == true, (upstream + revision).allSatisfy(Self.isPart) else { return nil }
    }

    static func < (version: DpkgVersion, other: DpkgVersion) -> Bool { order(version, other) < 0 }

    /// Versions that are written in different ways may be the same: `1.0` is `0:1.0-0`.
    static func == (version: DpkgVersion, other: DpkgVersion) -> Bool { order(version, other) == 0 }

    private static func order(_ version: DpkgVersion, _ other: DpkgVersion) -> Int {
        let parts = [(version.epoch, other.epoch), (version.upstream, other.upstream)]
        for (part, otherPart) in parts + [(version.revision, other.revision)] {
            let order = order(part, otherPart)
            if order != 0 { return order }
        }
        return 0
    }

    /// Runs of other characters and runs of digits, in turn: the former character by character, the latter as numbers.
    private static func order(_ part: [UInt8], _ other: [UInt8]) -> Int {
        var (left, right) = (part[...], other[...])
        while !left.isEmpty || !right.isEmpty {
            while left.first.map({ !$0.isDigit }) ?? false || right.first.map({ !$0.isDigit }) ?? false {
                let order = weight(left.first) - weight(right.first)
                if order != 0 { return order }
                left = left.dropFirst()
                right = right.dropFirst()
            }
            let (number, otherNumber) = (left.prefix(while: \.isDigit), right.prefix(while: \.isDigit))
            let order = DecimalOrder.order(number, otherNumber)
            if order != 0 { return order }
            left = left.dropFirst(number.count)
            right = right.dropFirst(otherNumber.count)
        }
        return 0
    }

    /// A tilde comes before the end, letters come before all other characters.
    private static func weight(_ byte: UInt8?) -> Int {
        guard let byte, !byte.isDigit else { return 0 }
        if byte == UInt8(ascii: "~") { return -1 }
        return byte.isWordCharacter ? Int(byte) : Int(byte) + 256
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        byte != UInt8(ascii: "_") && byte.isWordCharacter || ".+-~:".utf8.contains(byte)
    }
}

/// The order of numbers that are written in digits, however many there are.
enum DecimalOrder {
    /// Below 0 where `number` is the smaller one, 0 where they are the same, above 0 otherwise.
    static func order(_ number: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Int {
        let (digits, otherDigits) = (number.drop { $0 == 0x30 }, other.drop { $0 == 0x30 })
        guard digits.count == otherDigits.count else { return digits.count - otherDigits.count }
        for (digit, otherDigit) in zip(digits, otherDigits) where digit != otherDigit {
            return Int(digit) - Int(otherDigit)
        }
        return 0
    }
}
