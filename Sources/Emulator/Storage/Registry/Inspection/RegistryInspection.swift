/// Looks over the storage of a registry that nobody uses, and says what is wrong with it. It changes nothing.
package enum RegistryInspection {
    /// Looks at everything, every byte of every blob included.
    ///
    /// - Parameters:
    ///   - folder: with `registry.db`, `blobs/` and `uploads/` in it.
    ///   - temporaryFolder: where a copy of the database is made, and removed, to look into.
    ///   - mayBeNew: whether nothing need be there yet.
    ///   - progress: told of the bytes that have been read, and of those that there are.
    /// - Returns: nothing for a storage that is sound, or was never used.
    /// - Throws: ``StorageError`` where the folder cannot be read.
    package static func run(
        folder: String,
        temporaryFolder: String,
        mayBeNew: Bool = true,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(StorageError) -> [Finding] {
        var inspector = Inspector(folder: folder, view: .copied(below: temporaryFolder))
        try inspector.run(mayBeNew: mayBeNew, progress)
        return inspector.findings
    }
}
