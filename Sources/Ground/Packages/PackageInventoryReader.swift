/// Reads the layers of an image, the lowest first, one after the other and piece by piece. What a layer removes of those
/// below (OCI image specification, layer.md, "Whiteouts") is not in the image.
package struct PackageInventoryReader: Sendable {
    /// The most bytes that the layers of an image may unpack to.
    package static let mostBytes = 17_179_869_184
    /// The most packages of an image.
    static let mostPackages = 100_000

    private var files = DatabaseFiles()
    private var bytesLeft: Int

    /// - Parameter mostBytes: what the layers may unpack to.
    package init(mostBytes: Int = Self.mostBytes) { bytesLeft = mostBytes }

    /// Lays a layer over those before.
    ///
    /// - Throws: ``LayerFault``, or what reading throws.
    package mutating func add(_ layer: LayerContent) throws {
        let budget = UnpackedBytes(bytesLeft)
        var reader = TarReader(try layer.archive(), account: budget.take)
        try files.add(&reader)
        bytesLeft = budget.rest
    }

    /// What the layers so far have.
    package var inventory: PackageInventory {
        let files = files.found.sorted { $0.key < $1.key }.map(\.value)
        return PackageInventory(managers: Set(files.map(\.manager)), packages: files.flatMap(\.packages))
    }
}

/// How many more bytes may be unpacked.
private final class UnpackedBytes {
    private(set) var rest: Int

    init(_ most: Int) { rest = most }

    func take(_ count: Int) throws {
        guard count <= rest else { throw LayerFault.tooLarge }
        rest -= count
    }
}

/// The files of package databases in the layers so far, by their paths.
private struct DatabaseFiles: Sendable {
    struct File: Sendable {
        let manager: PackageManager
        let packages: [InstalledPackage]
    }

    private(set) var found: [String: File] = [:]
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    /// Lays a layer over those before. What it removes is theirs alone, wherever in the layer it says so.
    mutating func add(_ reader: inout TarReader) throws {
        var added: [String: File] = [:]
        var count = 0
        while let entry = try reader.next() {
            cover(entry)
            guard let manager = PackageDatabase.manager(of: entry) else { continue }
            let file = File(manager: manager, packages: try packages(of: manager, &reader))
            added[entry.path] = file
            count += file.packages.count
            guard count <= PackageInventoryReader.mostPackages, added.count <= PackageInventoryReader.mostPackages
            else {
                throw LayerFault.tooLarge
            }
        }
        found.merge(added) { $1 }
    }

    private mutating func cover(_ entry: TarEntry) {
        guard !found.isEmpty else { return }
        let name = entry.name
        if name == ".wh..wh..opq" {
            remove { $0.isBelow(entry.folder) }
        } else if name.hasPrefix(".wh.") {
            let hidden = String((entry.folder.isEmpty ? "" : entry.folder + "/") + name.dropFirst(4))
            remove { $0 == hidden || $0.isBelow(hidden[...]) }
        } else if entry.kind == .folder {
            remove { $0 == entry.path }
        } else {
            remove { $0 == entry.path || $0.isBelow(entry.path[...]) }
        }
    }

    private mutating func remove(_ isHidden: (String) -> Bool) {
        for path in found.keys where isHidden(path) { found[path] = nil }
    }

    /// The whole file, which is not too large.
    private mutating func content(_ reader: inout TarReader) throws -> [UInt8] {
        var content: [UInt8] = []
        while true {
            let count = try buffer.withUnsafeMutableBytes { try reader.read($0) }
            guard count > 0 else { return content }
            guard content.count + count <= RpmDatabase.mostBytes else { throw LayerFault.tooLarge }
            content += buffer[..<count]
        }
    }

    private mutating func packages(
        of manager: PackageManager,
        _ reader: inout TarReader
    ) throws -> [InstalledPackage] {
        if manager == .rpm { return try RpmDatabase.packages(in: content(&reader)) }
        var list = PackageListReader(manager)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try reader.read($0) }
            guard count > 0 else { return list.finish() }
            list.read(buffer[..<count])
            guard list.packages.count <= PackageInventoryReader.mostPackages else { throw LayerFault.tooLarge }
        }
    }
}

extension String {
    /// Whether it is the path of something in a folder; the top has an empty path.
    fileprivate func isBelow(_ folder: Substring) -> Bool {
        folder.isEmpty || hasPrefix(folder) && utf8.dropFirst(folder.utf8.count).first == UInt8(ascii: "/")
    }
}
