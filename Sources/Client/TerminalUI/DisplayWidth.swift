/// How many cells of a terminal a text takes.
package enum DisplayWidth {
    /// The cells of `text`: 2 for emoji and wide East Asian characters, 0 for combining marks and control characters.
    package static func of(_ text: some StringProtocol) -> Int {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    /// The cells of one character as a reader sees it, however many code points it is made of.
    package static func of(_ character: Character) -> Int {
        // A letter of the kind that is put before another, and a vowel sign that is put behind, make one character with
        // their neighbours, also with a blank, and take cells of their own.
        var own = character.unicodeScalars.count(where: hasOwnCell)
        var scalars = character.unicodeScalars.filter { !hasOwnCell($0) }
        // So does a skin tone behind what has no skin; behind a hand or a face it colours that.
        if scalars.count > 1, !scalars.contains(where: \.properties.isEmojiModifierBase) {
            let others = scalars.filter { !$0.properties.isEmojiModifier }
            own += 2 * (scalars.count - others.count)
            scalars = others
        }
        guard let first = scalars.first else { return own }
        // Variation selector 16 asks for the picture form of what is text otherwise: two cells.
        if scalars.count > 1, first.properties.isEmoji, scalars.contains("\u{FE0F}") { return own + 2 }
        return own + (scalars.lazy.map(of).max() ?? 0)
    }

    private static func hasOwnCell(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x300
            && (joiningLetters.contains(scalar.value) || scalar.properties.generalCategory == .spacingMark)
    }

    /// The longest beginning of `text` that takes at most `width` cells.
    package static func prefix<Text: StringProtocol>(
        of text: Text,
        width: Int
    ) -> Text.SubSequence where Text.SubSequence: StringProtocol {
        var cells = 0
        var end = text.startIndex
        while end < text.endIndex {
            cells += of(text[end])
            if cells > width { break }
            end = text.index(after: end)
        }
        return text[..<end]
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x7F { return value < 0x20 ? 0 : 1 }
        // A soft hyphen is shown, although it is a format character.
        if value == 0xAD { return 1 }
        switch scalar.properties.generalCategory {
        case .control, .format, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator: return 0
        default: break
        }
        return scalar.properties.isEmojiPresentation || wideRanges.contains { $0.contains(value) } ? 2 : 1
    }

    /// The letters that make one character with a neighbour by Unicode Annex 29: those of the class Prepend (its other
    /// members are format characters without a cell), and the vowels and voicing marks that are put behind.
    private static let joiningLetters: Set<UInt32> = [
        0x0D4E, 0x0E33, 0x0EB3, 0xFF9E, 0xFF9F, 0x111C2, 0x111C3, 0x1193F, 0x11941, 0x11A3A, 0x11A84, 0x11A85, 0x11A86,
        0x11A87, 0x11A88, 0x11A89, 0x11D46, 0x11F02,
    ]

    /// The blocks that Unicode Annex 11 calls wide or full width.
    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
        0x1F1E6...0x1F1FF, 0x20000...0x3FFFD,
    ]
}
