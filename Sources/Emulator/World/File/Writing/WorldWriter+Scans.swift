import AWSCore
import Foundation
import OCI
import Packages

/// What scans of images take and find.
extension WorldWriter {
    func scans(_ scans: Scans) -> WrittenValue? {
        WrittenValue.record(ScansKey.self) { key in
            switch key {
            case .duration: scans.duration == 0 ? nil : .number(Int(scans.duration))
            case .updatedAt: created(scans.updatedAt)
            case .vulnerabilities:
                WrittenValue.mapping(scans.vulnerabilities.map { (key: $0.name, value: vulnerability($0)) }).unlessEmpty
            case .unsupportedImages: WrittenValue.list(scans.unsupported.map(selector)).unlessEmpty
            }
        }.unlessEmpty
    }

    private func vulnerability(_ vulnerability: Vulnerability) -> WrittenValue {
        .record(VulnerabilityKey.self) { key in
            switch key {
            case .severity: .word(vulnerability.severity.rawValue)
            case .description: description(vulnerability.summary)
            case .uri: vulnerability.uri.map { .text($0) }
            case .package: vulnerability.package.map(package)
            case .packages: WrittenValue.list(vulnerability.affected.map(affected)).unlessEmpty
            case .cvss: vulnerability.score.map(score)
            case .images: vulnerability.images.map { .list($0.map(selector)) }
            }
        }
    }

    private func package(_ package: Vulnerability.Package) -> WrittenValue {
        .record(PackageKey.self) { key in
            switch key {
            case .name: .text(package.name)
            case .version: .text(package.version)
            case .fixedIn: package.fixedIn.map { .text($0) }
            }
        }
    }

    private func affected(_ package: Vulnerability.Affected) -> WrittenValue {
        .record(AffectedPackageKey.self) { key in
            switch key {
            case .manager: .word(package.manager.rawValue)
            case .name: .text(package.name)
            case .from: package.from.map { .text($0) }
            case .fixedIn: package.fixedIn.map { .text($0) }
            }
        }
    }

    private func score(_ score: Vulnerability.Score) -> WrittenValue {
        .record(ScoreKey.self) { key in
            switch key {
            case .version: .text(score.version)
            case .score: .word("\(score.score)")
            case .vector: score.vector.map { .text($0) }
            }
        }
    }

    private func selector(_ selector: ImageSelector) -> WrittenValue {
        .record(SelectorKey.self) { key in
            switch key {
            case .account: selector.account.map { .text($0.value) }
            case .region: selector.region.map { .text($0.name) }
            case .repository: selector.repository.map { .text($0) }
            case .tag: selector.tag.map { .text($0) }
            case .digest: selector.digest.map { .text($0.description) }
            case .layer: selector.layer.map { .text($0.description) }
            }
        }
    }
}
