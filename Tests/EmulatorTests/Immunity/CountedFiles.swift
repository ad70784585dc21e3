import Storage
import Synchronization

/// The system's files, with a list of what was asked of them.
final class CountedFiles: FileLayer {
    private let real = SystemFiles()
    private let asked = Mutex<[String]>([])

    /// What was asked since the last time, each with its path.
    func takeCalls() -> [String] {
        asked.withLock { asked in
            defer { asked = [] }
            return asked
        }
    }

    private func note(_ what: String, _ path: String) { asked.withLock { $0.append(what + " " + path) } }

    func makeFolder(_ path: String) throws(StorageError) {
        note("makeFolder", path)
        try real.makeFolder(path)
    }

    func makeNewFolder(beginning start: String) throws(StorageError) -> String {
        note("makeNewFolder", start)
        return try real.makeNewFolder(beginning: start)
    }

    func create(_ path: String) throws(StorageError) -> OpenFile {
        note("create", path)
        return try real.create(path)
    }

    func open(_ path: String) throws(StorageError) -> OpenFile? {
        note("open", path)
        return try real.open(path)
    }

    func write(_ bytes: UnsafeRawBufferPointer, to file: OpenFile) throws(StorageError) {
        note("write", file.path)
        try real.write(bytes, to: file)
    }

    func read(
        _ file: OpenFile,
        at offset: Int,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(StorageError) -> Int {
        note("read", file.path)
        return try real.read(file, at: offset, into: buffer)
    }

    func size(of file: OpenFile) throws(StorageError) -> Int {
        note("size", file.path)
        return try real.size(of: file)
    }

    func facts(of path: String) throws(StorageError) -> FileFacts? {
        note("facts", path)
        return try real.facts(of: path)
    }

    func sync(_ file: OpenFile) throws(StorageError) {
        note("sync", file.path)
        try real.sync(file)
    }

    func rename(_ path: String, to new: String) throws(StorageError) {
        note("rename", path)
        try real.rename(path, to: new)
    }

    func syncFolder(_ path: String) throws(StorageError) {
        note("syncFolder", path)
        try real.syncFolder(path)
    }

    func remove(_ path: String) throws(StorageError) {
        note("remove", path)
        try real.remove(path)
    }

    func names(in path: String) throws(StorageError) -> [String] {
        note("names", path)
        return try real.names(in: path)
    }

    func removeFolder(_ path: String) throws(StorageError) {
        note("removeFolder", path)
        try real.removeFolder(path)
    }
}
