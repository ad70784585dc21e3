import AWSCore

/// Reads an archive in the form of ustar, of pax or of GNU's tar (POSIX.1-2001, pax; GNU tar manual, "Basic Tar Format"),
/// one entry after the other, without keeping more than a block of it.
struct TarReader {
    private static let block = 512
    /// The most bytes that a name, or what pax says of an entry, may have.
    private static let longestExtension = 1_048_576

    private let source: any LayerBytes
    /// Bytes of the entry's content that were not read yet.
    private var rest = 0
    /// Bytes behind the content, up to the next block.
    private var padding = 0
    /// What is read and passed over.
    private var scratch = [UInt8](repeating: 0, count: 65_536)
    /// Called with the bytes that are about to be read.
    private let account: (Int) throws -> Void

    /// - Parameter account: is told of all bytes before they are read, and throws where they are too many.
    init(_ source: any LayerBytes, account: @escaping (Int) throws -> Void) {
        self.source = source
        self.account = account
    }

    /// The next entry, whatever was not read of the one before; nil at the end, with all that stands behind it read, so that
    /// what is altered is not taken for whole.
    mutating func next() throws -> TarEntry? {
        var path: [UInt8]?
        var size: Int?
        while true {
            try skipContent()
            guard let header = try header() else {
                try drain()
                return nil
            }
            guard header.isSound else { throw LayerFault.damaged }
            let declared = try header.size
            switch header.type {
            case UInt8(ascii: "L"):
                path = Array(try contentOfExtension(declared).prefix { $0 != 0 })
            case UInt8(ascii: "K"), UInt8(ascii: "g"):
                begin(declared)
            case UInt8(ascii: "x"):
                for record in try PaxRecords.read(contentOfExtension(declared)) {
                    switch record.key {
                    case "path": path = record.value
                    case "size":
                        guard let number = Int(String(decoding: record.value, as: UTF8.self)), number >= 0 else {
                            throw LayerFault.damaged
                        }
                        size = number
                    default: break
                    }
                }
            default:
                let kind = header.kind
                let length = header.hasContent ? size ?? declared : 0
                begin(length)
                return TarEntry(path: path ?? header.path, kind: kind, size: length)
            }
        }
    }

    /// Reads on in the content of the entry.
    ///
    /// - Returns: how many bytes were read; 0 at the content's end.
    mutating func read(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let wanted = min(rest, buffer.count)
        guard wanted > 0 else { return 0 }
        try account(wanted)
        guard try source.read(UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(wanted))) == wanted else {
            throw LayerFault.damaged
        }
        rest -= wanted
        return wanted
    }

    private mutating func begin(_ size: Int) {
        rest = size
        padding = (Self.block - size % Self.block) % Self.block
    }

    private mutating func skipContent() throws {
        while rest + padding > 0 {
            let wanted = min(rest + padding, scratch.count)
            try account(wanted)
            let count = try scratch.withUnsafeMutableBytes {
                try source.read(UnsafeMutableRawBufferPointer(rebasing: $0.prefix(wanted)))
            }
            // Some programs leave out the filling of the last block.
            guard count == wanted || count >= rest else { throw LayerFault.damaged }
            let content = min(rest, wanted)
            rest -= content
            padding = count == wanted ? padding - (wanted - content) : 0
        }
    }

    private mutating func drain() throws {
        while true {
            let count = try scratch.withUnsafeMutableBytes { try source.read($0) }
            guard count > 0 else { return }
            try account(count)
        }
    }

    /// Nil at the end, which is a block of zeros or that of the bytes.
    private mutating func header() throws -> TarHeader? {
        try account(Self.block)
        var bytes = [UInt8](repeating: 0, count: Self.block)
        let count = try bytes.withUnsafeMutableBytes { try source.read($0) }
        if count == 0 { return nil }
        guard count == Self.block else { throw LayerFault.damaged }
        return bytes.allSatisfy { $0 == 0 } ? nil : TarHeader(bytes)
    }

    private mutating func contentOfExtension(_ size: Int) throws -> [UInt8] {
        guard size <= Self.longestExtension else { throw LayerFault.damaged }
        begin(size)
        var content = [UInt8](repeating: 0, count: size)
        _ = try content.withUnsafeMutableBytes { try read($0) }
        return content
    }
}
