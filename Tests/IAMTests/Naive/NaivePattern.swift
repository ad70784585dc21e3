/// A pattern of a policy, piece by piece.
struct NaivePattern: Sendable {
    enum Piece: Sendable, Equatable {
        case character(Unicode.Scalar)
        /// `*`: any run of characters, the empty one too.
        case anyRun
        /// `?`: exactly one character.
        case anyOne
        /// `${key}` or `${key, 'default'}`.
        case variable(key: String, default: String?)
    }

    var pieces: [Piece]

    /// - Parameters:
    ///   - wildcards: whether `*` and `?` mean anything but themselves here.
    ///   - variables: whether `${…}` means anything but itself here.
    init(_ text: String, wildcards: Bool, variables: Bool) {
        pieces = []
        var rest = Array(text.unicodeScalars)[...]
        while let first = rest.first {
            if variables, rest.starts(with: "${".unicodeScalars), let end = rest.firstIndex(of: "}") {
                var inside = ""
                inside.unicodeScalars.append(contentsOf: rest[(rest.startIndex + 2)..<end])
                pieces.append(NaivePattern.variable(inside))
                rest = rest[(end + 1)...]
                continue
            }
            rest = rest.dropFirst()
            switch first {
            case "*" where wildcards: pieces.append(.anyRun)
            case "?" where wildcards: pieces.append(.anyOne)
            default: pieces.append(.character(first))
            }
        }
    }

    /// What `${inside}` stands for: `${*}`, `${?}` and `${$}` are these characters themselves.
    private static func variable(_ inside: String) -> Piece {
        if let only = inside.unicodeScalars.first, ["*", "?", "$"].contains(inside) { return .character(only) }
        let parts = inside.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        let key = trimmed(String(parts[0]))
        guard parts.count == 2 else { return .variable(key: key, default: nil) }
        return .variable(key: key, default: String(trimmed(String(parts[1])).dropFirst().dropLast()))
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.first == " " { text = text.dropFirst() }
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }

    /// Whether every variable has a value or a default. A key of several values gives none, and is not absent either.
    func canBeResolved(_ request: NaiveRequest) -> Bool {
        pieces.allSatisfy { piece in
            guard case .variable(let key, let other) = piece else { return true }
            let values = request.values(key) ?? []
            return values.count == 1 || values.isEmpty && other != nil
        }
    }

    /// The pieces with values in the place of variables; a `*` in a value is only a `*`. Nil where a variable stands for
    /// nothing: such a pattern is like nothing and equal to nothing.
    func resolved(_ request: NaiveRequest, _ fault: NaiveFault?) -> [Piece]? {
        guard canBeResolved(request) || fault == .absentVariableIsEmpty else { return nil }
        return pieces.flatMap { piece -> [Piece] in
            guard case .variable(let key, let other) = piece else { return [piece] }
            let otherwise = fault == .variableDefaultIgnored ? "" : other ?? ""
            return (request.value(of: key) ?? otherwise).unicodeScalars.map { .character($0) }
        }
    }

    /// The text of a pattern without wildcards; nil where it is equal to nothing.
    func text(_ request: NaiveRequest, _ fault: NaiveFault?) -> String? {
        guard let pieces = resolved(request, fault) else { return nil }
        var text = ""
        for case .character(let character) in pieces { text.unicodeScalars.append(character) }
        return text
    }

    /// Whether the pieces stand for the whole text. Takes time without bound for many `*`: the cases here have few.
    static func matches(_ pieces: ArraySlice<Piece>, _ text: ArraySlice<Unicode.Scalar>, _ fault: NaiveFault?) -> Bool {
        guard let piece = pieces.first else { return text.isEmpty }
        let others = pieces.dropFirst()
        switch piece {
        case .character(let character):
            return text.first == character && matches(others, text.dropFirst(), fault)
        case .anyOne:
            if fault == .questionMarkMatchesNothing { return matches(others, text, fault) }
            return !text.isEmpty && matches(others, text.dropFirst(), fault)
        case .anyRun:
            if matches(others, text, fault) { return true }
            guard let next = text.first else { return false }
            if fault == .wildcardStopsAtSlash, next == "/" { return false }
            return matches(pieces, text.dropFirst(), fault)
        case .variable:
            return false
        }
    }

    static func matches(_ pieces: [Piece], _ text: String, _ fault: NaiveFault?) -> Bool {
        matches(pieces[...], Array(text.unicodeScalars)[...], fault)
    }
}
