import Synchronization

/// Reads answers key by key, and lets them be edited as they are typed.
final class EditedLines: Sendable {
    private struct State {
        /// Bytes that came with an earlier line: what was pasted, or typed ahead.
        var pending: ArraySlice<UInt8> = []
        var history: [String] = []
    }

    /// How many lines are remembered.
    private static let historyLimit = 1_000

    private let source: ByteSource
    private let state = Mutex(State())

    init(_ source: ByteSource) {
        self.source = source
    }

    func next(_ request: TerminalInput.Request) async -> TerminalInput.Line {
        source.setMode(.keys)
        let line = await edit(request)
        source.setMode(.lines)
        if case .text(let text) = line, !request.isHidden, !text.isEmpty {
            state.withLock { state in
                guard state.history.last != text else { return }
                state.history = (state.history + [text]).suffix(Self.historyLimit)
            }
        }
        return line
    }

    private func edit(_ request: TerminalInput.Request) async -> TerminalInput.Line {
        // A secret is not in the history, and the history is nothing to make a secret of.
        var editor = LineEditor(history: request.isHidden ? [] : state.withLock(\.history))
        var drawing = LineDrawing(prompt: request.prompt, width: request.width)
        var decoder = KeyDecoder()
        while true {
            guard let byte = await byte() else { return editor.text.isEmpty ? .end : .text(editor.text) }
            guard let key = decoder.key(byte) else { continue }
            switch key {
            case .enter, .interrupt:
                if !request.isHidden { request.show(drawing.left(editor.before, editor.after)) }
                guard key == .enter else { return .interrupted }
                request.show("\n")
                return .text(editor.text)
            case .endOfInput where editor.text.isEmpty: return .end
            case .suspend:
                source.suspend()
                source.setMode(.keys)
                request.show("\n" + request.prompt)
                drawing = LineDrawing(prompt: request.prompt, width: request.width)
            case .endOfInput: editor.press(.deleteForward)
            default: editor.press(key)
            }
            if !request.isHidden { request.show(drawing.redrawn(editor.before, editor.after)) }
        }
    }

    private func byte() async -> UInt8? {
        if let byte = state.withLock({ $0.pending.popFirst() }) { return byte }
        let more = await source.read()
        return state.withLock { state in
            state.pending += more
            return state.pending.popFirst()
        }
    }
}

extension TerminalInput {
    /// Answers that are typed and edited at a keyboard, with the lines of this run to go back to.
    package static func edited(_ source: ByteSource) -> TerminalInput {
        let lines = EditedLines(source)
        return TerminalInput(isTerminal: true) { await lines.next($0) }
    }
}
