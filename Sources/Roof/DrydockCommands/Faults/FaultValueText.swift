import Emulator

/// The values of faults as a person writes them.
enum FaultValueText {
    private static let units: [(letter: Character, bytes: Int)] = [("K", 1 << 10), ("M", 1 << 20), ("G", 1 << 30)]

    /// The value as ``set(_:to:in:)`` reads it; nil where the rule has none.
    static func text(_ value: Fault.Value, of rule: FaultRule) -> String? {
        switch value {
        case .time: rule.time.map(duration)
        case .rate: rule.rate.map { size($0) }
        case .bytes: rule.bytes.map { size($0) }
        case .code: rule.code
        case .status: rule.status.map(String.init)
        case .message: rule.message.map { "'\($0)'" }
        }
    }

    /// Reads a value that stands behind the kind.
    ///
    /// - Throws: ``UsageError`` for a text that is not such a value.
    static func set(_ value: Fault.Value, to text: String, in rule: inout FaultRule) throws(UsageError) {
        switch value {
        case .time:
            guard let seconds = seconds(text) else {
                throw UsageError(
                    description: "'\(text)' is not a time; give a number with ms, s, m, h or d, such as 250ms or 20m"
                        + (rule.kind == .skew ? ", or -20m for behind" : "")
                )
            }
            rule.time = seconds
        case .rate: rule.rate = try bytes(text, "bytes a second")
        case .bytes: rule.bytes = try bytes(text, "bytes")
        case .code: rule.code = text
        case .message: rule.message = text
        case .status:
            guard let status = Int(text) else {
                throw UsageError(description: "--status \(text) is not a status; give one from 400 to 599")
            }
            rule.status = status
        }
    }

    private static func seconds(_ text: String) -> Double? {
        let isBehind = text.hasPrefix("-")
        let length = isBehind ? text.dropFirst() : text[...]
        let seconds: Double? =
            if length.hasSuffix("ms") {
                Int(length.dropLast(2)).flatMap { $0 >= 0 ? Double($0) / 1_000 : nil }
            } else {
                ClockDuration.seconds(length).map(Double.init)
            }
        return seconds.map { isBehind ? -$0 : $0 }
    }

    private static func duration(_ seconds: Double) -> String {
        let sign = seconds < 0 ? "-" : ""
        let length = abs(seconds)
        guard let whole = Int(exactly: length) else { return "\(sign)\(Int((length * 1_000).rounded()))ms" }
        return sign + ClockDuration.text(whole)
    }

    private static func bytes(_ text: String, _ unit: String) throws(UsageError) -> Int {
        let scale = text.last.flatMap { last in units.first { $0.letter == last } }
        let digits = scale == nil ? text[...] : text.dropLast()
        let isNumber = (1...18).contains(digits.utf8.count) && digits.allSatisfy { $0.isASCII && $0.isNumber }
        guard isNumber, let number = Int(digits) else {
            throw UsageError(description: "'\(text)' is not a number of \(unit); give one such as 500 or 64K")
        }
        let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: scale?.bytes ?? 1)
        guard !isTooLarge else { throw UsageError(description: "'\(text)' are too many \(unit); give fewer") }
        return bytes
    }

    private static func size(_ bytes: Int) -> String {
        guard bytes > 0, let unit = units.last(where: { bytes.isMultiple(of: $0.bytes) }) else { return String(bytes) }
        return "\(bytes / unit.bytes)\(unit.letter)"
    }
}
