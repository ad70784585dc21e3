/// A key, or a key with Ctrl or Alt, that does something to a line.
package enum Key: Sendable, Equatable {
    case text(String)
    case enter
    case left, right, wordLeft, wordRight, home, end
    case previous, next
    case deleteBack, deleteForward
    case deleteWordBack, deleteToStart, deleteToEnd
    case interrupt, endOfInput, suspend
}

/// Makes keys of the bytes that a terminal sends for them.
package struct KeyDecoder: Sendable {
    private enum State {
        case plain
        case escape
        /// After `ESC [`, with the parameters so far.
        case sequence([UInt8])
        /// After `ESC O`.
        case application
        /// Within a character of several bytes.
        case character([UInt8], count: Int)
    }

    private var state = State.plain

    package init() {}

    /// The key that `byte` completes; nil where there is more to come, or the key does nothing.
    package mutating func key(_ byte: UInt8) -> Key? {
        switch state {
        case .plain: return plain(byte)
        case .escape: return escape(byte)
        case .sequence(let parameters): return sequence(parameters, byte)
        case .application:
            state = .plain
            return Self.cursorKey(byte, isWord: false)
        case .character(let bytes, let count): return character(bytes + [byte], count)
        }
    }

    private mutating func plain(_ byte: UInt8) -> Key? {
        switch byte {
        case 0x20..<0x7F: return .text(String(UnicodeScalar(byte)))
        case 0x1B: state = .escape
        case 0xC2..<0xE0: state = .character([byte], count: 2)
        case 0xE0..<0xF0: state = .character([byte], count: 3)
        case 0xF0..<0xF5: state = .character([byte], count: 4)
        default: return Self.control[byte]
        }
        return nil
    }

    private mutating func escape(_ byte: UInt8) -> Key? {
        state = .plain
        switch byte {
        case UInt8(ascii: "["): state = .sequence([])
        case UInt8(ascii: "O"): state = .application
        case UInt8(ascii: "b"): return .wordLeft
        case UInt8(ascii: "f"): return .wordRight
        case 0x7F: return .deleteWordBack
        case 0x1B: state = .escape
        // A lone Escape, and then another key.
        default: return Self.control[byte]
        }
        return nil
    }

    private mutating func sequence(_ parameters: [UInt8], _ byte: UInt8) -> Key? {
        guard (0x40...0x7E).contains(byte) else {
            // What is longer than any key's is none, but still ends as one.
            state = .sequence(parameters.count < 16 ? parameters + [byte] : parameters)
            return nil
        }
        state = .plain
        if byte == UInt8(ascii: "~") {
            switch String(decoding: parameters.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self) {
            case "1", "7": return .home
            case "4", "8": return .end
            case "3": return .deleteForward
            default: return nil
            }
        }
        return Self.cursorKey(byte, isWord: parameters.contains(UInt8(ascii: ";")))
    }

    private mutating func character(_ bytes: [UInt8], _ count: Int) -> Key? {
        guard bytes.last.map({ 0x80..<0xC0 ~= $0 }) == true else {
            // The character broke off: what came in its place is a key of its own.
            state = .plain
            return bytes.last.flatMap { plain($0) }
        }
        guard bytes.count == count else {
            state = .character(bytes, count: count)
            return nil
        }
        state = .plain
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        // C1 control characters steer terminals.
        return text.unicodeScalars.contains { $0.value < 0xA0 } ? nil : .text(text)
    }

    private static func cursorKey(_ byte: UInt8, isWord: Bool) -> Key? {
        switch byte {
        case UInt8(ascii: "A"): .previous
        case UInt8(ascii: "B"): .next
        case UInt8(ascii: "C"): isWord ? .wordRight : .right
        case UInt8(ascii: "D"): isWord ? .wordLeft : .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        default: nil
        }
    }

    private static let control: [UInt8: Key] = [
        0x01: .home, 0x02: .left, 0x03: .interrupt, 0x04: .endOfInput, 0x05: .end, 0x06: .right, 0x08: .deleteBack,
        0x0A: .enter, 0x0B: .deleteToEnd, 0x0D: .enter, 0x0E: .next, 0x10: .previous, 0x15: .deleteToStart,
        0x17: .deleteWordBack, 0x1A: .suspend, 0x7F: .deleteBack,
    ]
}
