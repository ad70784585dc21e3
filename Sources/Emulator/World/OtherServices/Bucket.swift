package import AWSCore
package import Foundation

/// A bucket of general purpose of S3's: what can be told of it without its objects, for it has none.
package struct Bucket: Sendable, Equatable {
    /// Of one bucket in all accounts of a partition.
    package let name: String
    package let account: AccountID
    package let region: Region
    package let createdAt: Date
    package let tags: [String: String]

    package init(name: String, account: AccountID, region: Region, createdAt: Date, tags: [String: String] = [:]) {
        self.name = name
        self.account = account
        self.region = region
        self.createdAt = createdAt
        self.tags = tags
    }

    package var arn: ARN { .bucket(name, in: region.partition) }
}

extension ARN {
    /// `arn:PARTITION:s3:::NAME`, where the name may be followed by a slash and the key of an object.
    package static func bucket(_ name: String, in partition: Partition) -> ARN {
        ARN(partition: partition.name, service: "s3", region: "", account: "", resource: name)
    }

    /// `arn:PARTITION:eks:REGION:ACCOUNT:cluster/NAME`.
    package static func cluster(_ name: String, in region: Region, of account: AccountID) -> ARN {
        ARN(
            partition: region.partition.name,
            service: "eks",
            region: region.name,
            account: account.value,
            resource: "cluster/" + name
        )
    }
}
