import OCI

extension BlobFolder {
    /// What lies in the folders of blobs and uploads. Nothing of it is opened.
    struct Contents {
        /// The files of blobs, with their length in bytes.
        var blobs: [Digest: Int] = [:]
        /// The paths of files among the blobs that are not blobs.
        var others: [String] = []
        /// The paths of what is left of uploads.
        var uploads: [String] = []
        /// What is not a file at all, in the order of the paths.
        var problems: [StorageError] = []
        /// Whether the storage was opened before: its folders are made once its database is there.
        var wasOpened = false

        /// Whether nobody ever put anything there.
        var isEmpty: Bool { blobs.isEmpty && others.isEmpty && problems.isEmpty }
    }

    /// Looks through the folders of a storage that is kept, whether they are all there or not.
    static func contents(of folder: String, _ files: any FileLayer) throws(StorageError) -> Contents {
        var contents = Contents()
        contents.wasOpened = try files.facts(of: folder + "/blobs") != nil
        for algorithm in Digest.Algorithm.allCases {
            for (path, name, facts) in try entries(of: Self.folder(of: algorithm, in: folder), files) {
                if facts.kind != .file {
                    contents.problems.append(.wrongKind(path, facts.kind))
                } else if let digest = Digest("\(algorithm.rawValue):\(name)") {
                    contents.blobs[digest] = facts.size
                } else {
                    contents.others.append(path)
                }
            }
        }
        for (path, _, facts) in try entries(of: folder + "/uploads", files) {
            if facts.kind == .file {
                contents.uploads.append(path)
            } else {
                contents.problems.append(.wrongKind(path, facts.kind))
            }
        }
        return contents
    }

    private static func entries(
        of folder: String,
        _ files: any FileLayer
    ) throws(StorageError) -> [(path: String, name: String, facts: FileFacts)] {
        var entries: [(String, String, FileFacts)] = []
        for name in try files.names(in: folder).sorted() {
            let path = folder + "/" + name
            // Gone in between is as good as never there.
            if let facts = try files.facts(of: path) { entries.append((path, name, facts)) }
        }
        return entries
    }
}
