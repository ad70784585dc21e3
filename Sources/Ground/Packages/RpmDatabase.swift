/// The packages in a database of rpm's, in the form that it has had since rpm 4.16: a table of SQLite's with a header for
/// each package (rpm, "Package format", "Header").
enum RpmDatabase {
    /// The most bytes that the file may have: it is read whole.
    static let mostBytes = 134_217_728
    /// A package with a longer name or version is none.
    private static let longestWord = 256

    private enum Tag: Int {
        case name = 1000
        case version = 1001
        case release = 1002
        case epoch = 1003
        case source = 1044
    }

    static func packages(in file: [UInt8]) throws(LayerFault) -> [InstalledPackage] {
        var reader = try SQLiteTableReader(file)
        var packages: [InstalledPackage] = []
        try reader.rows(of: "Packages") { (row) throws(LayerFault) in
            guard row.count == 2, case .bytes(let header) = row[1] else { throw .damaged }
            guard let package = try package(of: header) else { return }
            packages.append(package)
            guard packages.count <= PackageInventoryReader.mostPackages else { throw .tooLarge }
        }
        return packages
    }

    private static func package(of header: ArraySlice<UInt8>) throws(LayerFault) -> InstalledPackage? {
        let count = try BigEndian.number(in: header, at: 0, width: 4)
        let data = 8 + 16 * count
        guard data <= header.count else { throw .damaged }
        var texts: [Tag: String] = [:]
        for entry in 0..<count {
            let place = 8 + 16 * entry
            guard let tag = Tag(rawValue: try BigEndian.number(in: header, at: place, width: 4)) else { continue }
            let offset = data + (try BigEndian.number(in: header, at: place + 8, width: 4))
            // Types: 4 is a number of 32 bits, 6 a text with a zero behind it.
            switch try BigEndian.number(in: header, at: place + 4, width: 4) {
            case 4: texts[tag] = String(try BigEndian.number(in: header, at: offset, width: 4))
            case 6:
                guard offset <= header.count else { throw .damaged }
                let text = header.dropFirst(offset).prefix(longestWord + 1).prefix { $0 != 0 }
                guard text.count <= longestWord else { return nil }
                texts[tag] = String(decoding: text, as: UTF8.self)
            default: continue
            }
        }
        guard let name = texts[.name], let version = texts[.version], let release = texts[.release],
            !name.isEmpty, !version.isEmpty, !release.isEmpty
        else { return nil }
        let epoch = texts[.epoch].flatMap { $0 == "0" ? nil : $0 + ":" } ?? ""
        let source = texts[.source].flatMap(source)
        return InstalledPackage(
            .rpm,
            name: name,
            version: "\(epoch)\(version)-\(release)",
            source: source?.name,
            sourceVersion: source.map { epoch + $0.version }
        )
    }

    /// `NAME-VERSION-RELEASE.src.rpm`.
    private static func source(_ file: String) -> (name: String, version: String)? {
        let ending = ".src.rpm"
        guard file.hasSuffix(ending) else { return nil }
        let parts = file.dropLast(ending.count).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        return (parts.dropLast(2).joined(separator: "-"), parts.suffix(2).joined(separator: "-"))
    }
}
