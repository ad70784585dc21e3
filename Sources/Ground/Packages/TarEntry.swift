/// What one entry of an archive is about.
struct TarEntry: Equatable {
    enum Kind: Equatable {
        case file
        case folder
        /// A link, a device, or what else has no content of its own.
        case other
    }

    /// Without `./` and `/` in front and `/` behind.
    let path: String
    let kind: Kind
    /// Bytes of its content.
    let size: Int

    init(path: some Sequence<UInt8>, kind: Kind, size: Int) {
        let parts = Array(path).split(separator: UInt8(ascii: "/")).filter { $0 != [UInt8(ascii: ".")] }
        self.path = parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
        self.kind = kind
        self.size = size
    }

    /// The folder that it is in: empty at the top.
    var folder: Substring { path.lastIndex(of: "/").map { path[..<$0] } ?? "" }

    /// The last part of the path.
    var name: Substring { path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...] }
}
