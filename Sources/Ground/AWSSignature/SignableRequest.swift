package import AWSCore

/// The parts of an HTTP request that a signature covers.
package struct SignableRequest: Sendable, Equatable {
    /// As sent, such as `POST`.
    package let method: String
    /// As sent: percent-encoded or not, before any normalisation.
    package let path: String
    /// As sent, without the question mark; empty for none.
    package let query: String
    /// Every header line, `Host` among them.
    package let headers: HeaderFields
    /// Always computed from the body itself, whatever a header says of it.
    package let body: BodyHash

    package init(method: String, path: String, query: String, headers: HeaderFields, body: BodyHash) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }
}
