import Foundation
import Glibc

/// The files of the system.
package struct SystemFiles: FileLayer {
    package init() {}

    package func makeFolder(_ path: String) throws(StorageError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("made", path) }
    }

    package func makeNewFolder(beginning start: String) throws(StorageError) -> String {
        var template = Array((start + "XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw failure("made", start) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    package func create(_ path: String) throws(StorageError) -> OpenFile {
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure("written", path) }
        return OpenFile(descriptor: file, path: path)
    }

    package func open(_ path: String) throws(StorageError) -> OpenFile? {
        try PrivateFile.open(path).map { OpenFile(descriptor: $0, path: path) }
    }

    package func write(_ bytes: UnsafeRawBufferPointer, to file: OpenFile) throws(StorageError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(file.descriptor, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("written", file.path)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    package func read(
        _ file: OpenFile,
        at offset: Int,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(StorageError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let rest = buffer.baseAddress.map { $0 + filled }
            let count = pread(file.descriptor, rest, buffer.count - filled, off_t(offset + filled))
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("read", file.path)
            }
            filled += count
        }
        return filled
    }

    package func size(of file: OpenFile) throws(StorageError) -> Int {
        var information = stat()
        guard fstat(file.descriptor, &information) == 0 else { throw failure("read", file.path) }
        return Int(information.st_size)
    }

    package func facts(of path: String) throws(StorageError) -> FileFacts? {
        var information = stat()
        guard lstat(path, &information) == 0 else {
            if errno == ENOENT { return nil }
            throw failure("read", path)
        }
        return FileFacts(information)
    }

    package func sync(_ file: OpenFile) throws(StorageError) {
        // The length comes along with the content; the times of the file do not matter.
        guard fdatasync(file.descriptor) == 0 else { throw failure("written", file.path) }
    }

    package func rename(_ path: String, to new: String) throws(StorageError) {
        guard Glibc.rename(path, new) == 0 else { throw failure("written", new) }
    }

    package func syncFolder(_ path: String) throws(StorageError) {
        let folder = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure("opened", path) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure("written", path) }
    }

    package func remove(_ path: String) throws(StorageError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw failure("removed", path) }
    }

    package func names(in path: String) throws(StorageError) -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return [] }
            throw failure("read", path)
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    package func removeFolder(_ path: String) throws(StorageError) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            guard FileManager.default.fileExists(atPath: path) else { return }
            throw StorageError("\(path) cannot be removed: \(error.localizedDescription); remove it by hand")
        }
    }

    private func failure(_ done: String, _ path: String) -> StorageError {
        StorageError(code: errno, done: done, path: path)
    }
}
