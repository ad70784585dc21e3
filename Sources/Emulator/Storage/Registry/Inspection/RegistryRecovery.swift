import OCI

/// Puts a storage right that was left at any instant: what nobody acknowledged is removed, and what should be there and
/// is not counts as damaged. Content is not read; only what it says of itself is looked at.
struct RegistryRecovery {
    /// What lies in the storage's folders.
    let contents: BlobFolder.Contents
    let database: RegistryDatabase
    let blobs: BlobFolder
    let condition: BlobCondition

    func run() throws(StorageError) {
        // What is not a file is nothing that this storage made, so it is not for it to remove.
        if let problem = contents.problems.first { throw problem }
        for path in contents.uploads { try blobs.files.remove(path) }
        do throws(StorageError) {
            try database.write { try $0.removeLeftOverLayers() }
        } catch let error where error.kind == .diskFull {
            // They stay until there is room.
        }
        let (needed, kept) = try database.read { (try $0.neededBlobs(), try $0.digestsOfContent()) }
        for (digest, size) in needed where !kept.contains(digest) && contents.blobs[digest] != size {
            condition.noteDamaged(digest)
        }
        let unneeded = contents.blobs.keys.filter { needed[$0] == nil || kept.contains($0) }
        guard !unneeded.isEmpty else { return }
        // A damaged database is not a reason to remove anything.
        try database.check()
        for digest in unneeded { try blobs.files.remove(blobs.path(of: digest)) }
    }
}
