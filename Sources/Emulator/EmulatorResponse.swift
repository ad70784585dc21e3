package import AWSCore
package import NIOCore

/// One HTTP answer. The server adds `Content-Length` and `Date`, and leaves the body out where the method is HEAD.
package struct EmulatorResponse: Sendable {
    package var status: Int
    package var headers: HeaderFields
    package var body: ByteBuffer

    package init(status: Int, headers: HeaderFields = [:], body: ByteBuffer = ByteBuffer()) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
