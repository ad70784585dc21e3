package import AWSCore
package import NIOCore

/// One HTTP answer. The server adds `Content-Length` and `Date`, and leaves the body out where the method is HEAD.
package struct EmulatorResponse: Sendable {
    package var status: Int
    package var headers: HeaderFields
    package var body: ByteBuffer
    /// The body where it is a part of a file; ``body`` is empty then.
    package var file: FileSlice?

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

    /// The bytes of the body, wherever they are.
    package var bodyLength: Int { file?.count ?? body.readableBytes }
}
