import AWSCore
import Foundation
import GRDB
import OCI

extension RegistryTables {
    /// The newest scan of an image; nil where it was never scanned.
    func scan(of digest: Digest, in key: Int64) throws -> ImageScan? {
        let row = try row(
            "SELECT startedAt, completesAt, outcome, findings FROM scan WHERE repository = ? AND digest = ?",
            [key, digest.description]
        )
        guard let row, let outcome = ImageScan.Outcome(rawValue: row["outcome"]) else { return nil }
        return ImageScan(
            startedAt: Date(timeIntervalSinceReferenceDate: row["startedAt"]),
            completesAt: Date(timeIntervalSinceReferenceDate: row["completesAt"]),
            outcome: outcome,
            findings: try JSONDecoder().decode([ImageScan.Found].self, from: Data((row["findings"] as String).utf8))
        )
    }

    /// How many images of a registry had a scan that started after a moment, counted up to `limit`. What cannot be scanned
    /// takes no scan.
    func scans(in account: AccountID, _ region: Region, since moment: Date, upTo limit: Int) throws -> Int {
        let counts: [Int] = try values(
            """
            SELECT COUNT(*) FROM (
                SELECT 1 FROM scan WHERE startedAt > ? AND outcome != ? AND repository IN
                    (SELECT id FROM repository WHERE account = ? AND region = ? AND NOT initial)
                LIMIT ?
            )
            """,
            [
                moment.timeIntervalSinceReferenceDate, ImageScan.Outcome.unsupported.rawValue, account.value,
                region.name,
                limit,
            ]
        )
        return counts.first ?? 0
    }

    /// Notes a scan of an image, in place of the one before.
    func put(_ scan: ImageScan, of digest: Digest, in key: Int64) throws {
        try run(
            "INSERT OR REPLACE INTO scan (repository, digest, startedAt, completesAt, outcome, findings) "
                + "VALUES (?, ?, ?, ?, ?, ?)",
            [
                key, digest.description, scan.startedAt.timeIntervalSinceReferenceDate,
                scan.completesAt.timeIntervalSinceReferenceDate, scan.outcome.rawValue,
                String(decoding: try JSONEncoder().encode(scan.findings), as: UTF8.self),
            ]
        )
    }
}
