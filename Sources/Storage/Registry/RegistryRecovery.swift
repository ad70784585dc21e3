import OCI

/// Puts a storage right that was left at any instant: what nobody acknowledged is removed, and what should be there and
/// is not counts as damaged. Content is not read; only what it says of itself is looked at.
struct RegistryRecovery {
    let database: RegistryDatabase
    let blobs: BlobFolder
    let condition: BlobCondition

    func run() throws(StorageError) {
        let uploads = try blobs.uploads
        for name in try blobs.files.names(in: uploads) { try blobs.files.remove(uploads + "/" + name) }
        try database.write { try $0.removeLeftOverLayers() }
        var needed = try database.read { try $0.neededBlobs() }
        for algorithm in Digest.Algorithm.allCases {
            let folder = try blobs.folder(of: algorithm)
            for name in try blobs.files.names(in: folder) {
                guard let digest = Digest("\(algorithm.rawValue):\(name)") else { continue }
                let path = folder + "/" + name
                if let size = needed.removeValue(forKey: digest) {
                    if try blobs.files.size(ofFileAt: path) != size { condition.noteDamaged(digest) }
                } else {
                    try blobs.files.remove(path)
                }
            }
        }
        for digest in needed.keys { condition.noteDamaged(digest) }
    }
}
