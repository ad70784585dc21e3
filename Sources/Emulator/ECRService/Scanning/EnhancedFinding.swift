import AWSCore
import AWSProtocols
import Determinism
import Foundation
import OCI
import Storage
import World

/// How Amazon Inspector tells a vulnerability of an image, with what the world knows of it.
enum EnhancedFinding {
    /// `EnhancedImageScanFinding` of the API's model.
    ///
    /// - Parameter date: when it was found.
    static func json(
        _ finding: ScanFinding,
        of image: StoredImage,
        in repository: Repository,
        _ date: Date,
        _ call: ECRCall
    ) -> JSONValue {
        let (vulnerability, package) = (finding.vulnerability, finding.package)
        let seen = call.timestamp(date)
        var members: [String: JSONValue] = [
            "awsAccountId": .string(repository.account.value),
            "findingArn": .string(arn(finding, image, repository)),
            "firstObservedAt": seen,
            "lastObservedAt": seen,
            "updatedAt": seen,
            "severity": .string(vulnerability.severity.word(isEnhanced: true)),
            "status": "ACTIVE",
            "title": .string(package.map { "\(vulnerability.name) - \($0.name)" } ?? vulnerability.name),
            "type": "PACKAGE_VULNERABILITY",
            "fixAvailable": package?.fixedIn == nil ? "NO" : "YES",
            "exploitAvailable": "NO",
            "packageVulnerabilityDetails": details(finding),
            "remediation": ["recommendation": ["text": "None Provided"]],
            "resources": [resource(image, repository, call)],
        ]
        if let summary = vulnerability.summary { members["description"] = .string(summary) }
        if let score = vulnerability.score {
            members["score"] = .number(score.score)
            var cvss: [String: JSONValue] = [
                "adjustments": [], "score": .number(score.score), "scoreSource": "NVD",
                "version": .string(score.version),
            ]
            if let vector = score.vector { cvss["scoringVector"] = .string(vector) }
            members["scoreDetails"] = .object(["cvss": .object(cvss)])
        }
        return .object(members)
    }

    private static func arn(_ finding: ScanFinding, _ image: StoredImage, _ repository: Repository) -> String {
        let vulnerability = finding.vulnerability
        // What the world's file says of one package needs no more than its name.
        let name = finding.package == vulnerability.package ? vulnerability.name : finding.sortKey
        var stream = RandomStream(derivedFrom: "finding \(repository.arn) \(image.digest) \(name)")
        let id = stream.text(32, of: "0123456789abcdef")
        let region = repository.region
        return "arn:\(region.partition.name):inspector2:\(region):\(repository.account):finding/\(id)"
    }

    private static func details(_ finding: ScanFinding) -> JSONValue {
        let vulnerability = finding.vulnerability
        var members: [String: JSONValue] = [
            "vulnerabilityId": .string(vulnerability.name), "relatedVulnerabilities": [], "source": "NVD",
        ]
        if let uri = vulnerability.uri {
            members["sourceUrl"] = .string(uri)
            members["referenceUrls"] = [.string(uri)]
        }
        if let score = vulnerability.score {
            var cvss: [String: JSONValue] = [
                "baseScore": .number(score.score), "source": "NVD", "version": .string(score.version),
            ]
            if let vector = score.vector { cvss["scoringVector"] = .string(vector) }
            members["cvss"] = [.object(cvss)]
        }
        if let package = finding.package {
            members["vulnerablePackages"] = [
                [
                    "name": .string(package.name), "version": .string(package.version), "packageManager": "OS",
                    "fixedInVersion": .string(package.fixedIn ?? "NotAvailable"),
                ]
            ]
        }
        return .object(members)
    }

    private static func resource(_ image: StoredImage, _ repository: Repository, _ call: ECRCall) -> JSONValue {
        [
            "details": [
                "awsEcrContainerImage": [
                    "imageHash": .string(image.digest.description),
                    "imageTags": .array(image.tags.map { .string($0) }),
                    "pushedAt": call.timestamp(image.pushedAt),
                    "registry": .string(repository.account.value),
                    "repositoryName": .string(repository.name),
                ]
            ],
            "id": .string("\(repository.arn)/\(image.digest)"),
            "tags": [:],
            "type": "AWS_ECR_CONTAINER_IMAGE",
        ]
    }
}
