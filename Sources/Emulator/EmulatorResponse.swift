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
    /// Whether there is no answer: the connection ends.
    package private(set) var isAbsent = false

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

    /// What a server refuses before the emulator sees it: one sentence, in the form of the registry's errors where a path
    /// of the registry was asked for (emulator.md E.1), else as plain text.
    ///
    /// - Parameter target: path and query of what was asked for.
    package init(refusing target: String, status: Int, sentence: String) {
        if RegistryRoute.isPath(target.prefix { $0 != "?" }) {
            self.init(RegistryAnswer(RegistryError("SIZE_INVALID", sentence, status: status), origin: ""))
        } else {
            self.init(
                status: status,
                headers: ["Content-Type": "text/plain; charset=utf-8"],
                body: ByteBuffer(string: sentence + "\n")
            )
        }
    }

    /// No answer.
    package static var none: EmulatorResponse {
        var response = EmulatorResponse(status: 0)
        response.isAbsent = true
        return response
    }

    /// The bytes of the body, wherever they are.
    package var bodyLength: Int { file?.count ?? body.readableBytes }
}
