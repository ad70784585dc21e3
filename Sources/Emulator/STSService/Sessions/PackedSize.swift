import AWSCore
import IAM

/// How much of AWS's space a session's policies and tags take (docs/aws/sts.md, "Session policies").
///
/// AWS's packed form is not published, so this is an estimate, made to agree with what was measured: the six tags of
/// EKS Pod Identity, some 265 bytes, take 74 %, and 37 % of other tags on top make 112 % (aws/containers-roadmap#2413);
/// seven tags that are as long as tags may be take 498 % (aws-actions/configure-aws-credentials#1803); inline policies
/// of 1,700 characters with 42 actions take 157 %. So tags count in full, policies and their ARNs as much as a
/// compressor of the Lempel-Ziv kind makes of them, and 360 bytes are 100 %.
struct PackedSize: Sendable, Equatable {
    private static let allotted = 360

    /// In percent of what is allotted, rounded up; 0 only where there is nothing to pack.
    let percent: Int
    private let hasPolicy: Bool

    init(_ policies: SessionPolicies, _ tags: SessionTags) {
        hasPolicy = policies.inline != nil || !policies.arns.isEmpty
        let inline = policies.inline.map { Self.withoutBlanks(Array($0.text.utf8)) } ?? []
        let text = policies.arns.reduce(into: inline) { $0 += $1.description.utf8 }
        let tagBytes = tags.values.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        let bytes = LempelZiv.size(of: text) + tagBytes
        percent = (bytes * 100 + Self.allotted - 1) / Self.allotted
    }

    /// - Throws: `PackedPolicyTooLarge`, with the sentence about policies where any is passed and otherwise that about
    ///   tags.
    func check() throws(STSError) {
        guard percent > 100 else { return }
        throw hasPolicy ? .packedPolicyTooLarge(percent) : .packedTagsTooLarge(percent)
    }

    /// JSON without what stands between its parts.
    private static func withoutBlanks(_ json: [UInt8]) -> [UInt8] {
        var isInString = false
        var isEscaped = false
        return json.filter { byte in
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == 0x5C {
                    isEscaped = true
                } else if byte == 0x22 {
                    isInString = false
                }
                return true
            }
            if byte == 0x22 { isInString = true }
            return byte != 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
        }
    }
}

/// An estimate of what deflate makes of a text, to within a few per cent for policies: a greedy search for repetitions,
/// 17 bits for each, 6 bits for any other byte.
private enum LempelZiv {
    private static let literalBits = 6
    private static let repetitionBits = 17
    private static let shortest = 3
    private static let longest = 258
    /// How many earlier places are tried for one repetition, so that a text of one letter takes no longer than another.
    private static let depth = 32

    static func size(of text: [UInt8]) -> Int {
        var places: [UInt32: [Int]] = [:]
        var bits = 0
        var position = 0
        while position < text.count {
            let length = repetition(in: text, at: position, places)
            bits += length == 1 ? literalBits : repetitionBits
            for index in position..<(position + length) {
                if let key = key(in: text, at: index) { places[key, default: []].append(index) }
            }
            position += length
        }
        return (bits + 7) / 8
    }

    /// The length of the longest repetition at `position`; 1 where there is none.
    private static func repetition(in text: [UInt8], at position: Int, _ places: [UInt32: [Int]]) -> Int {
        guard let key = key(in: text, at: position), let earlier = places[key] else { return 1 }
        let limit = min(longest, text.count - position)
        var best = 1
        for start in earlier.suffix(depth) {
            var length = shortest
            while length < limit, text[start + length] == text[position + length] { length += 1 }
            best = max(best, length)
        }
        return best
    }

    private static func key(in text: [UInt8], at index: Int) -> UInt32? {
        guard index + shortest <= text.count else { return nil }
        return UInt32(text[index]) << 16 | UInt32(text[index + 1]) << 8 | UInt32(text[index + 2])
    }
}
