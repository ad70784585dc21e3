import Packages
import TestSupport
import Testing

/// What is installed in an image, by layers that are made here.
@Suite("Installed packages of layers")
struct InventoryTests {
    private static let status = """
        Package: libssl3
        Status: install ok installed
        Source: openssl (3.0.11-1~deb12u1)
        Version: 3.0.11-1~deb12u1+b1
        Description: a library
         Package: not-a-package
         .

        Package: gone
        Status: deinstall ok config-files
        Version: 1.0

        Package: zlib1g
        Status: install ok installed
        Source: zlib
        Version: 1:1.2.13.dfsg-1

        """
    private static let installed = """
        C:Q1=
        P:libcrypto3
        V:3.1.4-r5
        o:openssl
        F:lib

        P:musl
        V:1.2.4-r2
        """

    private static let debian = [
        InstalledPackage(
            .dpkg,
            name: "libssl3",
            version: "3.0.11-1~deb12u1+b1",
            source: "openssl",
            sourceVersion: "3.0.11-1~deb12u1"
        ),
        InstalledPackage(.dpkg, name: "zlib1g", version: "1:1.2.13.dfsg-1", source: "zlib"),
    ]

    private func inventory(_ layers: [UInt8]..., most: Int = PackageInventoryReader.mostBytes) throws
        -> PackageInventory
    {
        var reader = PackageInventoryReader(mostBytes: most)
        for layer in layers { try reader.add(LayerContent(layer)) }
        return reader.inventory
    }

    private func names(_ layers: LayerArchive...) throws -> [String] {
        var reader = PackageInventoryReader()
        for layer in layers { try reader.add(LayerContent(layer.tar)) }
        return reader.inventory.packages.map(\.name)
    }

    @Test("dpkg's database has what is installed, with what it was built from")
    func dpkg() throws {
        let layer = LayerArchive(["etc/os-release": "ID=debian\n", "./var/lib/dpkg/status": Self.status])
        let expected = PackageInventory(managers: [.dpkg], packages: Self.debian)
        #expect(try inventory(layer.tar) == expected)
        #expect(try inventory(layer.gzip()) == expected)
    }

    @Test("apk's database, in its old place and its new one")
    func apk() throws {
        let expected = PackageInventory(
            managers: [.apk],
            packages: [
                InstalledPackage(.apk, name: "libcrypto3", version: "3.1.4-r5", source: "openssl"),
                InstalledPackage(.apk, name: "musl", version: "1.2.4-r2"),
            ]
        )
        #expect(try inventory(LayerArchive(["lib/apk/db/installed": Self.installed]).gzip()) == expected)
        #expect(try inventory(LayerArchive(["usr/lib/apk/db/installed": Self.installed]).gzip()) == expected)
    }

    @Test("Images without dpkg have a file for each package, and sums beside them")
    func distroless() throws {
        let layer = LayerArchive([
            "var/lib/dpkg/status.d/base": "Package: base-files\nVersion: 12.4\n",
            "var/lib/dpkg/status.d/tzdata": "Package: tzdata\nVersion: 2024a-0+deb12u1\n",
            "var/lib/dpkg/status.d/base.md5sums": "Package: no\nVersion: 1\n",
        ])
        #expect(try names(layer) == ["base-files", "tzdata"])
    }

    @Test("A database without packages is one, and an image without a database has none")
    func empty() throws {
        #expect(try inventory(LayerArchive(["var/lib/dpkg/status": ""]).tar).managers == [.dpkg])
        #expect(try inventory(LayerArchive(["bin/app": "x"]).tar).managers.isEmpty)
        #expect(try inventory([]).managers.isEmpty)
        #expect(try inventory().managers.isEmpty)
    }

    @Test("A layer replaces files of those below, and takes them away by whiteouts, but not its own")
    func whiteouts() throws {
        let base = LayerArchive(["var/lib/dpkg/status": "Package: a\nVersion: 1\n"])
        let more = LayerArchive(["var/lib/dpkg/status": "Package: a\nVersion: 2\n\nPackage: b\nVersion: 1\n"])
        #expect(try names(base, more) == ["a", "b"])
        #expect(try names(base, LayerArchive(["bin/app": "x", "var/lib/dpkg/.wh.other": ""])) == ["a"])
        for path in [
            "var/lib/dpkg/.wh.status", "var/lib/.wh.dpkg", ".wh.var", "var/lib/dpkg/.wh..wh..opq", "var/.wh..wh..opq",
            ".wh..wh..opq", "./var/lib/dpkg/.wh.status",
        ] {
            #expect(try names(base, LayerArchive([path: ""])).isEmpty, "\(path)")
        }
        var opaque = LayerArchive(["var/lib/dpkg/status": "Package: b\nVersion: 1\n"])
        opaque.add("var/lib/dpkg/.wh..wh..opq")
        #expect(try names(base, opaque) == ["b"])
        var link = LayerArchive()
        link.add("var/lib", type: "2")
        #expect(try names(base, link).isEmpty)
        var folder = LayerArchive()
        folder.add("var/lib/", type: "5")
        #expect(try names(base, folder) == ["a"])
    }

