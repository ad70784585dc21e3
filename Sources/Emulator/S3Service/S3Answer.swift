package import AWSCore
package import AWSProtocols

/// What S3 answers to a call that is allowed.
package struct S3Answer: Sendable, Equatable {
    package static let namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

    package var headers: HeaderFields
    /// The root element; nil for an answer without a body.
    package let body: XMLNode?

    init(_ body: XMLNode? = nil, headers: HeaderFields = [:]) {
        self.body = body
        self.headers = headers
    }
}
