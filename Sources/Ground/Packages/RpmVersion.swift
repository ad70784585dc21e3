import AWSCore

/// A version in the order of rpm (rpm-version(7)): `[epoch:]version[-release]`.
struct RpmVersion: Comparable {
    private let epoch: ArraySlice<UInt8>
    private let version: ArraySlice<UInt8>
    private let release: ArraySlice<UInt8>

    /// Nil where the text is not a version, which has letters, digits and characters of `._+~^`.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
            epoch = rest[..<colon]
            rest = rest[(colon + 1)...]
            guard !epoch.isEmpty, epoch.allSatisfy(\.isDigit) else { return nil }
        } else {
            epoch = []
        }
        if let dash = rest.lastIndex(of: UInt8(ascii: "-")) {
            release = rest[(dash + 1)...]
            rest = rest[..<dash]
            guard !release.isEmpty else { return nil }
        } else {
            release = []
        }
        version = rest
        guard !version.isEmpty, (version + release).allSatisfy(Self.isPart) else { return nil }
    }

    static func < (version: RpmVersion, other: RpmVersion) -> Bool { order(version, other) < 0 }

    /// Versions that are written in different ways may be the same: `1.0` is `0:1_0`.
    static func == (version: RpmVersion, other: RpmVersion) -> Bool { order(version, other) == 0 }

    private static func order(_ version: RpmVersion, _ other: RpmVersion) -> Int {
        let epochs = DecimalOrder.order(version.epoch, other.epoch)
        if epochs != 0 { return epochs }
        let versions = order(version.version, other.version)
        return versions != 0 ? versions : order(version.release, other.release)
    }

    /// Runs of digits and runs of letters, in turn, whatever stands between them. A run of digits comes after one of
    /// letters, a tilde before all, also the end, and a caret after the end and before all else.
    private static func order(_ part: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Int {
        var (left, right) = (part, other)
        while true {
            left = left.drop { !isSegment($0) }
            right = right.drop { !isSegment($0) }
            switch (left.first, right.first) {
            case (nil, nil): return 0
            case (tilde, tilde), (caret, caret):
                left = left.dropFirst()
                right = right.dropFirst()
                continue
            case (tilde, _): return -1
            case (_, tilde): return 1
            case (nil, _): return -1
            case (_, nil): return 1
            case (caret, _): return -1
            case (_, caret): return 1
            default: break
            }
            let isNumber = left.first?.isDigit == true
            guard isNumber == (right.first?.isDigit == true) else { return isNumber ? 1 : -1 }
            let (run, otherRun) = (segment(&left, isNumber), segment(&right, isNumber))
            let order = isNumber ? DecimalOrder.order(run, otherRun) : textOrder(run, otherRun)
            if order != 0 { return order }
        }
    }

    private static let tilde = UInt8(ascii: "~")
    private static let caret = UInt8(ascii: "^")

    private static func segment(_ rest: inout ArraySlice<UInt8>, _ isNumber: Bool) -> ArraySlice<UInt8> {
        let run = rest.prefix { isNumber ? $0.isDigit : isLetter($0) }
        rest = rest.dropFirst(run.count)
        return run
    }

    private static func textOrder(_ run: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Int {
        if run == other { return 0 }
        return run.lexicographicallyPrecedes(other) ? -1 : 1
    }

    private static func isSegment(_ byte: UInt8) -> Bool {
        byte.isDigit || isLetter(byte) || byte == tilde || byte == caret
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }

    private static func isPart(_ byte: UInt8) -> Bool { byte.isWordCharacter || ".+~^".utf8.contains(byte) }
}
