/// What a server asks for its answers. ``Emulator`` is the one that ships; tests have their own.
package protocol Responder: Sendable {
    /// The most bytes that the body of this request may have, asked before the body is read.
    func bodyLimit(method: String, target: String, host: String) -> Int

    /// The answer to a request whose body is complete. Never throws: every failure has an answer.
    func respond(to request: EmulatorRequest) async -> EmulatorResponse

    /// A client asked the proxy for a host that is not emulated, and was refused.
    func connectRefused(host: String, port: Int, peerAddress: String)
}
