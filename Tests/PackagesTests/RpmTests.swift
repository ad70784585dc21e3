import Foundation
import GRDB
import Packages
import TestSupport
import Testing

/// Databases of rpm's, which SQLite makes here as rpm has it make them.
@Suite("Installed packages of rpm")
struct RpmTests {
    /// A header as the database keeps it: entries of tag, type, offset and count, and the data behind them.
    private static func header(_ texts: [Int: String], epoch: Int? = nil, filling: Int = 0) -> Data {
        var entries: [UInt8] = []
        var data: [UInt8] = []
        func word(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
        func add(_ tag: Int, type: Int, _ content: [UInt8]) {
            entries += word(tag) + word(type) + word(data.count) + word(1)
            data += content
        }
        if let epoch { add(1003, type: 4, word(epoch)) }
        for (tag, text) in texts.sorted(by: { $0.key < $1.key }) { add(tag, type: 6, Array(text.utf8) + [0]) }
        add(1004, type: 9, [UInt8](repeating: 0x78, count: filling) + [0])
        return Data(word(entries.count / 16) + word(data.count) + entries + data)
    }

    private static func openssl(filling: Int = 0) -> Data {
        header(
            [1000: "openssl-libs", 1001: "3.0.7", 1002: "27.el9", 1044: "openssl-3.0.7-27.el9.src.rpm"],
            epoch: 1,
            filling: filling
        )
    }

    private static func database(_ headers: [Data], pageSize: Int = 4_096) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let path = folder["rpmdb.sqlite"]
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA page_size = \(pageSize)") }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { database in
            try database.execute(
                sql: """
                    CREATE TABLE 'Name' (key 'TEXT' NOT NULL, hnum INTEGER NOT NULL, idx INTEGER NOT NULL);
                    CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL);
                    """
            )
            for header in headers {
                try database.execute(sql: "INSERT INTO Packages (blob) VALUES (?)", arguments: [header])
            }
        }
        try queue.close()
        return [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    private func inventory(_ database: [UInt8], at path: String = "var/lib/rpm/rpmdb.sqlite") throws -> PackageInventory
    {
        var archive = LayerArchive()
        archive.add(path, bytes: database)
        var reader = PackageInventoryReader()
        try reader.add(LayerContent(archive.gzip()))
        return reader.inventory
    }

    @Test(
        "are told with epoch and release, and with what they were built from",
        arguments: ["var/lib/rpm/rpmdb.sqlite", "usr/lib/sysimage/rpm/rpmdb.sqlite", "usr/share/rpm/rpmdb.sqlite"]
    )
    func packages(path: String) throws {
        let plain = Self.header([1000: "bash", 1001: "5.1.8", 1002: "9.el9"])
        #expect(
            try inventory(Self.database([Self.openssl(), plain]), at: path)
                == PackageInventory(
                    managers: [.rpm],
                    packages: [
                        InstalledPackage(
                            .rpm,
                            name: "openssl-libs",
                            version: "1:3.0.7-27.el9",
                            source: "openssl",
                            sourceVersion: "1:3.0.7-27.el9"
                        ),
                        InstalledPackage(.rpm, name: "bash", version: "5.1.8-9.el9"),
                    ]
                )
        )
    }

    @Test("are read from databases of all sizes, with headers on pages of their own", arguments: [512, 4_096, 65_536])
    func sizes(pageSize: Int) throws {
        let headers = (0..<400).map { number in
            Self.header(
                [1000: "p\(number)", 1001: "1", 1002: "1"],
                filling: number % 7 == 0 ? 20_000 : number % 5 == 0 ? 3_900 : 0
            )
        }
        let found = try inventory(Self.database(headers, pageSize: pageSize)).packages.map(\.name)
        #expect(found == (0..<400).map { "p\($0)" })
    }

    @Test("A database without packages is one, and what is not a database, or has no packages to tell, is damaged")
    func damaged() throws {
        #expect(try inventory(Self.database([])) == PackageInventory(managers: [.rpm], packages: []))
        let whole = try Self.database([Self.openssl(filling: 20_000)])
        for broken in [
            [], Array("not a database".utf8), Array(whole.prefix(whole.count / 2)), Array(whole.prefix(100)),
            try Self.database([Data([0, 0, 0, 9])]),
        ] {
            #expect(throws: LayerFault.damaged) { try inventory(broken) }
        }
    }

    @Test("Bytes of all kinds are read or refused, and never more than that")
    func random() throws {
        let whole = try Self.database((0..<30).map { _ in Self.openssl(filling: 2_000) }, pageSize: 512)
        var state: UInt64 = 7
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<4 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 24)
            }
            do {
                _ = try inventory(bytes)
            } catch let fault as LayerFault {
                #expect(fault == .damaged)
            }
        }
    }
}
