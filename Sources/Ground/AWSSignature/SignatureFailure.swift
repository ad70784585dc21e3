import AWSCore

/// Why a call is refused before it is known who makes it: code, text and HTTP status as the service sends them.
package struct SignatureFailure: Error, Equatable, Sendable {
    package let code: String
    package let message: String
    package let status: Int
    /// Whether it is that the signature was made too long before, or after, the server's time.
    package let isAboutClocks: Bool
    /// The region that the call should have been signed for, where S3 says so.
    package let expectedRegion: String?

    package init(code: String, message: String, status: Int, isAboutClocks: Bool = false, expectedRegion: String? = nil)
    {
        self.code = code
        self.message = message
        self.status = status
        self.isAboutClocks = isAboutClocks
        self.expectedRegion = expectedRegion
    }

    init(_ refusal: SignatureRefusal, by service: SigningService, expectedRegion: Region? = nil) {
        if service.manner == .s3 {
            let answer = refusal.ofS3(expectedRegion: expectedRegion)
            self.init(
                code: answer.code,
                message: answer.message,
                status: answer.status,
                isAboutClocks: refusal.isAboutClocks,
                expectedRegion: answer.namesRegion ? expectedRegion?.name : nil
            )
            return
        }
        self.init(
            code: refusal.kind.code(service.manner),
            message: refusal.text(service),
            status: refusal.kind.status(service.manner),
            isAboutClocks: refusal.isAboutClocks
        )
    }
}
