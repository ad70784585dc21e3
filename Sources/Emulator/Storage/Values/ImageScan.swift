package import Foundation

/// A scan of an image. It ends by itself when its time has come: nothing is to be done for it.
package struct ImageScan: Sendable, Hashable {
    /// What comes of a scan.
    package enum Outcome: String, Sendable, Hashable {
        case complete = "COMPLETE"
        /// The image's operating system is not known.
        case failed = "FAILED"
        /// A layer of the image cannot be unpacked.
        case unreadable = "FAILED_LAYER"
        /// It is not an image that can be scanned.
        case unsupported = "UNSUPPORTED_IMAGE"

        /// The word of `ScanStatus` of the API's model.
        package var status: String { self == .unreadable ? Self.failed.rawValue : rawValue }
    }

    /// A vulnerability that it finds, by its name.
    package struct Found: Sendable, Hashable {
        package let vulnerability: String
        /// The installed package that has it; nil where the scan did not find it by a package.
        package let package: FoundPackage?

        package init(_ vulnerability: String, in package: FoundPackage? = nil) {
            self.vulnerability = vulnerability
            self.package = package
        }
    }

    package struct FoundPackage: Sendable, Hashable, Codable {
        package let name: String
        package let version: String
        /// The version that does not have it any more.
        package let fixedIn: String?

        package init(name: String, version: String, fixedIn: String? = nil) {
            self.name = name
            self.version = version
            self.fixedIn = fixedIn
        }
    }

    package let startedAt: Date
    /// From then on it has ended.
    package let completesAt: Date
    package let outcome: Outcome
    /// What it finds, in the order of lists.
    package let findings: [Found]

    package init(startedAt: Date, completesAt: Date, outcome: Outcome, findings: [Found] = []) {
        self.startedAt = startedAt
        self.completesAt = completesAt
        self.outcome = outcome
        self.findings = findings
    }

    /// Whether it goes on at a moment.
    package func isUnderWay(at now: Date) -> Bool { now < completesAt }
}

/// What was found without a package is its name alone, as all findings were before there were packages.
extension ImageScan.Found: Codable {
    private enum CodingKeys: String, CodingKey { case vulnerability, package }

    package init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            self.init(name)
            return
        }
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try members.decode(String.self, forKey: .vulnerability),
            in: try members.decode(ImageScan.FoundPackage.self, forKey: .package)
        )
    }

    package func encode(to encoder: any Encoder) throws {
        guard let package else {
            var name = encoder.singleValueContainer()
            try name.encode(vulnerability)
            return
        }
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(vulnerability, forKey: .vulnerability)
        try members.encode(package, forKey: .package)
    }
}

/// What became of a scan that was to be started.
package enum ScanStart: Sendable, Hashable {
    case started
    /// There is no such image.
    case notFound
    /// The scan before was too short a time ago; nothing changed.
    case tooSoon
    /// The registry has started as many as it may; nothing changed.
    case tooMany
}
