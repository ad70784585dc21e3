/// What the registry's storage does to files: everything that has to survive goes through here, so that a test can
/// watch the order of steps, and let any of them fail.
///
/// Paths are absolute. Every function throws ``StorageError``, made by ``StorageError/init(code:done:path:)``.
package protocol FileLayer: Sendable {
    /// Makes a folder, 0700; one that is there is as good.
    func makeFolder(_ path: String) throws(StorageError)
    /// Makes a folder, 0700, that nobody else has.
    ///
    /// - Parameter start: what its path begins with.
    /// - Returns: its path.
    func makeNewFolder(beginning start: String) throws(StorageError) -> String
    /// Makes a new file, 0600, to write and to read.
    func create(_ path: String) throws(StorageError) -> OpenFile
    /// Opens a file to read; nil where there is none. What is not a file is refused, and never waited for.
    func open(_ path: String) throws(StorageError) -> OpenFile?
    /// Adds all of the bytes at the file's end.
    func write(_ bytes: UnsafeRawBufferPointer, to file: OpenFile) throws(StorageError)
    /// Fills the buffer from a position in the file.
    ///
    /// - Returns: the bytes read; fewer than the buffer holds only at the file's end.
    func read(_ file: OpenFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int
    /// The file's length in bytes.
    func size(of file: OpenFile) throws(StorageError) -> Int
    /// What a path stands for; nil where there is nothing.
    func facts(of path: String) throws(StorageError) -> FileFacts?
    /// Brings the file's content to the disk.
    func sync(_ file: OpenFile) throws(StorageError)
    /// Gives a file its name, and takes the place of a file that has it.
    func rename(_ path: String, to new: String) throws(StorageError)
    /// Brings the names in a folder to the disk.
    func syncFolder(_ path: String) throws(StorageError)
    /// Removes a file; one that is not there is as good.
    func remove(_ path: String) throws(StorageError)
    /// The names in a folder; none where there is no folder.
    func names(in path: String) throws(StorageError) -> [String]
    /// Removes a folder and all that is in it.
    func removeFolder(_ path: String) throws(StorageError)
}
