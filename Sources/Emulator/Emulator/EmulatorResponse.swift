package import AWSCore
package import NIOCore
import RegistryService

/// One HTTP answer. The server adds `Content-Length` and `Date`, and leaves the body out where the method is HEAD.
package struct EmulatorResponse: Sendable {
    package var status: Int
    package var headers: HeaderFields
    package var body: ByteBuffer
    /// The body where it is a part of a file; ``body`` is empty then.
    package var file: FileSlice?
    /// The phrase of the status line; nil is the usual one of the status.
    package var phrase: String?
    /// How it reaches the client; nil is as usual.
    package var delivery: Delivery?

    package init(
        status: Int,
        headers: HeaderFields = [:],
        body: ByteBuffer = ByteBuffer(),
        file: FileSlice? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.file = file
    }

    /// One sentence as plain text: what is refused before it is known which service was called.
    package init(status: Int, sentence: String) {
        self.init(
            status: status,
            headers: ["Content-Type": "text/plain; charset=utf-8"],
            body: ByteBuffer(string: sentence + "\n")
        )
    }

    /// The answer to a body that is too large to be read: one sentence, in the form of the registry's errors where a path
    /// of the registry was asked for (docs/aws/registry.md, "Authentication"), else as plain text.
    ///
    /// - Parameter target: path and query of what was asked for.
    package static func bodyTooLarge(_ sentence: String, for target: String) -> EmulatorResponse {
        guard RegistryRoute.isPath(target.prefix { $0 != "?" }) else {
            return EmulatorResponse(status: 413, sentence: sentence)
        }
        return EmulatorResponse(RegistryAnswer(RegistryError.bodyTooLarge(sentence), origin: ""))
    }

    /// No answer.
    package static var none: EmulatorResponse {
        var response = EmulatorResponse(status: 0)
        response.delivery = .cut
        return response
    }

    /// Whether there is no answer: the connection ends.
    package var isAbsent: Bool { delivery == .cut }

    /// The bytes of the body, wherever they are.
    package var bodyLength: Int { file?.count ?? body.readableBytes }
}
