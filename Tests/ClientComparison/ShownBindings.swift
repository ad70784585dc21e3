/// Which of our identifiers stand where ZenML's stand: each for one, throughout a sequence.
struct ShownBindings: Equatable {
    private var ours: [String: String] = [:]
    private var theirs: [String: String] = [:]

    /// Lets `actual` stand for `expected`; false where one of them is taken.
    mutating func bind(_ expected: String, to actual: String) -> Bool {
        if let known = ours[expected] { return known == actual }
        if expected.utf8.count == 36 || theirs[actual] == nil {
            guard theirs[actual] == nil else { return false }
            ours[expected] = actual
            theirs[actual] = expected
        }
        guard expected.utf8.count == 36, actual.utf8.count == 36 else { return true }
        for form in Self.forms {
            ours[form(expected)] = form(actual)
            theirs[form(actual)] = form(expected)
        }
        return true
    }

    /// A command line with our identifiers in place of ZenML's, and of their beginnings.
    func substituted(in command: String) -> String {
        command.split(separator: " ", omittingEmptySubsequences: false).map { word in
            var word = String(word)
            if let known = ours[word] { return known }
            // A filter's operator.
            var beginning = ""
            if let colon = word.lastIndex(of: ":") {
                beginning = String(word[...colon])
                word = String(word[word.index(after: colon)...])
            }
            guard word.utf8.count >= 4, word.allSatisfy({ $0.isHexDigit || $0 == "-" }) else {
                return beginning + replaced(word)
            }
            let matching = ours.keys.filter { $0.utf8.count == 36 && $0.hasPrefix(word) }
            guard matching.count == 1, let actual = ours[matching[0]] else { return beginning + word }
            return beginning + String(actual.prefix(word.count))
        }.joined(separator: " ")
    }

    /// A text with our identifiers in place of ZenML's, and of beginnings that stand alone.
    func substituted(inText text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.split(separator: " ", omittingEmptySubsequences: false).map { word in
                let isQuoted = word.count > 2 && word.hasPrefix("'") && word.hasSuffix("'")
                return isQuoted
                    ? "'" + substituted(in: String(word.dropFirst().dropLast())) + "'"
                    : substituted(in: String(word))
            }.joined(separator: " ")
        }.joined(separator: "\n")
    }

    private func replaced(_ word: String) -> String {
        ShownVariable.pieces(of: word).map { piece in
            switch piece {
            case .literal(let text): text
            case .variable(let variable): ours[variable.text] ?? variable.text
            }
        }.joined()
    }

    /// A text in which every part of a known identifier, such as one that a narrow column breaks, is blotted out.
    func blotted(_ text: String, ours isOurs: Bool) -> String {
        let known = (isOurs ? theirs : ours).keys.filter { $0.utf8.count == 36 }
        guard !known.isEmpty else { return text }
        var result = ""
        var run = ""
        func end() {
            let isPart = run.utf8.count >= 2 && known.contains { $0.contains(run) }
            result += isPart ? String(repeating: "#", count: run.count) : run
            run = ""
        }
        for character in text {
            if character == "-" || character.isHexDigit && !character.isUppercase {
                run.append(character)
            } else {
                end()
                result.append(character)
            }
        }
        end()
        return result
    }

    private static let forms: [@Sendable (String) -> String] = [
        { $0.filter { $0 != "-" } }, { String($0.prefix(8)) }, { String($0.prefix(32)) },
    ]
}
