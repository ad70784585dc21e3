import ClientStore
import Determinism
import Foundation
import Testing

@Suite("A client's store that cannot be used")
struct StoreTroubleTests {
    /// One line, no secret, and the path to act on.
    private func expectClear(_ error: ClientStoreError, _ kind: ClientStoreError.Kind, _ path: String) {
        #expect(error.kind == kind)
        #expect(!error.description.contains("\n"))
        #expect(error.description.contains(path))
    }

    private func failure(_ body: () throws(ClientStoreError) -> ClientStore) -> ClientStoreError? {
        do throws(ClientStoreError) {
            try body().close()
            return nil
        } catch {
            return error
        }
    }

    @Test("says that its key is lost")
    func lostKey() throws {
        let home = try TemporaryHome()
        try home.open().close()
        let before = try Data(contentsOf: URL(filePath: home.storePath))
        try FileManager.default.removeItem(atPath: home.keyPath)
        expectClear(try #require(failure { () throws(ClientStoreError) in try home.open() }), .keyLost, home.storePath)
        #expect(!FileManager.default.fileExists(atPath: home.keyPath))
        #expect(try Data(contentsOf: URL(filePath: home.storePath)) == before)
    }

    @Test("says that its key is another one, or none")
    func wrongKey() throws {
        let home = try TemporaryHome()
        try home.open().close()
        let other = String(repeating: "ab", count: 32)
        let wrong = failure { () throws(ClientStoreError) in try home.open(["ZENML_STORE_KEY": other]) }
        expectClear(try #require(wrong), .keyWrong, home.storePath)
        try "no key".write(toFile: home.keyPath, atomically: true, encoding: .utf8)
        let malformed = failure { () throws(ClientStoreError) in try home.open() }
        expectClear(try #require(malformed), .keyMalformed, home.keyPath)
        let secret = "not-a-key-but-perhaps-a-password"
        let bad = try #require(failure { () throws(ClientStoreError) in try home.open(["ZENML_STORE_KEY": secret]) })
        #expect(bad.kind == .keyMalformed)
        #expect(!bad.description.contains(secret))
    }

    @Test(
        "takes its key from the variable",
        arguments: [
            String(repeating: "0f", count: 32), Data(repeating: 15, count: 32).base64EncodedString(),
        ]
    )
    func keyVariable(_ key: String) async throws {
        let home = try TemporaryHome()
        let store = try home.open(["ZENML_STORE_KEY": key])
        try await store.write { _ = try $0.insertServiceConnector(sampleConnector()) }
        store.close()
        #expect(!FileManager.default.fileExists(atPath: home.keyPath))
        let again = try home.open(["ZENML_STORE_KEY": String(repeating: "0F", count: 32)])
        defer { again.close() }
        let names = try await again.read { reader in
            try reader.serviceConnectors().map { try reader.secrets(of: $0).keys.sorted() }
        }
        #expect(names == [["aws_access_key_id", "aws_secret_access_key"]])
    }

    @Test("says that a newer version wrote it, and leaves it alone")
    func newerVersion() throws {
        let home = try TemporaryHome()
        try home.open().close()
        var data = try Data(contentsOf: URL(filePath: home.storePath))
        // PRAGMA user_version: a big-endian number at offset 60 of the file (SQLite file format, 1.3).
        data.replaceSubrange(60..<64, with: [0, 0, 0, 99])
        try data.write(to: URL(filePath: home.storePath))
        let error = failure { () throws(ClientStoreError) in try home.open() }
        expectClear(try #require(error), .newerVersion, home.storePath)
        #expect(try Data(contentsOf: URL(filePath: home.storePath)) == data)
    }

    @Test(
        "says that it is damaged",
        arguments: [
            Data("this is not a database, but it is long enough to look like a file with something in it".utf8),
            Data("SQLite format 3\u{0}".utf8) + Data(repeating: 0xFF, count: 8_000),
        ]
    )
    func damaged(_ contents: Data) throws {
        let home = try TemporaryHome()
        try home.open().close()
        try contents.write(to: URL(filePath: home.storePath))
        let error = failure { () throws(ClientStoreError) in try home.open() }
        expectClear(try #require(error), .damaged, home.storePath)
        #expect(try Data(contentsOf: URL(filePath: home.storePath)) == contents)
    }

    @Test("says that its directory cannot be made, and writes nothing")
    func unwritable() throws {
        let home = try TemporaryHome()
        try "a file where a directory should be".write(toFile: home.path + "/.local", atomically: true, encoding: .utf8)
        let error = failure { () throws(ClientStoreError) in try home.open() }
        expectClear(try #require(error), .inaccessible, home.storePath)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == [".local"])
    }

    @Test("stands where XDG_DATA_HOME says, unless that is relative")
    func location() {
        #expect(StoreLocation(variables: ["XDG_DATA_HOME": "/data"], home: "/h").path == "/data/drydock/zenml/store.db")
        for variables in [[:], ["XDG_DATA_HOME": ""], ["XDG_DATA_HOME": "data"]] {
            let location = StoreLocation(variables: variables, home: "/h")
            #expect(location.path == "/h/.local/share/drydock/zenml/store.db")
        }
    }
}
