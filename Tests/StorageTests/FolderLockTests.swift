import Foundation
import Storage
import TestSupport
import Testing

@Suite("The lock of a temporary folder")
struct FolderLockTests {
    private let parent: TemporaryFolder
    private static let prefix = "temporary-"

    private struct CutOff: Error {}

    init() throws { parent = try TemporaryFolder() }

    private func removeAbandoned() {
        FolderLock.forEachAbandoned(in: parent.path, prefix: Self.prefix) { folder in
            try? FolderLock.remove(folder) { try FileManager.default.removeItem(atPath: $0) }
        }
    }

    private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: parent.path) }

    @Test("goes last, so that a removal that is cut off anywhere is finished by the next process", arguments: 0...3)
    func removal(isCutOffAfter count: Int) throws {
        let folder = parent.path + "/" + Self.prefix + "1"
        try FileManager.default.createDirectory(atPath: folder + "/home/deep", withIntermediateDirectories: true)
        #expect(FileManager.default.createFile(atPath: folder + "/file", contents: nil))
        let lock = try FolderLock(new: folder)
        removeAbandoned()
        #expect(FileManager.default.fileExists(atPath: folder + "/file"))
        var left = count
        try? FolderLock.remove(folder) { path in
            guard left > 0 else { throw CutOff() }
            left -= 1
            try FileManager.default.removeItem(atPath: path)
        }
        #expect(try names().isEmpty == (count == 3))
        lock.release()
        removeAbandoned()
        #expect(try names().isEmpty)
    }

    @Test("is missing where a folder is being made, which is left, and where one was emptied, which goes")
    func withoutLock() throws {
        for name in ["1", "2.emptied"] {
            let folder = parent.path + "/" + Self.prefix + name
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        removeAbandoned()
        #expect(try names() == [Self.prefix + "1"])
    }
}
