/// Why a call is refused before it is known who makes it: code, text and HTTP status as the service sends them.
package struct SignatureFailure: Error, Equatable, Sendable {
    package let code: String
    package let message: String
    package let status: Int

    package init(code: String, message: String, status: Int) {
        self.code = code
        self.message = message
        self.status = status
    }

    init(_ refusal: SignatureRefusal, by service: SigningService) {
        self.init(
            code: refusal.kind.code(service.manner),
            message: refusal.text(service),
            status: refusal.kind.status(service.manner)
        )
    }
}
