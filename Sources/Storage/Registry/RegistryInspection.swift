import OCI

/// Looks over the storage of a registry that nobody uses, and says what is wrong with it. It changes nothing.
package enum RegistryInspection {
    /// One thing that is wrong: what it is, and what to do about it.
    package struct Finding: Sendable, Hashable, CustomStringConvertible {
        package let problem: String
        package let remedy: String

        /// One line.
        package var description: String { "\(problem); \(remedy)" }
    }

    /// Looks at everything, every byte of every blob included.
    ///
    /// - Parameters:
    ///   - folder: of a ``DataDirectory``.
    ///   - progress: told of the bytes that have been read, and of those that there are.
    /// - Returns: nothing for a storage that is sound, or was never used.
    /// - Throws: ``StorageError`` where somebody uses the folder, it is no data directory, or it cannot be read.
    package static func run(
        folder: String,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(StorageError) -> [Finding] {
        let files = SystemFiles()
        guard try files.size(ofFileAt: folder) != nil else {
            throw StorageError("\(folder) is not there; name the folder of an emulator's data")
        }
        // A folder of anything else is left without so much as a lock.
        var isData = false
        for name in ["world.yaml", "registry.db", "blobs"] where !isData {
            isData = try files.size(ofFileAt: "\(folder)/\(name)") != nil
        }
        guard isData else {
            throw StorageError("\(folder) holds no emulator's data; name the folder that --data named")
        }
        let lock = try DirectoryLock(path: folder + "/lock", directory: folder)
        defer { withExtendedLifetime(lock) {} }
        var inspection = Inspector(folder: folder, files: files)
        try inspection.run(progress)
        return inspection.findings
    }
}
