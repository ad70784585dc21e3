import Foundation
import GRDB
import Storage
import Testing

@Suite("The log of changes")
struct ChangeLogTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/state.db" }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func records(_ range: Range<Int>) -> [Data] { range.map { Data("record \($0)".utf8) } }

    @Test("What was appended is there after it is opened again, in order")
    func reopening() throws {
        let log = try ChangeLog(path: path)
        #expect(try log.all().isEmpty)
        for record in records(0..<50) { try log.append([record]) }
        try log.append([Data()])
        try log.append([Data([0, 255, 0])])
        try log.close()
        #expect(try ChangeLog(path: path).all() == records(0..<50) + [Data(), Data([0, 255, 0])])
    }

    @Test("A record may take the place of all others, and all may be replaced or cleared")
    func replacing() throws {
        let log = try ChangeLog(path: path)
        for record in records(0..<5) { try log.append([record]) }
        try log.append([Data("reset".utf8)], replacingAll: true)
        try log.append([Data("after".utf8)])
        #expect(try log.all() == [Data("reset".utf8), Data("after".utf8)])
        try log.replaceAll(with: records(7..<9))
        #expect(try log.all() == records(7..<9))
        try log.clear()
        #expect(try log.all().isEmpty)
    }

    @Test("Killed at any moment after an append, nothing appended is lost")
    func killed() throws {
        let log = try ChangeLog(path: path)
        for count in 1...12 {
            try log.append([Data("record \(count - 1)".utf8)])
            // The files as a process that is killed now would leave them.
            let copy = try TemporaryFolder()
            try folder.copy(["state.db", "state.db-wal"], to: copy)
            #expect(try ChangeLog(path: copy.path + "/state.db").all() == records(0..<count))
        }
    }

    @Test("An append that is cut short is undone; what came before it stays", arguments: [1, 100, 2_000, 4_500])
    func torn(_ lost: Int) throws {
        let log = try ChangeLog(path: path)
        for record in records(0..<10) { try log.append([record]) }
        let copy = try TemporaryFolder()
        try folder.copy(["state.db", "state.db-wal"], to: copy)
        try copy.write(copy.bytes(of: "state.db-wal").dropLast(lost), to: "state.db-wal")
        let found = try ChangeLog(path: copy.path + "/state.db").all()
        #expect(found.count >= 8 && found.count < 10)
        #expect(found == records(0..<found.count))
    }

    @Test("A damaged file is one clear error", arguments: ["garbage", "cut", "overwritten"])
    func damaged(_ damage: String) throws {
        let log = try ChangeLog(path: path)
        for record in records(0..<2_000) { try log.append([record], replacingAll: false) }
        try log.close()
        var bytes = try folder.bytes(of: "state.db")
        switch damage {
        case "garbage": bytes = Array(String(repeating: "no database at all; ", count: 10).utf8)
        case "cut": bytes = Array(bytes.prefix(bytes.count / 2 + 17))
        default: for index in 5_000..<9_000 where index < bytes.count { bytes[index] = 0x5A }
        }
        try folder.write(bytes, to: "state.db")
        let error = try #require(throws: StorageError.self) { try ChangeLog(path: path) }
        #expect(error.description.hasPrefix("\(path) is damaged; "))
        #expect(!error.description.contains("\n"))
    }

    @Test("A file of a newer version is refused and left as it is")
    func newer() throws {
        let log = try ChangeLog(path: path)
        try log.append([Data("kept".utf8)])
        try log.close()
        let database = try DatabaseQueue(path: path)
        try database.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')") }
        try database.close()
        let error = try #require(throws: StorageError.self) { try ChangeLog(path: path) }
        #expect(
            error.description == "\(path) was written by a newer version of Drydock; use that version or another folder"
        )
    }

    @Test("It is private, and its companions are")
    func permissions() throws {
        let log = try ChangeLog(path: path)
        try log.append([Data([1])])
        for name in ["state.db", "state.db-wal", "state.db-shm"] { #expect(try folder.mode(of: name) == 0o600) }
        try log.close()
    }

    @Test("A place that cannot be written is one clear error")
    func notWritable() throws {
        let error = try #require(throws: StorageError.self) { try ChangeLog(path: folder.path + "/absent/state.db") }
        #expect(error.description.contains("/absent/state.db cannot be opened: No such file or directory; "))
    }

    @Test("Appends from many tasks at once are all kept")
    func concurrent() async throws {
        let log = try ChangeLog(path: path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<100 { group.addTask { try log.append([Data("record \(index)".utf8)]) } }
            try await group.waitForAll()
        }
        #expect(try Set(log.all()) == Set(records(0..<100)))
    }
}
