package import Foundation
package import OCI

extension RegistryStore {
    /// Notes a scan of an image, in place of the one before.
    ///
    /// - Parameters:
    ///   - interval: how long after the start of one scan the next of the same image may start.
    ///   - most: how many scans of the registry's images may start in that time.
    ///   - admit: asked before all of that.
    /// - Throws: ``StorageError``, or what `admit` throws.
    package func startScan(
        _ scan: ImageScan,
        of digest: Digest,
        in repository: RepositoryID,
        after interval: TimeInterval,
        atMost most: Int,
        admit: @escaping @Sendable () throws -> Void = {}
    ) async throws -> ScanStart {
        guard let core = try presentCore() else {
            try admit()
            return .notFound
        }
        return try await core.committer.commit { tables, _ in
            try admit()
            guard let key = try tables.key(of: repository), try tables.digest(.digest(digest), in: key) != nil else {
                return .notFound
            }
            if let last = try tables.scan(of: digest, in: key),
                scan.startedAt.timeIntervalSince(last.startedAt) < interval
            {
                return .tooSoon
            }
            let since = scan.startedAt.addingTimeInterval(-interval)
            guard try tables.scans(in: repository.account, repository.region, since: since, upTo: most) < most else {
                return .tooMany
            }
            try tables.put(scan, of: digest, in: key)
            return .started
        }
    }

    /// The newest scan of an image; nil where it was never scanned.
    package func scan(of digest: Digest, in repository: RepositoryID) throws(StorageError) -> ImageScan? {
        try scans(of: [digest], in: repository)[digest]
    }

    /// The newest scan of each of these images that was ever scanned.
    package func scans(
        of digests: [Digest],
        in repository: RepositoryID
    ) throws(StorageError) -> [Digest: ImageScan] {
        try look(absent: [:]) { tables in
            guard let key = try tables.key(of: repository) else { return [:] }
            var scans: [Digest: ImageScan] = [:]
            for digest in digests { scans[digest] = try tables.scan(of: digest, in: key) }
            return scans
        }
    }

    /// The layers and configurations that a manifest of the repository names.
    package func layers(of image: Digest, in repository: RepositoryID) throws(StorageError) -> [Digest] {
        try look(absent: []) { tables in
            try tables.key(of: repository).map { try tables.layers(of: image, in: $0) } ?? []
        }
    }
}
