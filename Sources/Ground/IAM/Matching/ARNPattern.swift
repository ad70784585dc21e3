import Text

/// An ARN with wildcards: six parts between colons that are compared one by one. Only the last spans colons, because all
/// that follows the fifth is one part (docs/aws/iam.md, "Documents").
struct ARNPattern: Sendable, Equatable {
    private let head: ARNHeadPattern
    private let resource: WildcardPattern

    /// Nil for fewer than six parts, which match no ARN.
    init?(_ tokens: [WildcardPattern.Token]) {
        let colon = WildcardPattern.Token(UInt8(ascii: ":"))
        let parts = tokens.split(separator: colon, maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6 else { return nil }
        head = ARNHeadPattern(
            scheme: WildcardPattern(Array(parts[0])),
            partition: WildcardPattern(Array(parts[1])),
            service: WildcardPattern(Array(parts[2])),
            region: WildcardPattern(Array(parts[3])),
            account: WildcardPattern(Array(parts[4]))
        )
        resource = WildcardPattern(Array(parts[5]))
    }

    init(_ head: ARNHeadPattern, resource: WildcardPattern) {
        self.head = head
        self.resource = resource
    }

    /// Matches every ARN.
    static let everyARN = ARNPattern(.everything, resource: WildcardPattern("*"))

    func matches(_ text: String) -> Bool {
        guard let parts = ARNParts(text) else { return false }
        return matches(text.utf8.span, parts)
    }

    /// - Parameter parts: those of `arn`.
    func matches(_ arn: borrowing Span<UInt8>, _ parts: ARNParts) -> Bool {
        // The last part first: it is the one in which the ARNs of a policy differ.
        resource.matches(arn.extracting(parts.resource)) && head.matches(arn, parts)
    }
}

/// The first five parts of an ARN with wildcards.
struct ARNHeadPattern: Sendable, Equatable {
    /// Account, region, service, partition and scheme: what tells most in front. One array, so that a copy is cheap.
    private let parts: [WildcardPattern]

    init(
        scheme: WildcardPattern,
        partition: WildcardPattern,
        service: WildcardPattern,
        region: WildcardPattern,
        account: WildcardPattern
    ) {
        parts = [account, region, service, partition, scheme]
    }

    static let everything = ARNHeadPattern(
        scheme: WildcardPattern("*"),
        partition: WildcardPattern("*"),
        service: WildcardPattern("*"),
        region: WildcardPattern("*"),
        account: WildcardPattern("*")
    )

    func matches(_ arn: borrowing Span<UInt8>, _ parts: ARNParts) -> Bool {
        self.parts[0].matches(arn.extracting(parts.account)) && self.parts[1].matches(arn.extracting(parts.region))
            && self.parts[2].matches(arn.extracting(parts.service))
            && self.parts[3].matches(arn.extracting(parts.partition))
            && self.parts[4].matches(arn.extracting(parts.scheme))
    }
}

/// Where the six parts of an ARN stand in its text, as offsets of bytes: found once for all patterns that it is compared
/// with.
struct ARNParts: Sendable, Equatable {
    let scheme: Range<Int>
    let partition: Range<Int>
    let service: Range<Int>
    let region: Range<Int>
    let account: Range<Int>
    let resource: Range<Int>

    /// Nil where the text has fewer than six.
    init?(_ text: String) {
        let bytes = text.utf8.span
        var position = 0
        func next(_ bytes: borrowing Span<UInt8>) -> Range<Int>? {
            let start = position
            while position < bytes.count, bytes[position] != UInt8(ascii: ":") { position += 1 }
            guard position < bytes.count else { return nil }
            position += 1
            return start..<position - 1
        }
        guard let scheme = next(bytes), let partition = next(bytes), let service = next(bytes),
            let region = next(bytes),
            let account = next(bytes)
        else { return nil }
        self.scheme = scheme
        self.partition = partition
        self.service = service
        self.region = region
        self.account = account
        resource = position..<bytes.count
    }
}
