import AWSProtocols

/// How much of what a client sends the journal keeps: whatever is longer is cut, and says so where it was cut.
enum RecordedText {
    /// Of a single text, in bytes of UTF-8.
    static let textLimit = 1_024
    /// Of all parameters of a call together, in bytes.
    static let parametersLimit = 8 * 1_024

    /// At most ``textLimit`` bytes of `text`, and then how many it had: `aaaa… [60000 bytes]`.
    static func cut(_ text: String) -> String {
        let count = text.utf8.count
        guard count > textLimit else { return text }
        var end = text.utf8.index(text.utf8.startIndex, offsetBy: textLimit)
        while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
            end = text.utf8.index(before: end)
        }
        return String(text[..<end]) + "… [\(count) bytes]"
    }

    /// The parameters as far as ``parametersLimit`` goes, by their names; what is left out is counted.
    static func cut(_ parameters: [String: JSONValue]) -> [String: JSONValue] {
        var left = parametersLimit
        return cut(parameters, &left)
    }

    private static func cut(_ value: JSONValue, _ left: inout Int) -> JSONValue {
        switch value {
        case .string(let text):
            let kept = cut(text)
            left -= kept.utf8.count + perValue
            return .string(kept)
        case .array(let values):
            var kept: [JSONValue] = []
            left -= perValue
            for value in values {
                guard left > 0 else {
                    kept.append(.string("… [\(values.count - kept.count) more]"))
                    break
                }
                kept.append(cut(value, &left))
            }
            return .array(kept)
        case .object(let members):
            return .object(cut(members, &left))
        case .null, .bool, .integer, .number:
            left -= perValue
            return value
        }
    }

    private static func cut(_ members: [String: JSONValue], _ left: inout Int) -> [String: JSONValue] {
        var kept: [String: JSONValue] = [:]
        left -= perValue
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            guard left > 0 else {
                kept["…"] = .string("[\(members.count - kept.count) more]")
                break
            }
            let name = cut(name)
            left -= name.utf8.count
            kept[name] = cut(value, &left)
        }
        return kept
    }

    /// What a value takes in memory beside its text.
    private static let perValue = 48

    /// What parameters take in memory, nearly.
    static func size(_ parameters: [String: JSONValue]) -> Int {
        parameters.reduce(perValue) { $0 + $1.key.utf8.count + size($1.value) }
    }

    private static func size(_ value: JSONValue) -> Int {
        switch value {
        case .string(let text): perValue + text.utf8.count
        case .array(let values): values.reduce(perValue) { $0 + size($1) }
        case .object(let members): size(members)
        case .null, .bool, .integer, .number: perValue
        }
    }
}
