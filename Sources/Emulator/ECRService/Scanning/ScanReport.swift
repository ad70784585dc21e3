import AWSCore
import AWSProtocols
import Foundation
import Images
import OCI
import Storage
import World

/// What there is to say of the scan of an image at a moment.
struct ScanReport: Sendable {
    /// `ImageScanStatus` of the API's model.
    let status: JSONValue
    /// Nil where there is no result.
    let results: ScanResults?

    /// Of a basic scan.
    init(_ scan: ImageScan, of image: StoredImage, _ call: ECRCall) {
        guard !image.isArchived else {
            self.init("IMAGE_ARCHIVED")
            return
        }
        guard !scan.isUnderWay(at: call.now) else {
            self.init("IN_PROGRESS")
            return
        }
        switch scan.outcome {
        case .failed: self.init(scan.outcome.status, ScanSentences.failed)
        case .unreadable: self.init(scan.outcome.status, ScanSentences.unreadable)
        case .unsupported:
            self.init(scan.outcome.status, image.unscannableType.map(ScanSentences.unsupported))
        case .complete:
            let scans = call.world.scans
            self.init(
                scan.outcome.status,
                ScanSentences.complete,
                ScanResults(
                    findings: scan.findings(scans),
                    completedAt: scan.completesAt,
                    updatedAt: scans.updatedAt,
                    isEnhanced: false
                )
            )
        }
    }

    /// Of enhanced scanning, which needs no call: what the registry's rules cover was scanned when it was pushed, and what
    /// they cover continuously is scanned on. Nil where they do not cover it, before the first scan has ended, and for
    /// callers of another account (aws/containers-roadmap#2541).
    init?(
        enhanced image: StoredImage,
        of repository: Repository,
        _ coverage: ScanningConfiguration.Coverage?,
        _ call: ECRCall
    ) async throws {
        let scans = call.world.scans
        let completedAt = image.pushedAt.addingTimeInterval(scans.duration)
        guard let coverage, coverage.frequency != .manual, completedAt <= call.now,
            repository.account == call.caller.accountID
        else { return nil }
        if let type = image.unscannableType {
            self.init(ImageScan.Outcome.unsupported.status, ScanSentences.unsupported(type))
            return
        }
        guard !image.isArchived else {
            self.init("IMAGE_ARCHIVED")
            return
        }
        let isContinuous = coverage.frequency == .continuous
        self.init(
            isContinuous ? "ACTIVE" : "COMPLETE",
            isContinuous ? ScanSentences.continuous : ScanSentences.complete,
            ScanResults(
                findings: try await ImageScanning(in: repository, call.world, call.store).result(of: image).findings,
                completedAt: completedAt,
                updatedAt: scans.updatedAt,
                isEnhanced: true
            )
        )
    }

    private init(_ word: String, _ description: String? = nil, _ results: ScanResults? = nil) {
        var members: [String: JSONValue] = ["status": .string(word)]
        if let description { members["description"] = .string(description) }
        status = .object(members)
        self.results = results
    }
}

/// What a scan has found.
struct ScanResults: Sendable {
    /// The gravest first.
    let findings: [ScanFinding]
    let completedAt: Date
    let updatedAt: Date
    let isEnhanced: Bool

    /// `ImageScanFindingsSummary` of the API's model.
    func summary(_ call: ECRCall) -> [String: JSONValue] {
        var counts: [String: Int] = [:]
        for finding in findings {
            counts[finding.vulnerability.severity.word(isEnhanced: isEnhanced), default: 0] += 1
        }
        return [
            "imageScanCompletedAt": call.timestamp(completedAt),
            "vulnerabilitySourceUpdatedAt": call.timestamp(updatedAt),
            "findingSeverityCounts": .object(counts.mapValues { .integer($0) }),
        ]
    }

    /// `ImageScanFindings` of the API's model, with some of the findings.
    func json(
        _ listed: [ScanFinding],
        of image: StoredImage,
        in repository: Repository,
        _ call: ECRCall
    ) -> JSONValue {
        var members = summary(call)
        if isEnhanced {
            members["enhancedFindings"] = .array(
                listed.map { EnhancedFinding.json($0, of: image, in: repository, completedAt, call) }
            )
        } else {
            members["findings"] = .array(listed.map(\.json))
        }
        return .object(members)
    }
}

extension Vulnerability.Severity {
    /// What nobody has judged yet has another word in Amazon Inspector.
    func word(isEnhanced: Bool) -> String { isEnhanced && self == .undefined ? "UNTRIAGED" : rawValue }
}

extension ScanFinding {
    /// `ImageScanFinding` of the API's model.
    fileprivate var json: JSONValue {
        var attributes: [(key: String, value: String)] = []
        if let package { attributes += [("package_version", package.version), ("package_name", package.name)] }
        if let score = vulnerability.score {
            let system = "CVSS\(score.version.prefix { $0 != "." })"
            if let vector = score.vector { attributes.append(("\(system)_VECTOR", vector)) }
            attributes.append(("\(system)_SCORE", "\(score.score)"))
        }
        var members: [String: JSONValue] = [
            "name": .string(vulnerability.name),
            "severity": .string(vulnerability.severity.rawValue),
            "attributes": .array(
                attributes.map { .object(["key": .string($0.key), "value": .string($0.value)]) }
            ),
        ]
        if let summary = vulnerability.summary { members["description"] = .string(summary) }
        if let uri = vulnerability.uri { members["uri"] = .string(uri) }
        return .object(members)
    }
}
