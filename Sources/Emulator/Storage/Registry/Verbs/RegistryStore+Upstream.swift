package import Foundation
import GRDB

extension RegistryStore {
    /// When a tag was last compared with the upstream registry that fills the repository; nil where it never was.
    package func lastUpstreamCheck(of tag: String, in repository: RepositoryID) throws(StorageError) -> Date? {
        try look(absent: nil) { tables in
            guard let key = try tables.key(of: repository) else { return nil }
            let seconds: Double? = try tables.value(
                "SELECT checkedAt FROM upstreamCheck WHERE repository = ? AND tag = ?",
                [key, tag]
            )
            return seconds.map { Date(timeIntervalSinceReferenceDate: $0) }
        }
    }

    /// Notes that a tag was compared with the upstream registry. Nothing where the repository has no rows.
    package func noteUpstreamCheck(of tag: String, in repository: RepositoryID, at date: Date) async throws {
        guard let core = try presentCore() else { return }
        try await core.committer.commit { tables, _ in
            guard let key = try tables.key(of: repository) else { return }
            try tables.run(
                "INSERT OR REPLACE INTO upstreamCheck (repository, tag, checkedAt) VALUES (?, ?, ?)",
                [key, tag, date.timeIntervalSinceReferenceDate]
            )
        }
    }
}
