/// Why a call is refused before it is known who makes it: code, text and HTTP status as the service sends them.
package struct SignatureFailure: Error, Equatable, Sendable {
    package let code: String
    package let message: String
    package let status: Int
    /// Whether it is that the signature was made too long before, or after, the server's time.
    package let isAboutClocks: Bool

    package init(code: String, message: String, status: Int, isAboutClocks: Bool = false) {
        self.code = code
        self.message = message
        self.status = status
        self.isAboutClocks = isAboutClocks
    }

    init(_ refusal: SignatureRefusal, by service: SigningService) {
        self.init(
            code: refusal.kind.code(service.manner),
            message: refusal.text(service),
            status: refusal.kind.status(service.manner),
            isAboutClocks: refusal.isAboutClocks
        )
    }
}
