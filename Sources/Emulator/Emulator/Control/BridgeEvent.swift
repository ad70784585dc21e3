import AWSCore
package import AWSProtocols
import Determinism
import Foundation
import OCI
import Storage
import World

/// An event in the form in which Amazon EventBridge delivers it, as far as ECR fills it in (docs/aws/ecr-features.md,
/// "Events").
package struct BridgeEvent: Sendable, Codable, Equatable {
    package let version: String
    package let id: String
    /// Such as `ECR Image Action`.
    package let detailType: String
    package let source: String
    package let account: String
    /// By the world's clock.
    package let time: String
    package let region: String
    package let resources: [String]
    package let detail: JSONValue

    private enum CodingKeys: String, CodingKey {
        case version, id, source, account, time, region, resources, detail
        case detailType = "detail-type"
    }
}

extension BridgeEvent {
    /// - Parameter number: the notice's among all.
    init(_ notice: Notice, number: Int) {
        version = "0"
        source = "aws.ecr"
        account = notice.account.value
        region = notice.region.name
        time = AWSDate.extended(notice.time)
        detailType = Self.detailType(of: notice.subject)
        var stream = RandomStream(derivedFrom: "notice \(number) \(account) \(region) \(time)")
        id = stream.uuid()
        var isNamed = false
        switch notice.subject {
        case .push(let digest, let tag, let name):
            detail = Self.action("PUSH", digest, tag, name)
        case .deletion(let digest, let tag, let name):
            detail = Self.action("DELETE", digest, tag, name)
        case .storageClass(let image, let name):
            var members: [String: JSONValue] = [
                "target-storage-class": image.activatedAt == nil ? "ARCHIVE" : "STANDARD",
                "manifest-media-type": .string(image.mediaType),
            ]
            if let type = image.artifactMediaType { members["artifact-media-type"] = .string(type) }
            if let date = image.activatedAt { members["last-activated-at"] = .string(AWSDate.extended(date)) }
            detail = Self.action("UPDATE_STORAGE_CLASS", image.digest, nil, name, members)
        case .scan(let scan, let name):
            isNamed = true
            detail = .object([
                "scan-status": .string(scan.status),
                "repository-name": .string(name),
                "finding-severity-counts": .object(scan.counts.mapValues { .integer($0) }),
                "image-digest": .string(scan.digest.description),
                "image-tags": .array(scan.tags.map { .string($0) }),
            ])
        case .replication(let copy, let name):
            isNamed = true
            detail = Self.action(
                "REPLICATE",
                copy.digest,
                copy.tag,
                name,
                ["source-account": .string(copy.account.value), "source-region": .string(copy.region.name)],
                succeeded: copy.succeeded
            )
        case .pullThroughCache(let image, let name):
            isNamed = true
            var members: [String: JSONValue] = [
                "rule-version": "1", "sync-status": image.succeeded ? "SUCCESS" : "FAILED",
                "ecr-repository-prefix": .string(image.prefix), "repository-name": .string(name),
                "upstream-registry-url": .string(image.upstream),
            ]
            if let tag = image.tag { members["image-tag"] = .string(tag) }
            if let digest = image.digest { members["image-digest"] = .string(digest.description) }
            detail = .object(members)
        case .scanFrequency(let changes):
            detail = Self.frequencies(changes, notice)
        }
        let repository = isNamed ? notice.repository : nil
        resources =
            repository.map {
                [ARN.repository($0, in: notice.region, of: notice.account).description]
            } ?? []
    }

    static func detailType(of subject: Notice.Subject) -> String {
        switch subject {
        case .push, .deletion: "ECR Image Action"
        case .storageClass(let image, _): image.isReferrer ? "ECR Referrer Action" : "ECR Image Action"
        case .scan: "ECR Image Scan"
        case .replication: "ECR Replication Action"
        case .pullThroughCache: "ECR Pull Through Cache Action"
        case .scanFrequency: "ECR Scan Resource Change"
        }
    }

    private static func action(
        _ word: String,
        _ digest: Digest,
        _ tag: String?,
        _ repository: String,
        _ more: [String: JSONValue] = [:],
        succeeded: Bool = true
    ) -> JSONValue {
        var members = more
        members["action-type"] = .string(word)
        members["result"] = succeeded ? "SUCCESS" : "FAILED"
        members["repository-name"] = .string(repository)
        members["image-digest"] = .string(digest.description)
        if let tag { members["image-tag"] = .string(tag) }
        return .object(members)
    }

    private static func frequencies(_ changes: [Notice.FrequencyChange], _ notice: Notice) -> JSONValue {
        .object([
            "action-type": "SCAN_FREQUENCY_CHANGE",
            "resource-type": "REPOSITORY",
            "scan-type": "ENHANCED",
            "repositories": .array(
                changes.map { change in
                    let arn = ARN.repository(change.repository, in: notice.region, of: notice.account)
                    return .object([
                        "repository-name": .string(change.repository),
                        "repository-arn": .string(arn.description),
                        "scan-frequency": .string(change.frequency),
                        "previous-scan-frequency": .string(change.previous),
                    ])
                }
            ),
        ])
    }
}
