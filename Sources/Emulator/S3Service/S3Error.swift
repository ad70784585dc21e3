package import AWSCore
package import World

/// An error of S3's. The codes and texts are those of S3's API reference, "Error responses".
package struct S3Error: Error, Sendable, Equatable {
    /// An element that an error has beside its code and message.
    package struct Member: Sendable, Equatable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package let code: String
    package let message: String
    package let status: Int
    package var members: [Member] = []
    package var headers: HeaderFields = [:]

    package init(_ code: String, _ message: String, status: Int, members: [Member] = [], headers: HeaderFields = [:]) {
        self.code = code
        self.message = message
        self.status = status
        self.members = members
        self.headers = headers
    }

    /// - Parameter sentence: why, which S3 says within an account alone.
    package static func accessDenied(_ sentence: String = "Access Denied") -> S3Error {
        S3Error("AccessDenied", sentence, status: 403)
    }

    /// The header that tells clients where a bucket is, whether they may use it or not.
    package func naming(_ bucket: Bucket) -> S3Error {
        var error = self
        error.headers["x-amz-bucket-region"] = bucket.region.name
        return error
    }

    static func noSuchBucket(_ name: String) -> S3Error {
        S3Error(
            "NoSuchBucket",
            "The specified bucket does not exist",
            status: 404,
            members: [Member("BucketName", name)]
        )
    }

    static func invalidBucketName(_ name: String) -> S3Error {
        S3Error(
            "InvalidBucketName",
            "The specified bucket is not valid.",
            status: 400,
            members: [Member("BucketName", name)]
        )
    }

    /// The bucket is in another region than the endpoint.
    static func permanentRedirect(to bucket: Bucket, isVirtualHosted: Bool) -> S3Error {
        let endpoint = "s3.\(bucket.region).\(bucket.region.partition.suffix)"
        return S3Error(
            "PermanentRedirect",
            "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all "
                + "future requests to this endpoint.",
            status: 301,
            members: [
                Member("Endpoint", isVirtualHosted ? "\(bucket.name).\(endpoint)" : endpoint),
                Member("Bucket", bucket.name),
            ]
        ).naming(bucket)
    }

    static let invalidURI = S3Error("InvalidURI", "Couldn't parse the specified URI.", status: 400)

    static func methodNotAllowed(_ method: String) -> S3Error {
        S3Error(
            "MethodNotAllowed",
            "The specified method is not allowed against this resource.",
            status: 405,
            members: [Member("Method", method)]
        )
    }

    static func invalidArgument(_ message: String, _ name: String, _ value: String) -> S3Error {
        S3Error(
            "InvalidArgument",
            message,
            status: 400,
            members: [Member("ArgumentName", name), Member("ArgumentValue", value)]
        )
    }

    package static let throttled = S3Error("SlowDown", "Please reduce your request rate.", status: 503)

    package static let failed = internalError("We encountered an internal error. Please try again.")

    package static func internalError(_ reason: String) -> S3Error { S3Error("InternalError", reason, status: 500) }
}
