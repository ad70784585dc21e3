package import AWSCore
package import NIOCore

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

    /// No answer.
    package static var none: EmulatorResponse {
        var response = EmulatorResponse(status: 0)
        response.isAbsent = true
        return response
    }

    /// The bytes of the body, wherever they are.
    package var bodyLength: Int { file?.count ?? body.readableBytes }
}
