package import AWSCore

/// What a server asks for its answers. ``Emulator`` is the one that ships; tests have their own.
package protocol Responder: Sendable {
    /// How the body of this request is taken, asked before the body is read.
    func bodyHandling(method: String, target: String, host: String) -> BodyHandling

    /// The answer to a request whose body is complete, or comes as a stream. Never throws: every failure has an answer.
    func respond(to request: EmulatorRequest) async -> EmulatorResponse

    /// Where a host leads that a client asks the proxy for: to a service of AWS's, and so into a tunnel that ends here, or
    /// not.
    func reach(of host: String) -> HostReach

    /// A client asked the proxy for a host that it does not connect to, and was refused.
    func connectRefused(host: String, port: Int, peerAddress: String)
}

extension Responder {
    package func reach(of host: String) -> HostReach { HostReach(host) }
}
