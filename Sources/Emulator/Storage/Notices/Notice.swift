package import AWSCore
package import Foundation
package import OCI

/// Something that ECR tells Amazon EventBridge of (docs/aws/ecr-features.md, "Events").
package struct Notice: Sendable, Hashable {
    /// What happened.
    package enum Subject: Sendable, Hashable {
        /// An image was pushed, under a tag or without.
        case push(Digest, tag: String?, in: String)
        /// An image was deleted, or a tag of it.
        case deletion(Digest, tag: String?, in: String)
        /// An image came into the archive, or out of it.
        case storageClass(ArchivedImage, in: String)
        /// A basic scan ended.
        case scan(EndedScan, in: String)
        /// An image was copied into the registry, or was to be.
        case replication(CopiedImage, in: String)
        /// An image was fetched from an upstream registry through a cache, or was to be.
        case pullThroughCache(CachedImage, in: String)
        /// Enhanced scanning scans repositories at other times than before.
        case scanFrequency([FrequencyChange])
    }

    package struct ArchivedImage: Sendable, Hashable {
        package let digest: Digest
        package let mediaType: String
        package let artifactMediaType: String?
        /// Whether it refers to another image, such as a signature does.
        package let isReferrer: Bool
        /// When it came out of the archive; nil where it came into it.
        package let activatedAt: Date?
    }

    package struct EndedScan: Sendable, Hashable {
        package let digest: Digest
        package let tags: [String]
        /// `COMPLETE` or `FAILED`.
        package let status: String
        /// How many findings there are, by their severity; those of which there are none are left out.
        package let counts: [String: Int]
    }

    package struct CopiedImage: Sendable, Hashable {
        package let digest: Digest
        package let tag: String?
        /// The registry that it comes from.
        package let account: AccountID
        package let region: Region
        package let succeeded: Bool
    }

    package struct CachedImage: Sendable, Hashable {
        /// The prefix of the rule.
        package let prefix: String
        /// The host of the upstream registry.
        package let upstream: String
        /// Nil where it could not be had.
        package let digest: Digest?
        package let tag: String?
        package let succeeded: Bool
    }

    package struct FrequencyChange: Sendable, Hashable {
        package let repository: String
        package let frequency: String
        package let previous: String
    }

    package let time: Date
    /// The registry of which it is told.
    package let account: AccountID
    package let region: Region
    package let subject: Subject

    package init(_ subject: Subject, of account: AccountID, _ region: Region, at time: Date) {
        self.subject = subject
        self.account = account
        self.region = region
        self.time = time
    }

    /// The repository that it is about; nil where it is about several.
    package var repository: String? {
        switch subject {
        case .push(_, _, let name), .deletion(_, _, let name), .storageClass(_, let name), .scan(_, let name),
            .replication(_, let name), .pullThroughCache(_, let name):
            name
        case .scanFrequency: nil
        }
    }
}

extension Notice.ArchivedImage {
    /// - Parameter activatedAt: when it came out of the archive; nil where it came into it.
    package init(_ image: StoredImage, activatedAt: Date?) {
        digest = image.digest
        mediaType = image.mediaType
        artifactMediaType = image.artifactMediaType
        isReferrer = image.subject != nil
        self.activatedAt = activatedAt
    }
}

extension Notice.EndedScan {
    package init(of image: StoredImage, status: String, counts: [String: Int]) {
        digest = image.digest
        tags = image.tags
        self.status = status
        self.counts = counts
    }
}

extension Notice.CopiedImage {
    package init(_ digest: Digest, tag: String?, from account: AccountID, _ region: Region, succeeded: Bool) {
        self.digest = digest
        self.tag = tag
        self.account = account
        self.region = region
        self.succeeded = succeeded
    }
}

extension Notice.CachedImage {
    /// - Parameter digest: nil where it could not be had.
    package init(_ digest: Digest?, tag: String?, by prefix: String, from upstream: String) {
        self.digest = digest
        self.tag = tag
        self.prefix = prefix
        self.upstream = upstream
        succeeded = digest != nil
    }
}

extension Notice.FrequencyChange {
    package init(of repository: String, to frequency: String, from previous: String) {
        self.repository = repository
        self.frequency = frequency
        self.previous = previous
    }
}
