/// Finds a text in others, in time that grows with their length and no faster (Knuth, Morris and Pratt).
struct ByteSearch: Sendable, Equatable {
    let pattern: [UInt8]
    /// For each beginning of the pattern the length of the longest that it also ends in, itself apart.
    private let borders: [Int32]

    init(_ pattern: [UInt8]) {
        self.pattern = pattern
        var borders = [Int32](repeating: 0, count: pattern.count)
        var length = 0
        for index in pattern.indices.dropFirst() {
            while length > 0, pattern[index] != pattern[length] { length = Int(borders[length - 1]) }
            if pattern[index] == pattern[length] { length += 1 }
            borders[index] = Int32(length)
        }
        self.borders = borders
    }

    /// Where the pattern first stands at or after `start`; nil where it does not.
    func first(in text: [UInt8], from start: Int) -> Int? {
        if pattern.isEmpty { return start }
        return text.withUnsafeBufferPointer { text in
            var length = 0
            var index = start
            while index < text.count {
                while length > 0, text[index] != pattern[length] { length = Int(borders[length - 1]) }
                if text[index] == pattern[length] { length += 1 }
                index += 1
                if length == pattern.count { return index - length }
            }
            return nil
        }
    }

    /// `text` with `replacement` wherever the pattern stands.
    func replacing(in text: [UInt8], with replacement: [UInt8]) -> [UInt8] {
        guard !pattern.isEmpty, var found = first(in: text, from: 0) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var rest = 0
        while true {
            result += text[rest..<found]
            result += replacement
            rest = found + pattern.count
            guard let next = first(in: text, from: rest) else { break }
            found = next
        }
        return result + text[rest...]
    }
}
