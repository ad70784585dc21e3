import AWSCore

/// The block in front of an entry of an archive (POSIX.1-2001, pax, "ustar Interchange Format").
struct TarHeader {
    private let bytes: [UInt8]

    /// - Parameter bytes: 512 of them.
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var type: UInt8 { bytes[156] }

    /// Whether its sum is right. It counts its own bytes as blanks; some programs add the others with a sign.
    var isSound: Bool {
        guard let sum = number(in: 148..<156) else { return false }
        let blanks = 8 * 0x20
        let (front, back) = (bytes[..<148], bytes[156...])
        let unsigned = front.reduce(blanks) { $0 + Int($1) } + back.reduce(0) { $0 + Int($1) }
        if sum == unsigned { return true }
        func signed(_ sum: Int, _ byte: UInt8) -> Int { sum + Int(Int8(bitPattern: byte)) }
        return sum == front.reduce(blanks, signed) + back.reduce(0, signed)
    }

    /// The name as the header alone has it.
    var path: [UInt8] {
        let name = text(in: 0..<100)
        guard bytes[257..<263].elementsEqual(Array("ustar".utf8) + [0]) else { return name }
        let prefix = text(in: 345..<500)
        return prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
    }

    var kind: TarEntry.Kind {
        switch type {
        case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
            // Before there was a type, a name with a slash behind it was a folder's.
            type == 0 && path.last == UInt8(ascii: "/") ? .folder : .file
        case UInt8(ascii: "5"): .folder
        default: .other
        }
    }

    /// Whether content follows: none does behind a link, a device, a folder or a pipe, whatever size is said.
    var hasContent: Bool { !(UInt8(ascii: "1")...UInt8(ascii: "6")).contains(type) }

    /// The size as the header alone has it.
    var size: Int {
        get throws(LayerFault) {
            guard let size = number(in: 124..<136) else { throw .damaged }
            return size
        }
    }

    private func text(in range: Range<Int>) -> [UInt8] { Array(bytes[range].prefix { $0 != 0 }) }

    /// A number in octal digits or, where the highest bit is set, in bytes; nil where it is neither, or too large.
    private func number(in range: Range<Int>) -> Int? {
        let field = bytes[range]
        guard let first = field.first else { return nil }
        if first & 0x80 != 0 {
            // The second bit says that it is less than nothing.
            guard first & 0x40 == 0 else { return nil }
            return field.dropFirst().reduce(Int(first & 0x3F)) { number, byte in
                number.flatMap { $0 <= Int.max >> 9 ? $0 << 8 | Int(byte) : nil }
            }
        }
        let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0 && $0 != 0x20 }
        guard digits.allSatisfy({ (0x30...0x37).contains($0) }) else { return nil }
        return digits.reduce(0) { number, digit in
            number.flatMap { $0 <= Int.max >> 4 ? $0 << 3 | Int(digit - 0x30) : nil }
        }
    }
}
