/// Back to the world as loaded: sessions, repositories made since, tokens and the journal are gone.
package struct ResetWorld: PlainVerb {
    package static let route = ControlRoute(.post, "reset")

    package init() {}

    package func perform(on emulator: Emulator) async throws(ControlError) -> ResetDone {
        try await emulator.keeping { try await emulator.reset() }
        return ResetDone(status: "reset")
    }
}

package struct ResetDone: Sendable, Codable, Equatable, ControlReply {
    /// `reset`.
    package let status: String
}
