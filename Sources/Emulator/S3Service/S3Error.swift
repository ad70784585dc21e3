import AWSCore
package import AWSProtocols
package import World

/// An error of S3's. The codes and texts are those of S3's API reference, "Error responses".
package struct S3Error: ServiceError {
    package let answer: ErrorAnswer

    package init(_ answer: ErrorAnswer) { self.answer = answer }

    /// - Parameter sentence: why, which S3 says within an account alone.
    package static func accessDenied(_ sentence: String) -> S3Error {
        S3Error("AccessDenied", sentence, status: 403)
    }

    /// The header that tells clients where a bucket is, whether they may use it or not.
    package func naming(_ bucket: Bucket) -> S3Error {
        var answer = answer
        answer.headers["x-amz-bucket-region"] = bucket.region.name
        return S3Error(answer)
    }

    /// Without a sentence, for a caller of another account.
    package static let accessDenied = accessDenied("Access Denied")

    package static let unknownCaller = S3Error(
        "InvalidAccessKeyId",
        "The AWS Access Key Id you provided does not exist in our records.",
        status: 403
    )

    static func noSuchBucket(_ name: String) -> S3Error {
        S3Error(
            "NoSuchBucket",
            "The specified bucket does not exist",
            status: 404,
            members: ["BucketName": .string(name)]
        )
    }

    static func invalidBucketName(_ name: String) -> S3Error {
        S3Error(
            "InvalidBucketName",
            "The specified bucket is not valid.",
            status: 400,
            members: ["BucketName": .string(name)]
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
                "Endpoint": .string(isVirtualHosted ? "\(bucket.name).\(endpoint)" : endpoint),
                "Bucket": .string(bucket.name),
            ]
        ).naming(bucket)
    }

    static let invalidURI = S3Error("InvalidURI", "Couldn't parse the specified URI.", status: 400)

    static func methodNotAllowed(_ method: String) -> S3Error {
        S3Error(
            "MethodNotAllowed",
            "The specified method is not allowed against this resource.",
            status: 405,
            members: ["Method": .string(method)]
        )
    }

    static func invalidArgument(_ message: String, _ name: String, _ value: String) -> S3Error {
        S3Error(
            "InvalidArgument",
            message,
            status: 400,
            members: ["ArgumentName": .string(name), "ArgumentValue": .string(value)]
        )
    }

    package static let throttled = S3Error("SlowDown", "Please reduce your request rate.", status: 503)

    package static let failed = server("We encountered an internal error. Please try again.")

    package static func server(_ reason: String) -> S3Error { S3Error("InternalError", reason, status: 500) }
}
