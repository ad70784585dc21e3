/// A line of expected text: literal characters, variables and runs of any characters.
package struct LinePattern: Sendable, Equatable {
    private enum Piece: Sendable, Equatable {
        case literal([UInt8])
        case variable(VariableKind, String)
        /// Text that follows a bound UUID; itself where it is a form of none.
        case form(String)
        /// A name in brackets; itself where the page does not declare it.
        case capture(String)
        /// A name in brackets with a backslash before it; where the page does not declare it, the backslash counts.
        case escapedCapture(String)
    }

    /// What stands side by side between two runs, `[..]`.
    private struct Segment: Sendable, Equatable {
        let pieces: [Piece]
        /// The way to find a segment that is nothing but literal characters.
        let literal: ByteSearch?

        init(_ text: [UInt8]) {
            pieces = LinePattern.pieces(in: text)
            literal =
                switch pieces.first {
                case nil: ByteSearch([])
                case .literal(let bytes)? where pieces.count == 1: ByteSearch(bytes)
                default: nil
                }
        }
    }

    /// The text, without escapes and trailing blanks.
    package let text: String
    private let segments: [Segment]

    /// - Parameter text: expected text in which `[..]` stands for any run and `\[..]` for these characters.
    package init(_ text: some StringProtocol) {
        let text = String(text.withoutTrailingBlanks)
        self.text = text
        guard text.utf8.contains(UInt8(ascii: "[")) else {
            segments = [Segment(Array(text.utf8))]
            return
        }
        let mark = Array("[..]".utf8)
        var segments: [Segment] = []
        var literal: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            if rest.starts(with: mark) {
                segments.append(Segment(literal))
                literal = []
                rest = rest.dropFirst(mark.count)
            } else if byte == UInt8(ascii: "\\"), rest.dropFirst().starts(with: mark) {
                literal += mark
                rest = rest.dropFirst(mark.count + 1)
            } else {
                literal.append(byte)
                rest = rest.dropFirst()
            }
        }
        self.segments = segments + [Segment(literal)]
    }

    private static func pieces(in literal: [UInt8]) -> [Piece] {
        guard literal.contains(UInt8(ascii: "<")) else { return variablePieces(in: literal) }
        var pieces: [Piece] = []
        var index = 0
        for finding in CaptureName.scan(literal) {
            pieces += variablePieces(in: Array(literal[index..<finding.range.lowerBound]))
            pieces.append(finding.isEscaped ? .escapedCapture(finding.text) : .capture(finding.text))
            index = finding.range.upperBound
        }
        return pieces + variablePieces(in: Array(literal[index...]))
    }

    private static func variablePieces(in literal: [UInt8]) -> [Piece] {
        var pieces: [Piece] = []
        var index = 0
        for finding in VariableScanner.scan(literal) {
            if index < finding.range.lowerBound {
                pieces.append(.literal(Array(literal[index..<finding.range.lowerBound])))
            }
            let text = String(decoding: literal[finding.range], as: UTF8.self)
            switch finding.shape {
            case .variable(let kind): pieces.append(.variable(kind, text))
            case .form: pieces.append(.form(text))
            }
            index = finding.range.upperBound
        }
        if index < literal.count { pieces.append(.literal(Array(literal[index...]))) }
        return pieces
    }

    /// Whether `actual` is the line; variables met for the first time are bound.
    package func matches(_ actual: String, _ bindings: inout Bindings) -> Bool {
        let actual = actual.withoutTrailingBlanks
        // Most lines are plain text.
        if segments.count == 1, let literal = segments[0].literal {
            return literal.pattern.elementsEqual(actual.utf8)
        }
        guard let place = match(Array(actual.utf8), bindings, wholeLine: true) else { return false }
        bindings = place.bindings
        return true
    }

    /// Lets the names that the page declares stand for what stands in `actual`, which is not this line, as far as both
    /// begin alike.
    func bindCaptures(_ actual: String, _ bindings: inout Bindings) {
        let text = Array(actual.utf8)
        var position = 0
        for piece in segments[0].pieces {
            if case .capture(let name) = piece, let pattern = bindings.captures[name], bindings.value(of: name) == nil {
                guard let end = pattern.ends(in: text, at: position).first else { return }
                _ = bindings.bind(name, .capture, to: String(decoding: text[position..<end], as: UTF8.self))
                position = end
                continue
            }
            guard let known = Self.knownText(of: piece, bindings), text[position...].starts(with: known) else { return }
            position += known.count
        }
    }

    /// The length in UTF-8 of the shortest beginning of `actual` that is this text; nil where it does not start so.
    func matchedPrefix(of actual: String, _ bindings: Bindings) -> Int? {
        match(Array(actual.utf8), bindings, wholeLine: false)?.end
    }

    /// Where the last segment stands, each run as short as it can be; nil where the text is not this line.
    private func match(_ text: [UInt8], _ bindings: Bindings, wholeLine: Bool) -> GapPlacement.Place? {
        let isAlone = segments.count == 1
        let opening = place(of: segments[0], at: 0, in: text, bindings, upTo: isAlone && wholeLine ? text.count : nil)
        guard let opening, !isAlone else { return opening }
        let last = segments[segments.count - 1]
        return GapPlacement.place(
            segments.count,
            in: text.count,
            after: opening,
            first: { first(segments[$0], in: text, from: $1, $2) },
            closing: { start, bindings in
                wholeLine
                    ? closing(last, in: text, from: start, bindings) : first(last, in: text, from: start, bindings)
            }
        )
    }

    /// The first place of `segment` at or after `start`.
    private func first(
        _ segment: Segment,
        in text: [UInt8],
        from start: Int,
        _ bindings: Bindings
    ) -> GapPlacement.Place? {
        if let literal = segment.literal {
            return literal.first(in: text, from: start).map {
                GapPlacement.Place(start: $0, end: $0 + literal.pattern.count, bindings: bindings)
            }
        }
        // What is known of its text leads to where it may stand.
        let beginning = ByteSearch(knownBeginning(of: segment, bindings))
        var start = start
        while let candidate = beginning.first(in: text, from: start), candidate < text.count {
            if let place = place(of: segment, at: candidate, in: text, bindings) { return place }
            start = candidate + 1
        }
        return nil
    }

    /// The place of `segment` at the end of the text, at or after `start`.
    private func closing(
        _ segment: Segment,
        in text: [UInt8],
        from start: Int,
        _ bindings: Bindings
    ) -> GapPlacement.Place? {
        let lengths = segment.pieces.map { Self.lengths(of: $0, bindings) }
        let shortest = lengths.reduce(0) { $0 + $1.lowerBound }
        let longest = lengths.reduce(0) { $0 + $1.upperBound }
        let candidates = max(start, text.count - longest)...max(start, text.count - shortest)
        return candidates.lazy.compactMap { place(of: segment, at: $0, in: text, bindings, upTo: text.count) }.first
    }

    /// Where `segment` ends when it starts at `start`, and what its variables stand for; nil where it does not stand
    /// there, or does not end where it must.
    private func place(
        of segment: Segment,
        at start: Int,
        in text: [UInt8],
        _ bindings: Bindings,
        upTo end: Int? = nil
    ) -> GapPlacement.Place? {
        place(segment.pieces[...], from: start, at: start, in: text, bindings, upTo: end)
    }

    private func place(
        _ pieces: ArraySlice<Piece>,
        from start: Int,
        at first: Int,
        in text: [UInt8],
        _ bindings: Bindings,
        upTo lastEnd: Int?
    ) -> GapPlacement.Place? {
        var position = first
        var bindings = bindings
        for (index, piece) in zip(pieces.indices, pieces) {
            if case .capture(let name) = piece, let pattern = bindings.captures[name], bindings.value(of: name) == nil {
                // What stands behind it decides where it ends.
                for end in pattern.ends(in: text, at: position) {
                    var trial = bindings
                    let value = String(decoding: text[position..<end], as: UTF8.self)
                    guard trial.bind(name, .capture, to: value) else { continue }
                    let rest = pieces[(index + 1)...]
                    if let place = place(rest, from: start, at: end, in: text, trial, upTo: lastEnd) { return place }
                }
                return nil
            }
            guard case .variable(let kind, let variable) = piece else {
                let bytes = Self.knownText(of: piece, bindings) ?? []
                guard text[position...].starts(with: bytes) else { return nil }
                position += bytes.count
                continue
            }
            guard let end = VariableScanner.end(of: kind, in: text, at: position) else { return nil }
            if let known = Self.knownText(of: piece, bindings) {
                guard text[position..<end].elementsEqual(known) else { return nil }
            } else {
                let value = String(decoding: text[position..<end], as: UTF8.self)
                guard bindings.bind(variable, kind, to: value) else { return nil }
            }
            position = end
        }
        if let lastEnd, position != lastEnd { return nil }
        return GapPlacement.Place(start: start, end: position, bindings: bindings)
    }

    /// What a piece reads as; nil for a variable that is not bound.
    private static func knownText(of piece: Piece, _ bindings: Bindings) -> [UInt8]? {
        switch piece {
        case .literal(let bytes): bytes
        case .form(let form): Array((bindings.value(of: form) ?? form).utf8)
        case .capture(let name):
            bindings.captures[name] == nil ? Array(name.utf8) : bindings.value(of: name).map { Array($0.utf8) }
        case .escapedCapture(let name):
            Array((bindings.captures[name] == nil ? "\\" + name : name).utf8)
        case .variable(_, let variable):
            bindings.isConstant(variable) ? Array(variable.utf8) : bindings.value(of: variable).map { Array($0.utf8) }
        }
    }

    private func knownBeginning(of segment: Segment, _ bindings: Bindings) -> [UInt8] {
        var text: [UInt8] = []
        for piece in segment.pieces {
            guard let known = Self.knownText(of: piece, bindings) else { break }
            text += known
        }
        return text
    }

    /// How many bytes a piece may take.
    private static func lengths(of piece: Piece, _ bindings: Bindings) -> ClosedRange<Int> {
        if let known = knownText(of: piece, bindings) { return known.count...known.count }
        switch piece {
        case .variable(let kind, _): return VariableScanner.lengths(of: kind)
        case .capture: return 1...1_000_000
        case .literal, .form, .escapedCapture: return 0...0
        }
    }
}
