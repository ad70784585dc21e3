package import AWSCore

/// A request with its body in memory.
package struct HTTPRequest: Sendable {
    /// `GET`, `HEAD`, `POST`, `PUT` or another method.
    package var method: String
    /// An absolute URL of scheme `http` or `https`, sent as it is written: dots in its path are not resolved.
    package var url: String
    /// What is sent besides `Host`, `Content-Length` and `User-Agent`; one that is named here replaces the usual one.
    package var headers: HeaderFields
    package var body: [UInt8]
    /// Time for the whole exchange, connecting included.
    package var timeoutSeconds: Double
    /// The largest body that is taken as an answer, in bytes; a larger one ends the exchange with an error.
    package var responseLimit: Int
    /// Takes the body of an answer of status 200 in pieces, each valid for one call, so that it is not kept in memory;
    /// false ends the exchange. It is called on the driver's thread, never twice at a time. Nil keeps the body.
    package var receiver: (@Sendable (UnsafeRawBufferPointer) -> Bool)?

    package init(
        method: String,
        url: String,
        headers: HeaderFields = [:],
        body: [UInt8] = [],
        timeoutSeconds: Double = 60,
        responseLimit: Int = 16 << 20,
        receiver: (@Sendable (UnsafeRawBufferPointer) -> Bool)? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeoutSeconds = timeoutSeconds
        self.responseLimit = responseLimit
        self.receiver = receiver
    }
}

/// An answer, whatever its status; redirects are answers like any other.
package struct HTTPResponse: Sendable, Equatable {
    package let status: Int
    package let headers: HeaderFields
    package let body: [UInt8]

    package init(status: Int, headers: HeaderFields, body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
