/// Where a line that is typed behind a prompt stands on the screen, over as many rows as it takes.
struct LineDrawing {
    /// A place on the screen, counted from the start of the prompt's line.
    private struct Place {
        var row = 0
        var column = 0

        /// The place after `characters`; one of two cells does not stand at the end of a row.
        func after(_ characters: some Sequence<Character>, width: Int) -> Place {
            var place = self
            for character in characters {
                let cells = DisplayWidth.of(character)
                if place.column + cells > width { place = Place(row: place.row + 1, column: 0) }
                place.column += cells
                if place.column >= width { place = Place(row: place.row + 1, column: 0) }
            }
            return place
        }
    }

    private let width: Int
    private let start: Place
    private var cursor: Place

    /// - Parameter prompt: what stands before the line.
    init(prompt: String, width: Int) {
        self.width = max(2, width)
        start = Place().after(prompt, width: self.width)
        cursor = start
    }

    /// What draws the line anew, the cursor where it stands.
    mutating func redrawn(_ before: [Character], _ after: [Character]) -> String {
        let end = start.after(before + after, width: width)
        let target = start.after(before, width: width)
        // Behind a full row the cursor waits at its end until something follows.
        let wrap = end.column == 0 && end.row > start.row ? "\r\n" : ""
        let drawn = move(from: cursor, to: start) + "\u{1B}[J" + String(before + after) + wrap
        cursor = target
        return drawn + move(from: end, to: target)
    }

    /// What moves the cursor behind the line.
    mutating func left(_ before: [Character], _ after: [Character]) -> String {
        let end = start.after(before + after, width: width)
        defer { cursor = end }
        return move(from: cursor, to: end)
    }

    private func move(from: Place, to: Place) -> String {
        var codes = ""
        if to.row < from.row { codes += "\u{1B}[\(from.row - to.row)A" }
        if to.row > from.row { codes += "\u{1B}[\(to.row - from.row)B" }
        if to.column != from.column || to.row != from.row {
            codes += "\r" + (to.column > 0 ? "\u{1B}[\(to.column)C" : "")
        }
        return codes
    }
}
