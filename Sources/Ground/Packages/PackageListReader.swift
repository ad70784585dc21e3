/// Reads a file of installed packages of dpkg's or apk's piece by piece: paragraphs of lines, with a blank line behind each.
struct PackageListReader {
    /// Of a line, no more is kept: what is read here has names and versions.
    private static let longestLine = 1_024
    /// A package with a longer name or version is none.
    private static let longestWord = 256

    private let manager: PackageManager
    private var line: [UInt8] = []
    private var fields: [String: String] = [:]
    private(set) var packages: [InstalledPackage] = []

    init(_ manager: PackageManager) { self.manager = manager }

    mutating func read(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            if byte == 0x0A {
                endLine()
            } else if line.count < Self.longestLine {
                line.append(byte)
            }
        }
    }

    /// All packages, once the file has ended.
    mutating func finish() -> [InstalledPackage] {
        endLine()
        endParagraph()
        return packages
    }

    private mutating func endLine() {
        defer { line.removeAll(keepingCapacity: true) }
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else {
            endParagraph()
            return
        }
        // What begins with a blank goes on with the field before, and none of those that are read here has more lines.
        guard line.first != 0x20, line.first != 0x09, let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = String(decoding: line[..<colon], as: UTF8.self)
        guard let field = manager.field(named: name) else { return }
        let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
        let end = value.lastIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
        fields[field] = end.map { String(decoding: value[...$0], as: UTF8.self) }
    }

    private mutating func endParagraph() {
        defer { fields.removeAll(keepingCapacity: true) }
        guard let found = manager.package(of: fields) else { return }
        let words = [found.name, found.version, found.source, found.sourceVersion]
        if words.allSatisfy({ !$0.isEmpty && $0.utf8.count <= Self.longestWord }) { packages.append(found) }
    }
}

extension PackageManager {
    /// The fields that are read of a package, by their names in its database.
    fileprivate func field(named name: String) -> String? {
        switch self {
        // The case of a field's name does not count (deb-control(5)).
        case .dpkg:
            let name = name.lowercased()
            return ["package", "version", "status", "source"].contains(name) ? name : nil
        // apk-db: P is the name, V the version, o what it was built from.
        case .apk: return ["P": "package", "V": "version", "o": "source"][name]
        // Its database has no lines.
        case .rpm: return nil
        }
    }

    /// The package of a paragraph; nil where it has none, or one that is not installed.
    fileprivate func package(of fields: [String: String]) -> InstalledPackage? {
        guard let name = fields["package"], let version = fields["version"] else { return nil }
        switch self {
        case .rpm: return nil
        case .apk: return InstalledPackage(.apk, name: name, version: version, source: fields["source"])
        case .dpkg:
            // Images with a file for each package say nothing of their state.
            if let status = fields["status"], status.split(separator: " ").last != "installed" { return nil }
            // `Source: NAME (VERSION)`, the latter where it is another than the package's.
            let source = fields["source"]?.split(separator: " ", maxSplits: 1).map(String.init)
            let sourceVersion = source?.dropFirst().first.map { $0.filter { $0 != "(" && $0 != ")" } }
            return InstalledPackage(
                .dpkg,
                name: name,
                version: version,
                source: source?.first,
                sourceVersion: sourceVersion
            )
        }
    }
}
