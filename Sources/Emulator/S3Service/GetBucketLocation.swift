import AWSCore
import AWSProtocols
package import World

/// Where a bucket is: the region's name, but nothing for `us-east-1` (S3's API reference, GetBucketLocation).
package enum GetBucketLocation {
    package static let name = "GetBucketLocation"

    package static func answer(_ bucket: Bucket) -> S3Answer {
        S3Answer(XMLNode("LocationConstraint", text: bucket.region.name == "us-east-1" ? "" : bucket.region.name))
    }
}
