import AWSCore
import AWSProtocols
import OCI
import Storage
import World

/// How the ECR API writes an image.
enum ImageShape {
    /// `ImageDetail` of docs/aws/ecr.md, "Structures".
    ///
    /// - Parameter scan: the newest basic scan of the image; nil where it was never scanned.
    static func detail(
        _ image: StoredImage,
        _ scan: ImageScan?,
        of repository: Repository,
        _ call: ECRCall
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "registryId": .string(repository.account.value),
            "repositoryName": .string(repository.name),
            "imageDigest": .string(image.digest.description),
            "imageSizeInBytes": .integer(image.sizeInBytes),
            "imagePushedAt": call.timestamp(image.pushedAt),
            "imageManifestMediaType": .string(image.mediaType),
            "imageStatus": .string(status(of: image)),
        ]
        if !image.tags.isEmpty { members["imageTags"] = .array(image.tags.map { .string($0) }) }
        if let type = image.artifactMediaType { members["artifactMediaType"] = .string(type) }
        if let date = image.lastPulledAt { members["lastRecordedPullTime"] = call.timestamp(date) }
        if let date = image.lastArchivedAt { members["lastArchivedAt"] = call.timestamp(date) }
        if let date = image.lastActivatedAt { members["lastActivatedAt"] = call.timestamp(date) }
        if let subject = image.subject { members["subjectManifestDigest"] = .string(subject.description) }
        if let scan {
            let report = ScanReport(scan, of: image, call)
            members["imageScanStatus"] = report.status
            if let results = report.results { members["imageScanFindingsSummary"] = .object(results.summary(call)) }
        }
        return .object(members)
    }

    static func status(of image: StoredImage) -> String { image.isArchived ? "ARCHIVED" : "ACTIVE" }

    /// `Image` of docs/aws/ecr.md, "Structures", with the manifest's exact text.
    ///
    /// - Parameters:
    ///   - manifest: the exact text.
    ///   - tag: the tag by which it was asked for or put.
    static func image(
        _ image: StoredImage,
        manifest: String,
        tag: String?,
        of repository: Repository
    ) -> JSONValue {
        .object([
            "registryId": .string(repository.account.value),
            "repositoryName": .string(repository.name),
            "imageId": ImageIdentifier(of: image, tag: tag).json,
            "imageManifest": .string(manifest),
            "imageManifestMediaType": .string(image.mediaType),
        ])
    }
}
