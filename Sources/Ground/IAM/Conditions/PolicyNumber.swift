import AWSCore

/// A decimal number of any length, compared exactly.
struct PolicyNumber: Sendable, Equatable, Comparable {
    private let isNegative: Bool
    /// The digits from the first to the last that is not zero; none for zero.
    private let digits: [UInt8]
    /// How many of the digits stand before the decimal point; negative where zeros follow the point.
    private let scale: Int

    /// Reads `-12`, `+1.50`, `.5`, `2e3`; nil for anything else.
    init?(_ text: String) {
        var rest = text.utf8[...]
        isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let whole = rest.prefix { $0.isDigit }
        rest = rest.dropFirst(whole.count)
        var fraction = rest.prefix(0)
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix { $0.isDigit }
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard whole.count + fraction.count > 0 else { return nil }
        var exponent = 0
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            guard let value = Int(String(Substring(rest.dropFirst()))), abs(value) <= 1_000_000 else { return nil }
            exponent = value
            rest = rest.suffix(0)
        }
        guard rest.isEmpty else { return nil }
        let all = Array(whole) + Array(fraction)
        let leadingZeros = all.prefix { $0 == UInt8(ascii: "0") }.count
        var digits = all[leadingZeros...]
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        self.digits = Array(digits)
        scale = digits.isEmpty ? 0 : whole.count - leadingZeros + exponent
    }

    private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

    static func == (left: PolicyNumber, right: PolicyNumber) -> Bool {
        left.sign == right.sign && left.scale == right.scale && left.digits == right.digits
    }

    static func < (left: PolicyNumber, right: PolicyNumber) -> Bool {
        guard left.sign == right.sign else { return left.sign < right.sign }
        let (small, large) = left.sign < 0 ? (right, left) : (left, right)
        guard small.scale == large.scale else { return small.scale < large.scale }
        return small.digits.lexicographicallyPrecedes(large.digits)
    }
}
