import CZlib
import Foundation

/// An archive such as the layers of images are: what a test says, in the form of ustar.
package struct LayerArchive: Sendable {
    private static let block = 512

    private var entries: [UInt8] = []

    package init() {}

    /// An archive with these files.
    package init(_ files: KeyValuePairs<String, String>) {
        for (path, content) in files { add(path, content) }
    }

    /// - Parameter type: a letter of POSIX's; `0` is a file, `5` a folder, `2` a link.
    package mutating func add(_ path: String, _ content: String = "", type: Character = "0") {
        add(path, bytes: Array(content.utf8), type: type)
    }

    package mutating func add(_ path: String, bytes: [UInt8], type: Character = "0") {
        var header = [UInt8](repeating: 0, count: Self.block)
        func put(_ text: String, at offset: Int) {
            header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
        }
        func octal(_ number: Int, _ digits: Int) -> String {
            let text = String(number, radix: 8)
            return String(repeating: "0", count: digits - text.count) + text
        }
        put(path, at: 0)
        put(octal(0o644, 7), at: 100)
        put(octal(bytes.count, 11), at: 124)
        put(octal(0, 11), at: 136)
        put(String(type), at: 156)
        put("ustar\u{0}00", at: 257)
        put(octal(header.reduce(8 * 0x20) { $0 + Int($1) }, 6) + "\u{0} ", at: 148)
        entries += header + bytes
        entries += [UInt8](repeating: 0, count: (Self.block - bytes.count % Self.block) % Self.block)
    }

    /// Adds what pax says of the entry that follows.
    package mutating func addPax(_ key: String, _ value: String) {
        var length = key.utf8.count + value.utf8.count + 3
        while length != key.utf8.count + value.utf8.count + 3 + String(length).utf8.count {
            length = key.utf8.count + value.utf8.count + 3 + String(length).utf8.count
        }
        add("pax", "\(length) \(key)=\(value)\n", type: "x")
    }

    package var tar: [UInt8] { entries + [UInt8](repeating: 0, count: 2 * Self.block) }

    /// The archive as layers of images are stored, compressed by zlib.
    package func gzip() throws -> [UInt8] { try Self.gzip(tar) }

    package static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: "layer-\(UUID().uuidString).gz")
        defer { try? FileManager.default.removeItem(at: file) }
        guard let handle = gzopen(file.path, "wb") else { throw CocoaError(.fileWriteUnknown) }
        let count = bytes.isEmpty ? 0 : gzwrite(handle, bytes, UInt32(bytes.count))
        guard gzclose(handle) == Z_OK, count == bytes.count else { throw CocoaError(.fileWriteUnknown) }
        return [UInt8](try Data(contentsOf: file))
    }
}
