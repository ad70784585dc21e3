import AWSCore
import Foundation
import OCI
import Packages

/// What scans of images take and find.
extension WorldReader {
    /// The longest scan: a day.
    private static let longestScan = 86_400

    func scans(_ field: YAMLField?) throws(WorldFileError) -> Scans {
        guard let field else { return Scans() }
        let record = try field.record(ScansKey.self)
        var vulnerabilities: [Vulnerability] = []
        for member in try record[.vulnerabilities]?.members() ?? [] {
            try begin(member)
            guard Vulnerability.isName(member.key) else {
                throw field.error(
                    at: member.line,
                    "'\(member.key)' is not the name of a vulnerability; write 1 to 128 letters, digits or characters "
                        + "of _-.:, such as CVE-2024-6387"
                )
            }
            vulnerabilities.append(
                try vulnerability(member.key, member.value.named("vulnerability '\(member.key)'"))
            )
        }
        return Scans(
            duration: TimeInterval(try record[.duration]?.integer(in: 0...Self.longestScan) ?? 0),
            updatedAt: try record[.updatedAt]?.moment() ?? Self.usualCreation,
            vulnerabilities: vulnerabilities,
            unsupported: try record[.unsupportedImages].map { list throws(WorldFileError) in
                try selectors(list)
            } ?? []
        )
    }

    private func vulnerability(_ name: String, _ field: YAMLField) throws(WorldFileError) -> Vulnerability {
        let record = try field.record(VulnerabilityKey.self)
        guard let severity = record[.severity] else {
            let words = Vulnerability.Severity.allCases.map(\.rawValue).joined(separator: ", ")
            throw field.error("\(field.what) has no severity; add severity: with one of \(words)")
        }
        let affected = try record[.packages].map { list throws(WorldFileError) in try affectedPackages(list) } ?? []
        if let package = record[.package], !affected.isEmpty, record[.images] == nil {
            throw package.error(
                "\(package.what) is of the images that have the vulnerability whatever is installed, and with 'packages' "
                    + "there are none; add images: or take 'package' out"
            )
        }
        return Vulnerability(
            name,
            try severity.choice(of: Vulnerability.Severity.self),
            summary: try record[.description]?.text(),
            uri: try record[.uri]?.text(),
            package: try record[.package].map { field throws(WorldFileError) in try package(field) },
            affected: affected,
            score: try record[.cvss].map { field throws(WorldFileError) in try score(field) },
            images: try record[.images].map { list throws(WorldFileError) in try selectors(list) }
        )
    }

    private func package(_ field: YAMLField) throws(WorldFileError) -> Vulnerability.Package {
        let record = try field.record(PackageKey.self)
        guard let name = record[.name], let version = record[.version] else {
            throw field.error("\(field.what) takes name and version; write both")
        }
        return Vulnerability.Package(
            name: try attribute(name),
            version: try attribute(version),
            fixedIn: try record[.fixedIn].map { field throws(WorldFileError) in try attribute(field) }
        )
    }

    private func affectedPackages(_ field: YAMLField) throws(WorldFileError) -> [Vulnerability.Affected] {
        var affected: [Vulnerability.Affected] = []
        for entry in try field.list() {
            let record = try entry.record(AffectedPackageKey.self)
            guard let manager = record[.manager], let name = record[.name] else {
                throw entry.error("\(entry.what) takes manager and name; write both")
            }
            let kind = try manager.choice(of: PackageManager.self)
            affected.append(
                Vulnerability.Affected(
                    kind,
                    try attribute(name),
                    from: try record[.from].map { field throws(WorldFileError) in try version(field, of: kind) },
                    fixedIn: try record[.fixedIn].map { field throws(WorldFileError) in try version(field, of: kind) }
                )
            )
        }
        guard !affected.isEmpty else {
            throw field.error("\(field.what) is empty; write a package, or take it out")
        }
        return affected
    }

    private func version(_ field: YAMLField, of manager: PackageManager) throws(WorldFileError) -> String {
        let text = try attribute(field)
        guard manager.isVersion(text) else {
            let example =
                switch manager {
                case .apk: "1.2.13-r1"
                case .dpkg: "1:1.2.13.dfsg-1"
                case .rpm: "1:1.2.13-1.el9"
                }
            throw field.error(
                "\(field.what) is '\(text)', which is not a version of \(manager.rawValue)'s; write one such as \(example)"
            )
        }
        return text
    }

    private func score(_ field: YAMLField) throws(WorldFileError) -> Vulnerability.Score {
        let record = try field.record(ScoreKey.self)
        guard let number = record[.score] else {
            throw field.error("\(field.what) has no score; add score: with a number from 0 to 10")
        }
        let text = try number.text()
        guard let score = Double(text), (0...10).contains(score) else {
            throw number.error("\(number.what) is '\(text)'; write a number from 0 to 10, such as 8.1")
        }
        return Vulnerability.Score(
            version: try record[.version]?.choice(of: Vulnerability.Score.versions) ?? "3.1",
            score: score,
            vector: try record[.vector].map { field throws(WorldFileError) in try attribute(field) }
        )
    }

    /// A text that a finding's attribute may have.
    private func attribute(_ field: YAMLField) throws(WorldFileError) -> String {
        let text = try field.text()
        guard text.count <= 256 else {
            throw field.error("\(field.what) has \(text.count) characters, and ECR takes 256; write a shorter one")
        }
        return text
    }

    private func selectors(_ field: YAMLField) throws(WorldFileError) -> [ImageSelector] {
        var selectors: [ImageSelector] = []
        for entry in try field.list() { selectors.append(try selector(entry)) }
        return selectors
    }

    private func selector(_ field: YAMLField) throws(WorldFileError) -> ImageSelector {
        let record = try field.record(SelectorKey.self)
        guard !record.isEmpty else {
            throw field.error("\(field.what) says nothing; write one of \(SelectorKey.words)")
        }
        var selector = ImageSelector()
        if let field = record[.account] {
            let text = try field.text()
            guard let account = AccountID(text) else {
                throw field.error("'\(text)' is not an account ID; write 12 digits")
            }
            selector.account = account
        }
        if let field = record[.region] {
            let text = try field.text()
            guard Partition.all.contains(where: { $0.matches(region: text) }), let region = Region(text) else {
                throw field.error("'\(text)' is not a region of AWS; write one such as us-east-1")
            }
            selector.region = region
        }
        selector.repository = try record[.repository]?.text()
        selector.tag = try record[.tag]?.text()
        selector.digest = try record[.digest].map { field throws(WorldFileError) in try digest(field) }
        selector.layer = try record[.layer].map { field throws(WorldFileError) in try digest(field) }
        return selector
    }

    private func digest(_ field: YAMLField) throws(WorldFileError) -> Digest {
        let text = try field.text()
        guard let digest = Digest(text) else {
            throw field.error("'\(text)' is not a digest; write sha256: and 64 small hexadecimal digits")
        }
        return digest
    }
}
