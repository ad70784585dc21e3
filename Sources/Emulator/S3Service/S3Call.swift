package import AWSCore
package import Determinism
package import World

/// What an operation knows of the call that it performs, which is authenticated.
package struct S3Call: Sendable {
    /// The caller's account.
    package let account: AccountID
    /// The region of the endpoint: that of the host, on localhost that of the signature.
    package let region: Region
    package let time: WorldTime
    package let world: WorldStore

    package init(account: AccountID, region: Region, time: WorldTime, world: WorldStore) {
        self.account = account
        self.region = region
        self.time = time
        self.world = world
    }

    /// The bucket that a request names; nil where it names none, or is about to create one.
    ///
    /// Everyone whose signature is good hears whether there is such a bucket and where it is, before any policy is asked:
    /// names of buckets are the world's, and S3's clients find regions by it.
    ///
    /// - Throws: S3's error where there is no such bucket, where it is elsewhere, or where it is not whose the caller
    ///   expects.
    package func bucket(of request: S3Request) throws(S3Error) -> Bucket? {
        guard let name = request.bucket, request.operation.name != "CreateBucket" else { return nil }
        guard let bucket = world.bucket(name, in: region.partition) else { throw .noSuchBucket(name) }
        // Where a bucket is can be asked at us-east-1 for all regions.
        let isAnswered = bucket.region == region || (request.isForLocation && region.name == "us-east-1")
        guard isAnswered else { throw .permanentRedirect(to: bucket, isVirtualHosted: request.isVirtualHosted) }
        if let owner = request.expectedOwner, owner != bucket.account.value {
            throw S3Error.accessDenied.naming(bucket)
        }
        return bucket
    }

    /// What IAM is asked about a request: an ARN. For the service itself it is that of every bucket: S3's user guide allows
    /// `s3:ListAllMyBuckets` on `arn:aws:s3:::*`, as ZenML's session policies do.
    package func resource(of request: S3Request) -> String {
        guard let bucket = request.bucket else { return "arn:\(region.partition.name):s3:::*" }
        let arn = ARN.bucket(bucket, in: region.partition).description
        // The objects of DeleteObjects are in its body, which is not read.
        if request.operation.name == "DeleteObjects" { return arn + "/*" }
        return request.key.map { "\(arn)/\($0)" } ?? arn
    }
}

extension S3Request {
    fileprivate var isForLocation: Bool { operation.name == "GetBucketLocation" }
}
