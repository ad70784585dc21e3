/// What a captured name may stand for: characters and sets of them, each with how often it comes.
///
/// A pattern is written as in a regular expression, of which it takes characters, `.` (any but a blank), sets such as
/// `[0-9a-f]` and `[^ ,]`, `\d`, and after each of these `*`, `+`, `?`, `{N}` or `{N,M}`. A backslash makes any other
/// character itself. Matching takes time that grows with the text and the pattern, and no faster.
package struct CapturePattern: Sendable, Equatable {
    private struct Item: Sendable, Equatable {
        var accepted: Set<UInt8>
        var count: ClosedRange<Int>
    }

    private var items: [Item] = []

    /// One character or more, none of them a blank.
    package static let word = CapturePattern(items: [Item(accepted: nonBlank, count: 1...Int.max)])

    private static let nonBlank = Set(UInt8.min...UInt8.max).subtracting([0x20, 0x09])

    /// Why a text is not a pattern.
    package struct Malformed: Error, Equatable {
        package let reason: String
    }

    private init(items: [Item]) { self.items = items }

    package init(_ text: String) throws(Malformed) {
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            var item = Item(accepted: [byte], count: 1...1)
            switch byte {
            case UInt8(ascii: "."): item.accepted = Self.nonBlank
            case UInt8(ascii: "\\"): item.accepted = try Self.escaped(&rest)
            case UInt8(ascii: "["): item.accepted = try Self.set(&rest)
            case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "|"), UInt8(ascii: "^"), UInt8(ascii: "$"):
                let character = String(decoding: [byte], as: UTF8.self)
                throw Malformed(reason: "`\(character)` is not supported; write `\\\(character)` for the character")
            case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"):
                let character = String(decoding: [byte], as: UTF8.self)
                throw Malformed(reason: "there is nothing before `\(character)` that it could repeat")
            default: break
            }
            item.count = try Self.count(&rest)
            items.append(item)
        }
        if items.allSatisfy({ $0.count.lowerBound == 0 }) {
            throw Malformed(reason: "it may be empty; a name stands for one character or more")
        }
    }

    /// Where a text that begins at `start` may end, the longest first.
    func ends(in text: [UInt8], at start: Int) -> [Int] {
        var positions: Set<Int> = [start]
        for item in items {
            var next: Set<Int> = []
            for position in positions {
                var (end, count) = (position, 0)
                while true {
                    if item.count.contains(count) { next.insert(end) }
                    guard count < item.count.upperBound, end < text.count, item.accepted.contains(text[end]) else {
                        break
                    }
                    (end, count) = (end + 1, count + 1)
                }
            }
            positions = next
        }
        return positions.sorted(by: >)
    }

    private static func escaped(_ rest: inout ArraySlice<UInt8>) throws(Malformed) -> Set<UInt8> {
        guard let byte = rest.popFirst() else { throw Malformed(reason: "it ends in a backslash") }
        return byte == UInt8(ascii: "d") ? Set(UInt8(ascii: "0")...UInt8(ascii: "9")) : [byte]
    }

    /// What stands between brackets.
    private static func set(_ rest: inout ArraySlice<UInt8>) throws(Malformed) -> Set<UInt8> {
        let isNegated = rest.first == UInt8(ascii: "^")
        if isNegated { rest.removeFirst() }
        var accepted: Set<UInt8> = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "]") {
                if accepted.isEmpty { break }
                return isNegated ? Set(UInt8.min...UInt8.max).subtracting(accepted) : accepted
            }
            if byte == UInt8(ascii: "\\") {
                accepted.formUnion(try escaped(&rest))
            } else if rest.first == UInt8(ascii: "-"), let end = rest.dropFirst().first, end != UInt8(ascii: "]") {
                guard byte <= end else { throw Malformed(reason: "a range in brackets goes backwards") }
                accepted.formUnion(byte...end)
                rest = rest.dropFirst(2)
            } else {
                accepted.insert(byte)
            }
        }
        throw Malformed(reason: "a `[` has nothing in it, or no `]` after it")
    }

    private static func count(_ rest: inout ArraySlice<UInt8>) throws(Malformed) -> ClosedRange<Int> {
        switch rest.first {
        case UInt8(ascii: "*"):
            rest.removeFirst()
            return 0...Int.max
        case UInt8(ascii: "+"):
            rest.removeFirst()
            return 1...Int.max
        case UInt8(ascii: "?"):
            rest.removeFirst()
            return 0...1
        case UInt8(ascii: "{"):
            guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else {
                throw Malformed(reason: "a `{` has no `}` after it")
            }
            let inside = String(decoding: rest[rest.startIndex..<end].dropFirst(), as: UTF8.self)
            rest = rest[(end + 1)...]
            let numbers = inside.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
            guard (1...2).contains(numbers.count), let first = numbers[0], let last = numbers[numbers.count - 1],
                (0...100_000).contains(first), first <= last
            else { throw Malformed(reason: "`{\(inside)}` is not a number of times, as in {8} or {8,16}") }
            return first...last
        default: return 1...1
        }
    }
}
