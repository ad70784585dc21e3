/// The operations of S3 on buckets of general purpose and their objects, as botocore 1.43.11 has them: how a request is
/// known as one of them, and what IAM is asked. Operations on directory buckets, access points and the like have hosts of
/// their own, and are not among them; nor are the older of two that have one request, such as GetBucketLifecycle.
extension S3Operation {
    /// Of two that fit one request the one that asks for more stands first.
    package static let all: [S3Operation] = service + bucket + object

    private static let service = [
        S3Operation("ListBuckets", "GET", .service, asks: "s3:ListAllMyBuckets")
    ]

    private static let bucket = [
        S3Operation(
            "GetBucketAnalyticsConfiguration",
            "GET",
            .bucket,
            with: ["analytics", "id"],
            asks: "s3:GetAnalyticsConfiguration"
        ),
        S3Operation(
            "GetBucketIntelligentTieringConfiguration",
            "GET",
            .bucket,
            with: ["intelligent-tiering", "id"],
            asks: "s3:GetIntelligentTieringConfiguration"
        ),
        S3Operation(
            "GetBucketInventoryConfiguration",
            "GET",
            .bucket,
            with: ["inventory", "id"],
            asks: "s3:GetInventoryConfiguration"
        ),
        S3Operation(
            "GetBucketMetricsConfiguration",
            "GET",
            .bucket,
            with: ["metrics", "id"],
            asks: "s3:GetMetricsConfiguration"
        ),
        S3Operation("ListObjectsV2", "GET", .bucket, with: ["list-type"], asks: "s3:ListBucket"),
        S3Operation("ListObjectVersions", "GET", .bucket, with: ["versions"], asks: "s3:ListBucketVersions"),
        S3Operation("ListMultipartUploads", "GET", .bucket, with: ["uploads"], asks: "s3:ListBucketMultipartUploads"),
        S3Operation("DeleteObjects", "POST", .bucket, with: ["delete"], asks: "s3:DeleteObject"),
        S3Operation("GetBucketLocation", "GET", .bucket, with: ["location"], asks: "s3:GetBucketLocation"),
        S3Operation(
            "CreateBucketMetadataConfiguration",
            "POST",
            .bucket,
            with: ["metadataConfiguration"],
            asks: "s3:CreateBucketMetadataTableConfiguration"
        ),
        S3Operation(
            "GetBucketMetadataConfiguration",
            "GET",
            .bucket,
            with: ["metadataConfiguration"],
            asks: "s3:GetBucketMetadataTableConfiguration"
        ),
        S3Operation(
            "DeleteBucketMetadataConfiguration",
            "DELETE",
            .bucket,
            with: ["metadataConfiguration"],
            asks: "s3:DeleteBucketMetadataTableConfiguration"
        ),
        S3Operation(
            "CreateBucketMetadataTableConfiguration",
            "POST",
            .bucket,
            with: ["metadataTable"],
            asks: "s3:CreateBucketMetadataTableConfiguration"
        ),
        S3Operation(
            "GetBucketMetadataTableConfiguration",
            "GET",
            .bucket,
            with: ["metadataTable"],
            asks: "s3:GetBucketMetadataTableConfiguration"
        ),
        S3Operation(
            "DeleteBucketMetadataTableConfiguration",
            "DELETE",
            .bucket,
            with: ["metadataTable"],
            asks: "s3:DeleteBucketMetadataTableConfiguration"
        ),
        S3Operation(
            "UpdateBucketMetadataInventoryTableConfiguration",
            "PUT",
            .bucket,
            with: ["metadataInventoryTable"],
            asks: "s3:UpdateBucketMetadataInventoryTableConfiguration"
        ),
        S3Operation(
            "UpdateBucketMetadataJournalTableConfiguration",
            "PUT",
            .bucket,
            with: ["metadataJournalTable"],
            asks: "s3:UpdateBucketMetadataJournalTableConfiguration"
        ),
        S3Operation("GetBucketAbac", "GET", .bucket, with: ["abac"], asks: "s3:GetBucketAbac"),
        S3Operation("PutBucketAbac", "PUT", .bucket, with: ["abac"], asks: "s3:PutBucketAbac"),
        S3Operation(
            "GetBucketAccelerateConfiguration",
            "GET",
            .bucket,
            with: ["accelerate"],
            asks: "s3:GetAccelerateConfiguration"
        ),
        S3Operation(
            "PutBucketAccelerateConfiguration",
            "PUT",
            .bucket,
            with: ["accelerate"],
            asks: "s3:PutAccelerateConfiguration"
        ),
        S3Operation("GetBucketAcl", "GET", .bucket, with: ["acl"], asks: "s3:GetBucketAcl"),
        S3Operation("PutBucketAcl", "PUT", .bucket, with: ["acl"], asks: "s3:PutBucketAcl"),
        S3Operation(
            "ListBucketAnalyticsConfigurations",
            "GET",
            .bucket,
            with: ["analytics"],
            asks: "s3:GetAnalyticsConfiguration"
        ),
        S3Operation(
            "PutBucketAnalyticsConfiguration",
            "PUT",
            .bucket,
            with: ["analytics"],
            asks: "s3:PutAnalyticsConfiguration"
        ),
        S3Operation(
            "DeleteBucketAnalyticsConfiguration",
            "DELETE",
            .bucket,
            with: ["analytics"],
            asks: "s3:PutAnalyticsConfiguration"
        ),
        S3Operation("GetBucketCors", "GET", .bucket, with: ["cors"], asks: "s3:GetBucketCORS"),
        S3Operation("PutBucketCors", "PUT", .bucket, with: ["cors"], asks: "s3:PutBucketCORS"),
        S3Operation("DeleteBucketCors", "DELETE", .bucket, with: ["cors"], asks: "s3:PutBucketCORS"),
        S3Operation("GetBucketEncryption", "GET", .bucket, with: ["encryption"], asks: "s3:GetEncryptionConfiguration"),
        S3Operation("PutBucketEncryption", "PUT", .bucket, with: ["encryption"], asks: "s3:PutEncryptionConfiguration"),
        S3Operation(
            "DeleteBucketEncryption",
            "DELETE",
            .bucket,
            with: ["encryption"],
            asks: "s3:PutEncryptionConfiguration"
        ),
        S3Operation(
            "ListBucketIntelligentTieringConfigurations",
            "GET",
            .bucket,
            with: ["intelligent-tiering"],
            asks: "s3:GetIntelligentTieringConfiguration"
        ),
        S3Operation(
            "PutBucketIntelligentTieringConfiguration",
            "PUT",
            .bucket,
            with: ["intelligent-tiering"],
            asks: "s3:PutIntelligentTieringConfiguration"
        ),
        S3Operation(
            "DeleteBucketIntelligentTieringConfiguration",
            "DELETE",
            .bucket,
            with: ["intelligent-tiering"],
            asks: "s3:PutIntelligentTieringConfiguration"
        ),
        S3Operation(
            "ListBucketInventoryConfigurations",
            "GET",
            .bucket,
            with: ["inventory"],
            asks: "s3:GetInventoryConfiguration"
        ),
        S3Operation(
            "PutBucketInventoryConfiguration",
            "PUT",
            .bucket,
            with: ["inventory"],
            asks: "s3:PutInventoryConfiguration"
        ),
        S3Operation(
            "DeleteBucketInventoryConfiguration",
            "DELETE",
            .bucket,
            with: ["inventory"],
            asks: "s3:PutInventoryConfiguration"
        ),
        S3Operation(
            "GetBucketLifecycleConfiguration",
            "GET",
            .bucket,
            with: ["lifecycle"],
            asks: "s3:GetLifecycleConfiguration"
        ),
        S3Operation(
            "PutBucketLifecycleConfiguration",
            "PUT",
            .bucket,
            with: ["lifecycle"],
            asks: "s3:PutLifecycleConfiguration"
        ),
        S3Operation(
            "DeleteBucketLifecycle",
            "DELETE",
            .bucket,
            with: ["lifecycle"],
            asks: "s3:PutLifecycleConfiguration"
        ),
        S3Operation("GetBucketLogging", "GET", .bucket, with: ["logging"], asks: "s3:GetBucketLogging"),
        S3Operation("PutBucketLogging", "PUT", .bucket, with: ["logging"], asks: "s3:PutBucketLogging"),
        S3Operation(
            "ListBucketMetricsConfigurations",
            "GET",
            .bucket,
            with: ["metrics"],
            asks: "s3:GetMetricsConfiguration"
        ),
        S3Operation(
            "PutBucketMetricsConfiguration",
            "PUT",
            .bucket,
            with: ["metrics"],
            asks: "s3:PutMetricsConfiguration"
        ),
        S3Operation(
            "DeleteBucketMetricsConfiguration",
            "DELETE",
            .bucket,
            with: ["metrics"],
            asks: "s3:PutMetricsConfiguration"
        ),
        S3Operation(
            "GetBucketNotificationConfiguration",
            "GET",
            .bucket,
            with: ["notification"],
            asks: "s3:GetBucketNotification"
        ),
        S3Operation(
            "PutBucketNotificationConfiguration",
            "PUT",
            .bucket,
            with: ["notification"],
            asks: "s3:PutBucketNotification"
        ),
        S3Operation(
            "GetBucketOwnershipControls",
            "GET",
            .bucket,
            with: ["ownershipControls"],
            asks: "s3:GetBucketOwnershipControls"
        ),
        S3Operation(
            "PutBucketOwnershipControls",
            "PUT",
            .bucket,
            with: ["ownershipControls"],
            asks: "s3:PutBucketOwnershipControls"
        ),
        S3Operation(
            "DeleteBucketOwnershipControls",
            "DELETE",
            .bucket,
            with: ["ownershipControls"],
            asks: "s3:PutBucketOwnershipControls"
        ),
        S3Operation("GetBucketPolicy", "GET", .bucket, with: ["policy"], asks: "s3:GetBucketPolicy"),
        S3Operation("PutBucketPolicy", "PUT", .bucket, with: ["policy"], asks: "s3:PutBucketPolicy"),
        S3Operation("DeleteBucketPolicy", "DELETE", .bucket, with: ["policy"], asks: "s3:DeleteBucketPolicy"),
        S3Operation("GetBucketPolicyStatus", "GET", .bucket, with: ["policyStatus"], asks: "s3:GetBucketPolicyStatus"),
        S3Operation(
            "GetBucketReplication",
            "GET",
            .bucket,
            with: ["replication"],
            asks: "s3:GetReplicationConfiguration"
        ),
        S3Operation(
            "PutBucketReplication",
            "PUT",
            .bucket,
            with: ["replication"],
            asks: "s3:PutReplicationConfiguration"
        ),
        S3Operation(
            "DeleteBucketReplication",
            "DELETE",
            .bucket,
            with: ["replication"],
            asks: "s3:PutReplicationConfiguration"
        ),
        S3Operation(
            "GetBucketRequestPayment",
            "GET",
            .bucket,
            with: ["requestPayment"],
            asks: "s3:GetBucketRequestPayment"
        ),
        S3Operation(
            "PutBucketRequestPayment",
            "PUT",
            .bucket,
            with: ["requestPayment"],
            asks: "s3:PutBucketRequestPayment"
        ),
        S3Operation("GetBucketTagging", "GET", .bucket, with: ["tagging"], asks: "s3:GetBucketTagging"),
        S3Operation("PutBucketTagging", "PUT", .bucket, with: ["tagging"], asks: "s3:PutBucketTagging"),
        S3Operation("DeleteBucketTagging", "DELETE", .bucket, with: ["tagging"], asks: "s3:PutBucketTagging"),
        S3Operation("GetBucketVersioning", "GET", .bucket, with: ["versioning"], asks: "s3:GetBucketVersioning"),
        S3Operation("PutBucketVersioning", "PUT", .bucket, with: ["versioning"], asks: "s3:PutBucketVersioning"),
        S3Operation("GetBucketWebsite", "GET", .bucket, with: ["website"], asks: "s3:GetBucketWebsite"),
        S3Operation("PutBucketWebsite", "PUT", .bucket, with: ["website"], asks: "s3:PutBucketWebsite"),
        S3Operation("DeleteBucketWebsite", "DELETE", .bucket, with: ["website"], asks: "s3:DeleteBucketWebsite"),
        S3Operation(
            "GetObjectLockConfiguration",
            "GET",
            .bucket,
            with: ["object-lock"],
            asks: "s3:GetBucketObjectLockConfiguration"
        ),
        S3Operation(
            "PutObjectLockConfiguration",
            "PUT",
            .bucket,
            with: ["object-lock"],
            asks: "s3:PutBucketObjectLockConfiguration"
        ),
        S3Operation(
            "GetPublicAccessBlock",
            "GET",
            .bucket,
            with: ["publicAccessBlock"],
            asks: "s3:GetBucketPublicAccessBlock"
        ),
        S3Operation(
            "PutPublicAccessBlock",
            "PUT",
            .bucket,
            with: ["publicAccessBlock"],
            asks: "s3:PutBucketPublicAccessBlock"
        ),
        S3Operation(
            "DeletePublicAccessBlock",
            "DELETE",
            .bucket,
            with: ["publicAccessBlock"],
            asks: "s3:PutBucketPublicAccessBlock"
        ),
        S3Operation("CreateBucket", "PUT", .bucket, asks: "s3:CreateBucket"),
        S3Operation("DeleteBucket", "DELETE", .bucket, asks: "s3:DeleteBucket"),
        S3Operation("HeadBucket", "HEAD", .bucket, asks: "s3:ListBucket"),
        S3Operation("ListObjects", "GET", .bucket, asks: "s3:ListBucket"),
    ]

