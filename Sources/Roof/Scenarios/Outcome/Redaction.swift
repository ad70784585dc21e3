import ClientStore

/// Takes secrets out of what an outcome says: in their place stands `[secret 1a2b3c4d]`, with the fingerprint that
/// `drydock store` shows.
///
/// What the page itself shows is left: whoever reads the page knows it.
struct Redaction: Sendable {
    private let secrets: [ByteSearch]
    private let shownOnPage: Set<String>

    /// - Parameters:
    ///   - secrets: those that are known: of the world's access keys.
    ///   - page: the texts of the page.
    init(secrets: [String], page: [String]) {
        let texts = page.map { Array($0.utf8) }
        self.secrets = secrets.filter { !$0.isEmpty }.map { ByteSearch(Array($0.utf8)) }.filter { secret in
            !texts.contains { secret.first(in: $0, from: 0) != nil }
        }
        shownOnPage = Set(page.map { String($0.withoutTrailingBlanks) })
    }

    /// `text` without secrets: those that are known, and what looks like a session's or a registry's.
    func text(_ text: String) -> String {
        guard text.utf8.count >= 16, !shownOnPage.contains(text) else { return text }
        var bytes = Array(text.utf8)
        for secret in secrets where secret.first(in: bytes, from: 0) != nil {
            let value = String(decoding: secret.pattern, as: UTF8.self)
            bytes = secret.replacing(in: bytes, with: Array(Self.mark(value).utf8))
        }
        return Self.withoutTokens(bytes)
    }

    /// The shortest run of Base64 that is taken for a token of a session or a registry.
    private static let shortestToken = 100
    /// How long the secret of an access key is.
    private static let secretLength = 40

    private static func withoutTokens(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let end = bytes[index...].firstIndex { !isBase64($0) } ?? bytes.count
            let word = bytes[index..<end]
            if isToken(word) || word.count == secretLength && namesSecret(bytes[..<index]) {
                result += mark(String(decoding: word, as: UTF8.self)).utf8
            } else {
                result += word
            }
            index = end
            while index < bytes.count, !isBase64(bytes[index]) {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether a word is too long and too mixed for a path, a rule or a digest.
    private static func isToken(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count >= shortestToken else { return false }
        let marks = word.count { !isLetterOrDigit($0) }
        return marks * 10 < word.count && word.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
            && word.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    }

    /// Whether what stands before a word says that it is a secret: `"SecretAccessKey": "`, `aws_secret_access_key = `.
    private static func namesSecret(_ text: ArraySlice<UInt8>) -> Bool {
        String(decoding: text.suffix(60), as: UTF8.self).lowercased().contains("secret")
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "+/=-_".utf8.contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }

    private static func mark(_ secret: String) -> String { "[secret \(Fingerprint.of(secret))]" }

    /// A line of a page that stands for `line`: a run where a secret was.
    static func withRuns(_ line: String) -> String { line.replacing(/\[secret [0-9a-f]{8}\]/, with: "[..]") }
}
