import AWSCore

/// A wildcard pattern as a set of states that advance together, one bit each: whatever pattern and value hold, each
/// byte of the value costs one step for 64 characters of the pattern.
///
/// State `i` means that the first `i` tokens, runs not counted, have been matched.
struct WildcardAutomaton {
    private let words: Int
    /// The row of `table` that belongs to each byte.
    private var rows: [Int]
    /// For each row the states that the byte leads on from.
    private var table: [UInt64]
    /// The states that stay whatever comes, because a `*` follows.
    private var loops: [UInt64]
    /// The states that have just taken one character by `?`, and take the rest of its bytes.
    private var afterOne: [UInt64]
    private let finalState: Int

    init(_ tokens: [WildcardPattern.Token]) {
        let steps = tokens.filter { $0 != WildcardPattern.run }
        finalState = steps.count
        words = steps.count / 64 + 1
        loops = [UInt64](repeating: 0, count: words)
        afterOne = loops
        var state = 0
        for token in tokens {
            if token == WildcardPattern.run {
                Self.set(state, in: &loops)
            } else {
                state += 1
                if token == WildcardPattern.one { Self.set(state, in: &afterOne) }
            }
        }
        // Rows 0 and 1 are for bytes that the pattern does not name: those that begin a character, which `?` takes, and
        // those that continue one.
        rows = (0..<256).map { UInt8($0).isUTF8Continuation ? 1 : 0 }
        var count = 2
        for token in steps where token < 256 && rows[Int(token)] < 2 {
            rows[Int(token)] = count
            count += 1
        }
        table = [UInt64](repeating: 0, count: count * words)
        for (state, token) in steps.enumerated() {
            let row = token == WildcardPattern.one ? 0 : rows[Int(token)]
            table[row * words + state / 64] |= 1 << UInt64(state % 64)
        }
        for byte in 0..<256 where rows[byte] >= 2 && !UInt8(byte).isUTF8Continuation {
            for word in 0..<words { table[rows[byte] * words + word] |= table[word] }
        }
    }

    func accepts(_ value: borrowing Span<UInt8>, foldsCase: Bool) -> Bool {
        var states = [UInt64](repeating: 0, count: words)
        states[0] = 1
        for index in value.indices {
            let byte = foldsCase ? value[index].lowercasedASCII : value[index]
            let continues = byte.isUTF8Continuation
            let row = rows[Int(byte)] * words
            var carry: UInt64 = 0
            var living: UInt64 = 0
            for word in 0..<words {
                let state = states[word]
                let advanced = state & table[row + word]
                var next = advanced << 1 | carry | state & loops[word]
                if continues { next |= state & afterOne[word] }
                carry = advanced >> 63
                states[word] = next
                living |= next
            }
            guard living != 0 else { return false }
        }
        return states[finalState / 64] >> UInt64(finalState % 64) & 1 == 1
    }

    private static func set(_ state: Int, in words: inout [UInt64]) {
        words[state / 64] |= 1 << UInt64(state % 64)
    }
}
