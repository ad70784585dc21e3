import AWSCore

/// How a registry wants to be asked: a challenge of `WWW-Authenticate` (RFC 9110, section 11.6.1).
struct AuthenticationChallenge: Sendable, Equatable {
    /// In small letters, such as `bearer`.
    let scheme: String
    /// By their names in small letters.
    let parameters: [String: String]

    /// The challenges of a header, in its order. What is not well-formed ends the reading.
    static func all(in header: HeaderFields) -> [AuthenticationChallenge] {
        header.values(of: "WWW-Authenticate").flatMap { text in
            var reader = ChallengeReader(text)
            return reader.challenges()
        }
    }
}

private struct ChallengeReader {
    private var rest: ArraySlice<UInt8>

    init(_ text: String) {
        rest = Array(text.utf8)[...]
    }

    mutating func challenges() -> [AuthenticationChallenge] {
        var found: [AuthenticationChallenge] = []
        skip { $0 == 0x20 || $0 == 0x09 || $0 == 0x2C }
        while let scheme = token() {
            var parameters: [String: String] = [:]
            while true {
                let before = rest
                skip { $0 == 0x20 || $0 == 0x09 || $0 == 0x2C }
                guard let name = token(), take(0x3D), let value = quoted() ?? token() else {
                    // The next word is a scheme, or the text is at its end.
                    rest = before
                    break
                }
                parameters[name.lowercased()] = value
            }
            found.append(AuthenticationChallenge(scheme: scheme.lowercased(), parameters: parameters))
            skip { $0 == 0x20 || $0 == 0x09 || $0 == 0x2C }
        }
        return found
    }

    private mutating func token() -> String? {
        let word = rest.prefix { $0.isWordCharacter || "!#$%&'*+-.^`|~/:".utf8.contains($0) }
        guard !word.isEmpty else { return nil }
        rest = rest.dropFirst(word.count)
        return String(decoding: word, as: UTF8.self)
    }

    private mutating func quoted() -> String? {
        guard take(0x22) else { return nil }
        var text: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case 0x22: return String(decoding: text, as: UTF8.self)
            case 0x5C: if let escaped = rest.popFirst() { text.append(escaped) }
            default: text.append(byte)
            }
        }
        return nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func skip(_ isSkipped: (UInt8) -> Bool) {
        rest = rest.drop(while: isSkipped)
    }
}
