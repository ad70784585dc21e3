/// The certificate of the run's authority.
package struct ReadAuthority: PlainVerb {
    package static let route = ControlRoute(.get, "ca.pem")

    package init() {}

    package func perform(on emulator: Emulator) -> AuthorityCertificate {
        AuthorityCertificate(pem: emulator.configuration.authorityPEM)
    }
}

package struct AuthorityCertificate: Sendable, Equatable, ControlReply {
    package static let contentType = "application/x-pem-file"

    package let pem: String

    init(pem: String) { self.pem = pem }

    package init(encoded bytes: [UInt8]) { pem = String(decoding: bytes, as: UTF8.self) }

    package func encoded() -> [UInt8] { Array(pem.utf8) }
}
