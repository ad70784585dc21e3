import AWSCore
package import World

/// Whether there is a bucket that the caller may list, and where (S3's API reference, HeadBucket).
package enum HeadBucket {
    package static let name = "HeadBucket"

    package static func answer(_ bucket: Bucket) -> S3Answer {
        S3Answer(headers: [
            "x-amz-bucket-region": bucket.region.name, "x-amz-access-point-alias": "false",
            "Content-Type": "application/xml",
        ])
    }
}