    private static let object = [
        S3Operation("UploadPartCopy", "PUT", .object, with: ["uploadId"], copies: true, asks: "s3:PutObject"),
        S3Operation("CopyObject", "PUT", .object, copies: true, asks: "s3:PutObject"),
        S3Operation("GetObjectAcl", "GET", .object, with: ["acl"], asks: "s3:GetObjectAcl"),
        S3Operation("PutObjectAcl", "PUT", .object, with: ["acl"], asks: "s3:PutObjectAcl"),
        S3Operation("GetObjectAttributes", "GET", .object, with: ["attributes"], asks: "s3:GetObjectAttributes"),
        S3Operation("UpdateObjectEncryption", "PUT", .object, with: ["encryption"], asks: "s3:UpdateObjectEncryption"),
        S3Operation("GetObjectLegalHold", "GET", .object, with: ["legal-hold"], asks: "s3:GetObjectLegalHold"),
        S3Operation("PutObjectLegalHold", "PUT", .object, with: ["legal-hold"], asks: "s3:PutObjectLegalHold"),
        S3Operation("GetObjectRetention", "GET", .object, with: ["retention"], asks: "s3:GetObjectRetention"),
        S3Operation("PutObjectRetention", "PUT", .object, with: ["retention"], asks: "s3:PutObjectRetention"),
        S3Operation("GetObjectTagging", "GET", .object, with: ["tagging"], asks: "s3:GetObjectTagging"),
        S3Operation("PutObjectTagging", "PUT", .object, with: ["tagging"], asks: "s3:PutObjectTagging"),
        S3Operation("DeleteObjectTagging", "DELETE", .object, with: ["tagging"], asks: "s3:DeleteObjectTagging"),
        S3Operation("GetObjectTorrent", "GET", .object, with: ["torrent"], asks: "s3:GetObjectTorrent"),
        S3Operation("RenameObject", "PUT", .object, with: ["renameObject"], asks: "s3:PutObject"),
        S3Operation("RestoreObject", "POST", .object, with: ["restore"], asks: "s3:RestoreObject"),
        S3Operation("SelectObjectContent", "POST", .object, with: ["select"], asks: "s3:GetObject"),
        S3Operation("CreateMultipartUpload", "POST", .object, with: ["uploads"], asks: "s3:PutObject"),
        S3Operation("UploadPart", "PUT", .object, with: ["uploadId"], asks: "s3:PutObject"),
        S3Operation("ListParts", "GET", .object, with: ["uploadId"], asks: "s3:ListMultipartUploadParts"),
        S3Operation("CompleteMultipartUpload", "POST", .object, with: ["uploadId"], asks: "s3:PutObject"),
        S3Operation("AbortMultipartUpload", "DELETE", .object, with: ["uploadId"], asks: "s3:AbortMultipartUpload"),
        S3Operation("GetObject", "GET", .object, asks: "s3:GetObject"),
        S3Operation("HeadObject", "HEAD", .object, asks: "s3:GetObject"),
        S3Operation("PutObject", "PUT", .object, asks: "s3:PutObject"),
        S3Operation("DeleteObject", "DELETE", .object, asks: "s3:DeleteObject"),
    ]
}
