import Synchronization

/// Reads answers line by line: from a pipe, a file, or a keyboard whose lines the system edits.
final class PlainLines: Sendable {
    private let source: ByteSource
    private let isTerminal: Bool
    /// What was read and not asked for yet.
    private let pending = Mutex<[UInt8]>([])

    init(_ source: ByteSource, isTerminal: Bool) {
        self.source = source
        self.isTerminal = isTerminal
    }

    func next(_ request: TerminalInput.Request) async -> TerminalInput.Line {
        if isTerminal { source.setMode(request.isHidden ? .hiddenLines : .lines) }
        let line = await line()
        if isTerminal {
            source.setMode(.lines)
            if request.isHidden, line != nil { request.show("\n") }
        }
        return line.map { .text($0) } ?? .end
    }

    /// The next line without its end; what follows the last newline is one, too, unless it is empty.
    private func line() async -> String? {
        var searched = 0
        while true {
            let (line, count) = pending.withLock { pending -> (String?, Int) in
                guard let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
                    return (nil, pending.count)
                }
                defer { pending.removeFirst(end + 1) }
                return (Self.text(pending[..<end]), 0)
            }
            if let line { return line }
            searched = count
            let more = await source.read()
            guard !more.isEmpty else {
                return pending.withLock { pending in
                    defer { pending = [] }
                    return pending.isEmpty ? nil : Self.text(pending[...])
                }
            }
            pending.withLock { $0 += more }
        }
    }

    /// A carriage return before the newline belongs to the end.
    private static func text(_ line: ArraySlice<UInt8>) -> String {
        String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
}

extension TerminalInput {
    /// Answers that come line by line.
    ///
    /// - Parameter isTerminal: whether a person types them.
    package static func lines(of source: ByteSource, isTerminal: Bool) -> TerminalInput {
        let lines = PlainLines(source, isTerminal: isTerminal)
        return TerminalInput(isTerminal: isTerminal) { await lines.next($0) }
    }
}
