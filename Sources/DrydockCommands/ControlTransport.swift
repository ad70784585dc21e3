package import Emulator

/// How a verb reaches its emulator: in this process, or over HTTP. Both carry the same requests and replies.
package protocol ControlTransport: Sendable {
    /// The emulator's endpoint, such as `http://127.0.0.1:4566`.
    var endpoint: String { get }

    /// - Throws: ``ControlError`` where the emulator refuses, ``UsageError`` where none is reached.
    func perform(_ request: ControlRequest) async throws -> ControlReply
}

/// The emulator of a scenario, in its process.
package struct InProcessControl: ControlTransport {
    package let emulator: Emulator
    package let endpoint: String

    package init(emulator: Emulator, endpoint: String) {
        self.emulator = emulator
        self.endpoint = endpoint
    }

    package func perform(_ request: ControlRequest) async throws -> ControlReply {
        try await emulator.control(request).get()
    }
}
