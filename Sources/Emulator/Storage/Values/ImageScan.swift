package import Foundation

/// A scan of an image. It ends by itself when its time has come: nothing is to be done for it.
package struct ImageScan: Sendable, Hashable {
    /// What comes of a scan; the words are those of `ScanStatus` of the API's model.
    package enum Outcome: String, Sendable, Hashable {
        case complete = "COMPLETE"
        /// The image's operating system is not known.
        case failed = "FAILED"
        /// It is not an image that can be scanned.
        case unsupported = "UNSUPPORTED_IMAGE"
    }

    package let startedAt: Date
    /// From then on it has ended.
    package let completesAt: Date
    package let outcome: Outcome
    /// The names of the vulnerabilities that it finds, the gravest first.
    package let findings: [String]

    package init(startedAt: Date, completesAt: Date, outcome: Outcome, findings: [String] = []) {
        self.startedAt = startedAt
        self.completesAt = completesAt
        self.outcome = outcome
        self.findings = findings
    }

    /// Whether it goes on at a moment.
    package func isUnderWay(at now: Date) -> Bool { now < completesAt }
}

/// What became of a scan that was to be started.
package enum ScanStart: Sendable, Hashable {
    case started
    /// There is no such image.
    case notFound
    /// The scan before was too short a time ago; nothing changed.
    case tooSoon
}
