import NIOCore
import Synchronization

/// The connections that are open, so that a server that stops can close them all and wait for them.
final class ConnectionRegistry: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var isClosing = false
        var waiting: [CheckedContinuation<Void, Never>] = []

        /// Whoever waits for the end, once it has come.
        mutating func waitingIfDone() -> [CheckedContinuation<Void, Never>] {
            guard isClosing, channels.isEmpty else { return [] }
            defer { waiting = [] }
            return waiting
        }
    }

    private let state = Mutex(State())

    /// Takes a connection in.
    ///
    /// - Returns: false if the server stops, and the connection must be closed.
    func add(_ channel: any Channel) -> Bool {
        state.withLock { state in
            guard !state.isClosing else { return false }
            state.channels[ObjectIdentifier(channel)] = channel
            return true
        }
    }

    /// Tells that a connection is closed and nothing works for it any more.
    func remove(_ channel: any Channel) {
        let waiting = state.withLock { state in
            state.channels[ObjectIdentifier(channel)] = nil
            return state.waitingIfDone()
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Closes every connection and returns when all have been removed. None is taken in any more.
    func closeAll() async {
        let channels = state.withLock { state in
            state.isClosing = true
            return Array(state.channels.values)
        }
        for channel in channels { channel.close(promise: nil) }
        await withCheckedContinuation { continuation in
            let waiting = state.withLock { state in
                state.waiting.append(continuation)
                return state.waitingIfDone()
            }
            for continuation in waiting { continuation.resume() }
        }
    }
}
