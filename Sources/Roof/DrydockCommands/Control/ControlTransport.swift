package import Emulator

/// How a command reaches its emulator: in this process, or over HTTP. Both carry the same verbs.
package protocol ControlTransport: Sendable {
    /// The emulator's endpoint, such as `http://127.0.0.1:4566`.
    var endpoint: String { get }

    /// Has a verb carried out.
    ///
    /// - Throws: ``ControlError`` where the emulator refuses, ``UsageError`` where none is reached.
    func call<Verb: ControlVerb>(_ verb: Verb) async throws -> Verb.Reply
}

/// The emulator of a scenario, in its process.
package struct InProcessControl: ControlTransport {
    package let emulator: Emulator
    package let endpoint: String

    package init(emulator: Emulator, endpoint: String) {
        self.emulator = emulator
        self.endpoint = endpoint
    }

    package func call<Verb: ControlVerb>(_ verb: Verb) async throws -> Verb.Reply { try await emulator.control(verb) }
}
