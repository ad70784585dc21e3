import AWSCore

/// A text in which `*` stands for any run of characters and `?` for one (docs/aws/iam.md, "Documents").
///
/// Compared over UTF-8; a `?` takes a whole character (Unicode scalar), not a byte of one. The effort never grows with
/// the product of long patterns and long values.
package struct WildcardPattern: Sendable, Equatable {
    /// A byte of the pattern, or one of the wildcards. Wildcards are not bytes, so that a `*` which a variable's value
    /// brought in stays a mere character.
    package typealias Token = UInt16
    package static let run: Token = 256
    package static let one: Token = 257

    private enum Form: Sendable, Equatable {
        case everything
        case literal([UInt8])
        /// Text, then a `*`.
        case prefix([UInt8])
        case tokens([Token])
    }

    private let form: Form
    /// Whether ASCII letters match in either case.
    private let foldsCase: Bool

    package init(_ tokens: [Token], foldsCase: Bool = false) {
        self.foldsCase = foldsCase
        var kept: [Token] = []
        kept.reserveCapacity(tokens.count)
        for token in tokens where token != Self.run || kept.last != Self.run {
            kept.append(foldsCase && token < 256 ? Token(UInt8(token).lowercasedASCII) : token)
        }
        let wildcard = kept.firstIndex { $0 >= 256 }
        if kept == [Self.run] {
            form = .everything
        } else if wildcard == nil {
            form = .literal(kept.map { UInt8($0) })
        } else if wildcard == kept.count - 1, kept.last == Self.run {
            form = .prefix(kept.dropLast().map { UInt8($0) })
        } else {
            form = .tokens(kept)
        }
    }

    /// - Parameter stars: every `*` in it is a wildcard, as in ECR's filters; a `?` is a mere character.
    package init(stars: String) {
        self.init(stars.utf8.map { $0 == UInt8(ascii: "*") ? Self.run : Token($0) })
    }

    /// How many stars a text has.
    package static func stars(in text: String) -> Int { text.utf8.count { $0 == UInt8(ascii: "*") } }

    /// - Parameter text: every `*` and `?` in it is a wildcard.
    package init(_ text: some StringProtocol, foldsCase: Bool = false) {
        self.init(Self.tokens(text, wildcards: true), foldsCase: foldsCase)
    }

    package static func tokens(_ text: some StringProtocol, wildcards: Bool) -> [Token] {
        text.utf8.map { byte in
            guard wildcards else { return Token(byte) }
            return byte == UInt8(ascii: "*") ? run : byte == UInt8(ascii: "?") ? one : Token(byte)
        }
    }

    /// What the tokens say, with wildcards as they are written.
    package static func text(_ tokens: some Sequence<Token>) -> String {
        String(
            decoding: tokens.map { token in
                token == run ? UInt8(ascii: "*") : token == one ? UInt8(ascii: "?") : UInt8(truncatingIfNeeded: token)
            },
            as: UTF8.self
        )
    }

    package func matches(_ text: String) -> Bool { matches(text.utf8.span) }

    package func matches(_ value: borrowing Span<UInt8>) -> Bool {
        switch form {
        case .everything: return true
        case .literal(let bytes): return bytes.count == value.count && begins(value, bytes)
        case .prefix(let bytes): return bytes.count <= value.count && begins(value, bytes)
        case .tokens(let tokens):
            // Backtracking is the quickest way for what policies usually hold, and quadratic for the worst.
            return tokens.count * value.count <= 1 << 14
                ? backtrack(tokens, value) : WildcardAutomaton(tokens).accepts(value, foldsCase: foldsCase)
        }
    }

    private func begins(_ value: borrowing Span<UInt8>, _ bytes: [UInt8]) -> Bool {
        for index in bytes.indices where bytes[index] != byte(value, index) { return false }
        return true
    }

    private func byte(_ value: borrowing Span<UInt8>, _ index: Int) -> UInt8 {
        foldsCase ? value[index].lowercasedASCII : value[index]
    }

    /// Whenever it fails, the last `*` takes one more character; earlier ones never need to.
    private func backtrack(_ tokens: [Token], _ value: borrowing Span<UInt8>) -> Bool {
        var position = 0
        var index = 0
        var lastRun: (token: Int, position: Int)?
        while position < value.count {
            if index < tokens.count {
                let token = tokens[index]
                if token == Self.run {
                    lastRun = (index, position)
                    index += 1
                    continue
                }
                if token == Self.one, !value[position].isUTF8Continuation {
                    index += 1
                    position += 1
                    while position < value.count, value[position].isUTF8Continuation { position += 1 }
                    continue
                }
                if token == Token(byte(value, position)) {
                    index += 1
                    position += 1
                    continue
                }
            }
            guard let last = lastRun else { return false }
            lastRun = (last.token, last.position + 1)
            position = last.position + 1
            index = last.token + 1
        }
        while index < tokens.count, tokens[index] == Self.run { index += 1 }
        return index == tokens.count
    }
}

extension UInt8 {
    /// Whether it continues a character of more than one byte.
    var isUTF8Continuation: Bool { self & 0xC0 == 0x80 }
}
