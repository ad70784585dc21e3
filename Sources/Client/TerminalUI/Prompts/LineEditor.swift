/// A line that is being typed: what keys make of it.
package struct LineEditor: Sendable {
    /// What the line holds, before and after the cursor.
    private(set) var before: [Character] = []
    private(set) var after: [Character] = []
    /// Earlier lines, and at the end the one that is being typed.
    private var history: [String]
    private var place: Int

    /// - Parameter history: earlier lines, the last one last.
    package init(history: [String] = []) {
        self.history = history + [""]
        place = history.count
    }

    package var text: String { String(before) + String(after) }

    /// Does what `key` does to the line; nothing for keys that end it.
    package mutating func press(_ key: Key) {
        switch key {
        // What is typed may belong to the character before it: an accent, or a part of an emoji.
        case .text(let text): before = Array(String(before) + text)
        case .left: move(1, towardsStart: true)
        case .right: move(1, towardsStart: false)
        case .wordLeft: move(wordLength(Array(before.reversed())), towardsStart: true)
        case .wordRight: move(wordLength(after), towardsStart: false)
        case .home: move(before.count, towardsStart: true)
        case .end: move(after.count, towardsStart: false)
        case .previous: recall(place - 1)
        case .next: recall(place + 1)
        case .deleteBack: _ = before.popLast()
        case .deleteForward: after = Array(after.dropFirst())
        case .deleteWordBack: before.removeLast(blankWordLength)
        case .deleteToStart: before = []
        case .deleteToEnd: after = []
        case .enter, .interrupt, .endOfInput, .suspend: break
        }
    }

    private mutating func move(_ count: Int, towardsStart: Bool) {
        if towardsStart {
            after = Array(before.suffix(count)) + after
            before.removeLast(min(count, before.count))
        } else {
            before += after.prefix(count)
            after = Array(after.dropFirst(count))
        }
    }

    /// How far it is over blanks and a word.
    private func wordLength(_ characters: [Character]) -> Int {
        let isOfWord = { (character: Character) in character.isLetter || character.isNumber }
        let blanks = characters.prefix { !isOfWord($0) }.count
        return blanks + characters.dropFirst(blanks).prefix(while: isOfWord).count
    }

    /// The characters of the last word before the cursor and the blanks behind it.
    private var blankWordLength: Int {
        let reversed = before.reversed()
        let blanks = reversed.prefix { $0.isWhitespace }.count
        return blanks + reversed.dropFirst(blanks).prefix { !$0.isWhitespace }.count
    }

    private mutating func recall(_ index: Int) {
        guard history.indices.contains(index) else { return }
        history[place] = text
        place = index
        before = Array(history[index])
        after = []
    }
}
