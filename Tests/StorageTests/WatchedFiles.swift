import Foundation
import Glibc
import Storage
import Synchronization

/// Files that are watched: every step is recorded, and any of them can be made to fail, or to be the one before which
/// the machine stopped.
final class WatchedFiles: FileLayer {
    enum Trouble {
        /// The step of this number fails once, with the system's error.
        case failure(step: Int, code: Int32)
        /// Nothing happens any more from the step of this number on.
        case stop(step: Int)
    }

    private struct State {
        var steps: [String] = []
        var trouble: Trouble?
        var isStopped = false
    }

    private let real = SystemFiles()
    private let state: Mutex<State>
    private let onStep: @Sendable (String) -> Void

    init(_ trouble: Trouble? = nil, onStep: @escaping @Sendable (String) -> Void = { _ in }) {
        state = Mutex(State(trouble: trouble))
        self.onStep = onStep
    }

    /// What was done, with the names of files left out: `rename uploads/ blobs/sha256/`.
    var steps: [String] { state.withLock { $0.steps } }

    /// From now on what is recorded and counted begins anew.
    func begin(_ trouble: Trouble? = nil) {
        state.withLock { $0 = State(trouble: trouble) }
    }

    /// Whether the trouble came.
    var isOver: Bool { state.withLock { $0.trouble == nil || $0.isStopped } }

    private func step(_ what: String, _ paths: String...) throws(StorageError) {
        let folders = paths.map { path in
            let parts = path.split(separator: "/").map(String.init)
            let from = parts.lastIndex { $0 == "uploads" || $0 == "blobs" } ?? parts.count
            let last = parts.count - from > 1 && parts[from] == "uploads" ? 1 : 2
            return parts[from...].prefix(last).joined(separator: "/")
        }
        let name = ([what] + folders).joined(separator: " ")
        let code = state.withLock { state -> Int32? in
            switch state.trouble {
            case .failure(let step, let code)? where step == state.steps.count:
                state.trouble = nil
                return code
            case .stop(let step)? where step <= state.steps.count:
                state.isStopped = true
                return EIO
            default:
                state.steps.append(name)
                return nil
            }
        }
        if let code { throw StorageError(code: code, done: "written", path: paths[0]) }
        onStep(name)
    }

    func makeFolder(_ path: String) throws(StorageError) { try real.makeFolder(path) }

    func makeNewFolder(beginning start: String) throws(StorageError) -> String {
        try real.makeNewFolder(beginning: start)
    }

    func create(_ path: String) throws(StorageError) -> OpenFile {
        try step("create", path)
        return try real.create(path)
    }

    func open(_ path: String) throws(StorageError) -> OpenFile? { try real.open(path) }

    func write(_ bytes: UnsafeRawBufferPointer, to file: OpenFile) throws(StorageError) {
        try step("write", file.path)
        try real.write(bytes, to: file)
    }

    func read(
        _ file: OpenFile,
        at offset: Int,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(StorageError) -> Int {
        try real.read(file, at: offset, into: buffer)
    }

    func size(of file: OpenFile) throws(StorageError) -> Int { try real.size(of: file) }

    func facts(of path: String) throws(StorageError) -> FileFacts? { try real.facts(of: path) }

    func sync(_ file: OpenFile) throws(StorageError) {
        try step("sync", file.path)
        try real.sync(file)
    }

    func rename(_ path: String, to new: String) throws(StorageError) {
        try step("rename", path, new)
        try real.rename(path, to: new)
    }

    func syncFolder(_ path: String) throws(StorageError) {
        try step("syncFolder", path)
        try real.syncFolder(path)
    }

    func remove(_ path: String) throws(StorageError) {
        try step("remove", path)
        try real.remove(path)
    }

    func names(in path: String) throws(StorageError) -> [String] { try real.names(in: path) }

    func removeFolder(_ path: String) throws(StorageError) {
        try step("removeFolder", path)
        try real.removeFolder(path)
    }
}
