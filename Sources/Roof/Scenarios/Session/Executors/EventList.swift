import Synchronization
import TerminalUI

/// The events of one command, from whichever thread they come, up to the limit of what a step may write.
final class EventList: Sendable {
    private struct State {
        var events: [TerminalEvent] = []
        var room: Int
        var isFull = false
        var whenFull: (@Sendable () -> Void)?
    }

    private let state: Mutex<State>

    /// - Parameter limit: in bytes of text.
    init(limit: Int = OutputLimit.bytes) {
        state = Mutex(State(room: limit))
    }

    var all: [TerminalEvent] { state.withLock(\.events) }

    /// Whether more came than the limit; what is more is not kept.
    var isFull: Bool { state.withLock(\.isFull) }

    /// Takes an event.
    func append(_ event: TerminalEvent) {
        let call = state.withLock { state -> (@Sendable () -> Void)? in
            guard !state.isFull else { return nil }
            state.events.append(event.cut(to: state.room))
            state.room -= event.size
            guard state.room < 0 else { return nil }
            state.isFull = true
            return state.whenFull
        }
        call?()
    }

    /// Has `body` called once more comes than the limit.
    func whenFull(_ body: @escaping @Sendable () -> Void) {
        let isFull = state.withLock { state in
            state.whenFull = body
            return state.isFull
        }
        if isFull { body() }
    }

    /// The first events, as many as have `count` bytes of text.
    func beginning(of count: Int) -> [TerminalEvent] {
        var room = count
        return all.compactMap { event in
            guard room > 0 else { return nil }
            defer { room -= event.size }
            return event.cut(to: room)
        }
    }
}

extension TerminalEvent {
    fileprivate var text: String {
        switch self {
        case .output(let text), .error(let text), .spinner(let text): text
        case .spinnerEnded: ""
        }
    }

    /// The bytes of its text.
    fileprivate var size: Int { text.utf8.count }

    /// The event with the first `count` bytes of its text.
    fileprivate func cut(to count: Int) -> TerminalEvent {
        guard size > count else { return self }
        let text = String(decoding: text.utf8.prefix(count), as: UTF8.self)
        return switch self {
        case .output: .output(text)
        case .error: .error(text)
        case .spinner: .spinner(text)
        case .spinnerEnded: self
        }
    }
}