    @Test("Long names come by pax and by GNU's own entries")
    func longNames() throws {
        var pax = LayerArchive()
        pax.addPax("path", "var/lib/dpkg/status")
        pax.add("short", "Package: a\nVersion: 1\n")
        #expect(try names(pax) == ["a"])
        var gnu = LayerArchive()
        gnu.add("././@LongLink", "var/lib/dpkg/status\u{0}", type: "L")
        gnu.add("short", "Package: a\nVersion: 1\n")
        #expect(try names(gnu) == ["a"])
    }

    @Test("Layers may be made of several members of gzip, and of archives that are cut off behind the last entry")
    func members() throws {
        let tar = LayerArchive(["var/lib/dpkg/status": Self.status]).tar
        let halves = [Array(tar[..<700]), Array(tar[700...])]
        #expect(try inventory(halves.flatMap { try LayerArchive.gzip($0) }).packages == Self.debian)
        #expect(try inventory(Array(tar.dropLast(1_024))).packages == Self.debian)
    }

    @Test("What cannot be unpacked is told, and nothing is found in it")
    func damaged() throws {
        let archive = LayerArchive(["a": String(repeating: "x", count: 3_000), "var/lib/dpkg/status": Self.status])
        var (tar, gzip) = (archive.tar, try archive.gzip())
        #expect(throws: LayerFault.damaged) { try inventory(Array(gzip.dropLast(40))) }
        #expect(throws: LayerFault.damaged) { try inventory(Array(tar[..<2_000])) }
        #expect(throws: LayerFault.damaged) { try inventory(Array("this is not an archive".utf8)) }
        #expect(throws: LayerFault.damaged) { try inventory([UInt8](repeating: 7, count: 4_096)) }
        tar[0] = UInt8(ascii: "b")
        #expect(throws: LayerFault.damaged) { try inventory(tar) }
        gzip[gzip.count / 2] ^= 0xFF
        #expect(throws: LayerFault.damaged) { try inventory(gzip) }
        #expect(throws: LayerFault.unknownCompression) { try inventory([0x28, 0xB5, 0x2F, 0xFD, 0, 0]) }
        var pax = LayerArchive()
        pax.add("pax", "99 path=x\n", type: "x")
        #expect(throws: LayerFault.damaged) { try inventory(pax.tar) }
        #expect(throws: LayerFault.damaged) { try inventory(LayerArchive([:]).tar, Array(tar[..<2_000])) }
    }

    @Test("An image unpacks to so many bytes, whatever they are, and no further")
    func bounded() throws {
        let large = try LayerArchive(["a": String(repeating: "\u{0}", count: 4_000_000)]).gzip()
        #expect(large.count < 10_000)
        #expect(throws: LayerFault.tooLarge) { try inventory(large, most: 3_000_000) }
        #expect(throws: LayerFault.tooLarge) { try inventory(large, large, most: 6_000_000) }
        #expect(try inventory(large, large, most: 9_000_000).packages.isEmpty)
        var many = ""
        for number in 0...100_000 { many += "P:p\(number)\nV:1\n\n" }
        #expect(throws: LayerFault.tooLarge) { try inventory(LayerArchive(["lib/apk/db/installed": many]).tar) }
    }

    @Test("Bytes of all kinds are read or refused, and never more than that")
    func random() throws {
        let archive = LayerArchive(["var/lib/dpkg/status": Self.status, "lib/apk/db/installed": Self.installed])
        let start = archive.tar
        var state: UInt64 = 7
        for _ in 0..<400 {
            var bytes = start
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 24)
            }
            do {
                _ = try inventory(bytes)
            } catch let fault as LayerFault {
                #expect(fault == .damaged || fault == .tooLarge)
            }
        }
    }
}
