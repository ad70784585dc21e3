package import Foundation
package import OCI

extension RegistryStore {
    /// Begins an upload.
    ///
    /// - Parameters:
    ///   - id: a UUID, new among all uploads.
    ///   - algorithm: by which the content is hashed as it comes.
    ///   - date: now; an upload ends when it was not looked up for 24 hours.
    package func startUpload(
        in repository: RepositoryID,
        id: String,
        algorithm: Digest.Algorithm = .sha256,
        at date: Date
    ) throws(StorageError) -> Upload {
        guard UUID(uuidString: id) != nil else {
            throw StorageError("'\(id)' is not an upload's ID; give a UUID")
        }
        let core = try core()
        let upload = Upload(id: id, repository: repository, algorithm: algorithm, core: core)
        core.uploads.add(upload, at: date)
        return upload
    }

    /// The upload of an ID, which thereby stays for another 24 hours; nil where it is unknown, another repository's,
    /// or has ended.
    package func upload(
        _ id: String,
        in repository: RepositoryID,
        at date: Date
    ) throws(StorageError) -> Upload? {
        try presentCore()?.uploads.find(id, in: repository, at: date)
    }

    /// Ends an upload; what has come is removed.
    ///
    /// - Returns: whether there was one.
    package func cancelUpload(
        _ id: String,
        in repository: RepositoryID,
        at date: Date
    ) throws(StorageError) -> Bool {
        guard let core = try presentCore(), let upload = core.uploads.find(id, in: repository, at: date)
        else { return false }
        core.uploads.remove(upload)
        upload.cancel()
        return true
    }
}
