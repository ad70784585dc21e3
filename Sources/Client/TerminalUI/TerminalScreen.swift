import Synchronization

/// Draws events on a real terminal: text as it comes, and a turning spinner that is erased in the end.
package final class TerminalScreen: Sendable {
    package enum Stream: Sendable {
        case output
        case error
    }

    /// Undoes what hides the cursor while a spinner turns.
    package static let shownCursor = "\u{1B}[?25h"

    private let drawing: Mutex<Drawing>
    private let write: @Sendable (Stream, String) -> Void

    /// - Parameters:
    ///   - width: cells in a line; a spinner's message is cut there, so that its lines can be erased.
    ///   - write: writes to the process's streams; called by one caller at a time.
    package init(width: Int, usesColour: Bool, write: @escaping @Sendable (Stream, String) -> Void) {
        drawing = Mutex(Drawing(width: width, usesColour: usesColour))
        self.write = write
    }

    /// Shows an event.
    package func receive(_ event: TerminalEvent) {
        drawing.withLock { drawing in
            switch event {
            case .output(let text): show(text, on: .output, &drawing)
            case .error(let text): show(text, on: .error, &drawing)
            case .spinner(let message):
                stopTurning(&drawing)
                drawing.message = message
                drawing.frame = 0
                drawing.ticker = Task { [weak self] in
                    while (try? await Task.sleep(for: .milliseconds(80))) != nil { self?.tick() }
                }
                write(.output, "\u{1B}[?25l" + drawing.spinner)
            case .spinnerEnded: stopTurning(&drawing)
            }
        }
    }

    /// Shows the spinner's next frame, where there is one.
    package func tick() {
        drawing.withLock { drawing in
            guard drawing.isShown else { return }
            let erased = drawing.erasure
            drawing.frame = (drawing.frame + 1) % Drawing.glyphs.count
            write(.output, erased + drawing.spinner)
        }
    }

    /// Text goes above the spinner, which is drawn anew below it.
    private func show(_ text: String, on stream: Stream, _ drawing: inout Drawing) {
        if drawing.isShown { write(.output, drawing.erasure) }
        write(stream, text)
        drawing.isAtLineStart = text.last.map { $0 == "\n" } ?? drawing.isAtLineStart
        if drawing.isShown { write(.output, drawing.spinner) }
    }

    private func stopTurning(_ drawing: inout Drawing) {
        guard drawing.message != nil else { return }
        drawing.ticker?.cancel()
        write(.output, (drawing.isShown ? drawing.erasure : "") + Self.shownCursor)
        drawing.message = nil
        drawing.ticker = nil
    }
}

/// Where the spinner stands.
private struct Drawing {
    static let glyphs: [Character] = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]

    let width: Int
    let usesColour: Bool
    var message: String?
    var frame = 0
    var ticker: Task<Void, Never>?
    var isAtLineStart = true

    init(width: Int, usesColour: Bool) {
        self.width = width
        self.usesColour = usesColour
    }

    /// A spinner after text that left its line open would erase that text.
    var isShown: Bool { message != nil && isAtLineStart }

    var spinner: String {
        let glyph = String(Self.glyphs[frame])
        let lines = LineFolding.lines(of: message ?? "").map { DisplayWidth.prefix(of: $0, width: width - 3) }
        let text = lines.joined(separator: "\n")
        return (usesColour ? TextStyle.apply(TextStyle.spinnerGlyph, to: glyph) : glyph) + " " + text
    }

    /// Goes back over the spinner's lines and empties them.
    var erasure: String {
        let linesAbove = message?.count { $0 == "\n" } ?? 0
        return "\r\u{1B}[2K" + String(repeating: "\u{1B}[1A\u{1B}[2K", count: linesAbove)
    }
}
