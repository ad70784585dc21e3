import AWSCore
import GRDB
package import OCI

extension RegistryStore {
    /// Notes what became of the copies of an image, in place of what was noted of the same registries. Nothing where the
    /// image is gone.
    package func note(
        _ replications: [ImageReplication],
        of digest: Digest,
        in repository: RepositoryID
    ) async throws {
        guard !replications.isEmpty, let core = try presentCore() else { return }
        try await core.committer.commit { tables, _ in
            guard let key = try tables.key(of: repository),
                try tables.digest(.digest(digest), in: key) != nil
            else { return }
            for replication in replications {
                try tables.run(
                    "INSERT OR REPLACE INTO replication (repository, digest, account, region, failure) "
                        + "VALUES (?, ?, ?, ?, ?)",
                    [
                        key, digest.description, replication.account.value, replication.region.name,
                        replication.failure,
                    ]
                )
            }
        }
    }

    /// Where an image was copied, by account and region.
    package func replications(
        of digest: Digest,
        in repository: RepositoryID
    ) throws(StorageError) -> [ImageReplication] {
        try look(absent: []) { tables in
            guard let key = try tables.key(of: repository) else { return [] }
            return try tables.rows(
                "SELECT account, region, failure FROM replication WHERE repository = ? AND digest = ? "
                    + "ORDER BY account, region",
                [key, digest.description]
            ).compactMap { row in
                guard let account = AccountID(row["account"] as String),
                    let region = Region(kept: row["region"] as String)
                else { return nil }
                return ImageReplication(account: account, region: region, failure: row["failure"])
            }
        }
    }
}
