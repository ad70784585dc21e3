/// `KEY=VALUE` as it stands on a command line.
enum KeyValue {
    static func pairs(_ texts: [String]) throws(UsageError) -> [String: String] {
        var pairs: [String: String] = [:]
        for text in texts {
            let (key, value) = try split(text)
            guard pairs.updateValue(value, forKey: key) == nil else {
                throw UsageError(description: "'\(key)' is given twice; give each key once")
            }
        }
        return pairs
    }

    static func split(_ text: String) throws(UsageError) -> (key: String, value: String) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw UsageError(description: "'\(text)' is not KEY=VALUE; write it with an equals sign")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }
}
