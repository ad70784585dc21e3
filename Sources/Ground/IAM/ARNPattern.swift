/// An ARN with wildcards: six parts between colons that are compared one by one. Only the last spans colons, because all
/// that follows the fifth is one part (docs/aws/iam.md, "Documents").
struct ARNPattern: Sendable, Equatable {
    private static let colon = WildcardPattern.Token(UInt8(ascii: ":"))

    private let parts: [WildcardPattern]

    /// Fewer than six patterns match no ARN.
    init(parts: [WildcardPattern]) {
        self.parts = parts
    }

    init(_ tokens: [WildcardPattern.Token]) {
        parts = tokens.split(separator: Self.colon, maxSplits: 5, omittingEmptySubsequences: false).map {
            WildcardPattern(Array($0))
        }
    }

    func matches(_ text: String) -> Bool { matches(text.utf8.span) }

    func matches(_ arn: borrowing Span<UInt8>) -> Bool {
        guard parts.count == 6 else { return false }
        var start = 0
        for part in 0..<5 {
            var end = start
            while end < arn.count, arn[end] != UInt8(ascii: ":") { end += 1 }
            guard end < arn.count, parts[part].matches(arn.extracting(start..<end)) else { return false }
            start = end + 1
        }
        return parts[5].matches(arn.extracting(start..<arn.count))
    }
}
