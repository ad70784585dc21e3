import AWSCore

extension Repository {
    /// Whether `text` has the form of a repository's name (docs/aws/ecr.md, "Constraints"): lower-case words joined by
    /// `.`, `_`, `__` or dashes, in parts divided by `/`; 2 to 256 characters.
    package static func isName(_ text: String) -> Bool { text.utf8.count >= 2 && isPrefix(text) }

    /// Whether `text` has the form of a name, of 1 to 256 characters, to which `/` and more can be added.
    static func isPrefix(_ text: String) -> Bool {
        (1...256).contains(text.utf8.count)
            && text.utf8.split(separator: 0x2F, omittingEmptySubsequences: false).allSatisfy { part in
                guard let first = part.first, let last = part.last, isWord(first), isWord(last) else { return false }
                return part.split(whereSeparator: isWord).allSatisfy(isSeparator)
            }
    }

    private static func isWord(_ byte: UInt8) -> Bool { byte.isDigit || (byte >= 0x61 && byte <= 0x7A) }

    private static func isSeparator(_ run: Substring.UTF8View) -> Bool {
        switch run.count {
        case 1: run.first == 0x2E || run.first == 0x5F || run.first == 0x2D
        case 2 where run.allSatisfy { $0 == 0x5F }: true
        default: run.allSatisfy { $0 == 0x2D }
        }
    }
}
