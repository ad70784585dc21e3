/// What was typed while nobody showed it, and earlier commands had shown: a page gives it a name, as nothing else may stand
/// there.
struct TypedSecrets {
    /// The names with their brackets, by what they stand for.
    private let names: [(value: String, name: String)]

    init(_ steps: [RecordedStep]) {
        let texts = steps.flatMap { $0.lines + $0.output.map(\.text) }
        var names: [(value: String, name: String)] = []
        var number = 1
        for value in steps.flatMap(\.hidden) where !names.contains(where: { $0.value == value }) {
            while texts.contains(where: { $0.contains(Self.name(number)) }) { number += 1 }
            names.append((value, Self.name(number)))
            number += 1
        }
        // One may be a part of another.
        self.names = names.sorted { $0.value.utf8.count > $1.value.utf8.count }
    }

    /// Whether a page may name `value`: an output of these steps shows it as a word, and no command has it.
    static func mayName(_ value: String, after steps: [RecordedStep]) -> Bool {
        let isInCommand = steps.contains { step in step.lines.contains { $0.contains(value) } }
        if isInCommand || value.contains(where: \.isWhitespace) { return false }
        return steps.contains { step in step.output.contains { Self.shows($0.text, value) } }
    }

    /// The names without their brackets.
    var declared: [String] { names.map { String($0.name.dropFirst().dropLast()) }.sorted() }

    /// `text` with names in place of what they stand for.
    func named(_ text: String) -> String {
        names.reduce(text) { $0.replacing($1.value, with: $1.name) }
    }

    private static func shows(_ text: String, _ value: String) -> Bool {
        text.ranges(of: value).contains { range in
            let around = [text[..<range.lowerBound].last, text[range.upperBound...].first]
            return !around.contains { $0?.isLetter == true || $0?.isNumber == true }
        }
    }

    private static func name(_ number: Int) -> String { "<typed-\(number)>" }
}
