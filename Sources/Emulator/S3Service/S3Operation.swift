/// An operation of S3's API: how a request is known as it, and what IAM is asked about it.
package struct S3Operation: Sendable, Equatable {
    /// What an operation is about.
    package enum Level: Sendable {
        /// The caller's account.
        case service
        case bucket
        case object
    }

    package let name: String
    package let method: String
    package let level: Level
    /// The query parameters that a request must have, with whatever values.
    package let query: [String]
    /// Whether `x-amz-copy-source` must be there as well.
    package let copies: Bool
    /// The action that IAM is asked, with its service.
    package let action: String

    init(
        _ name: String,
        _ method: String,
        _ level: Level,
        with query: [String] = [],
        copies: Bool = false,
        asks action: String
    ) {
        self.name = name
        self.method = method
        self.level = level
        self.query = query
        self.copies = copies
        self.action = action
    }

    /// The event source of CloudTrail's records.
    package static let eventSource = "s3.amazonaws.com"
}
