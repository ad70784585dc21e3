/// Reads one table of a database file of SQLite's (SQLite, "Database File Format"), which came in a layer and is not
/// trusted: nothing of it is run, and it is read once through.
struct SQLiteTableReader {
    /// A column of a row; numbers are not read but those that schemas have.
    enum Value: Equatable {
        case number(Int)
        case bytes(ArraySlice<UInt8>)
        case other
    }

    private static let magic = Array("SQLite format 3".utf8) + [0]
    private static let deepest = 20

    private let file: ArraySlice<UInt8>
    private let pageSize: Int
    /// Bytes of a page that hold something.
    private let usable: Int
    /// Pages and bytes that may still be read: no page is read twice of a file that is whole.
    private var pagesLeft: Int
    private var bytesLeft: Int

    /// - Throws: ``LayerFault/damaged`` where it is not a database.
    init(_ bytes: [UInt8]) throws(LayerFault) {
        file = bytes[...]
        guard bytes.count >= 100, bytes.starts(with: Self.magic) else { throw .damaged }
        let size = Int(bytes[16]) << 8 | Int(bytes[17])
        pageSize = size == 1 ? 65_536 : size
        usable = pageSize - Int(bytes[20])
        guard pageSize >= 512, pageSize & (pageSize - 1) == 0, usable >= 480 else { throw .damaged }
        pagesLeft = 2 * (bytes.count / pageSize + 1)
        bytesLeft = 2 * bytes.count
    }

    /// Hands over the rows of a table, in its order.
    ///
    /// - Throws: ``LayerFault/damaged`` where there is no such table, or the file is not whole.
    mutating func rows(of table: String, _ body: ([Value]) throws(LayerFault) -> Void) throws(LayerFault) {
        var root: Int?
        try walk(1, depth: 0) { (row) throws(LayerFault) in
            // Type, name, name of the table, root page, and how it was made.
            guard row.count >= 4, row[0] == .bytes(Array("table".utf8)[...]), row[1] == .bytes(Array(table.utf8)[...]),
                case .number(let page) = row[3]
            else { return }
            root = page
        }
        guard let root else { throw .damaged }
        try walk(root, depth: 0, body)
    }

    private mutating func walk(
        _ number: Int,
        depth: Int,
        _ body: ([Value]) throws(LayerFault) -> Void
    ) throws(LayerFault) {
        let page = try page(number)
        // The first page has the file's header in front.
        let start = number == 1 ? 100 : 0
        let kind = try BigEndian.number(in: page, at: start, width: 1)
        guard depth < Self.deepest, kind == 0x0D || kind == 0x05 else { throw .damaged }
        let isLeaf = kind == 0x0D
        let count = try BigEndian.number(in: page, at: start + 3, width: 2)
        for cell in 0..<count {
            let pointer = start + (isLeaf ? 8 : 12) + 2 * cell
            let place = try BigEndian.number(in: page, at: pointer, width: 2)
            if isLeaf {
                try body(record(in: try payload(of: page, at: place)))
            } else {
                try walk(try BigEndian.number(in: page, at: place, width: 4), depth: depth + 1, body)
            }
        }
        if !isLeaf {
            try walk(try BigEndian.number(in: page, at: start + 8, width: 4), depth: depth + 1, body)
        }
    }

    private mutating func page(_ number: Int) throws(LayerFault) -> ArraySlice<UInt8> {
        pagesLeft -= 1
        guard pagesLeft >= 0, number >= 1, number <= file.count / pageSize else { throw .damaged }
        let start = file.startIndex + (number - 1) * pageSize
        return file[start..<start + pageSize]
    }

    /// The content of a cell, of which the page holds a part only where it is long.
    private mutating func payload(of page: ArraySlice<UInt8>, at place: Int) throws(LayerFault) -> [UInt8] {
        var place = place
        let length = try Self.varint(in: page, &place)
        _ = try Self.varint(in: page, &place)
        bytesLeft -= length
        guard bytesLeft >= 0 else { throw .damaged }
        let most = usable - 35
        let least = (usable - 12) * 32 / 255 - 23
        var local = length
        if length > most {
            let fitting = least + (length - least) % (usable - 4)
            local = fitting <= most ? fitting : least
        }
        guard place + local <= page.count else { throw .damaged }
        var content = Array(page.dropFirst(place).prefix(local))
        guard local < length else { return content }
        var next = try BigEndian.number(in: page, at: place + local, width: 4)
        while content.count < length {
            let overflow = try self.page(next)
            next = try BigEndian.number(in: overflow, at: 0, width: 4)
            content += overflow.dropFirst(4).prefix(min(usable - 4, length - content.count))
        }
        return content
    }

    private func record(in payload: [UInt8]) throws(LayerFault) -> [Value] {
        let bytes = payload[...]
        var place = 0
        let end = try Self.varint(in: bytes, &place)
        guard end <= bytes.count else { throw .damaged }
        var values: [Value] = []
        var body = end
        while place < end {
            let kind = try Self.varint(in: bytes, &place)
            let width =
                switch kind {
                case 0, 8, 9: 0
                case 1...4: kind
                case 5: 6
                case 6, 7: 8
                case 12...: (kind - 12) / 2
                default: throw .damaged
                }
            guard body + width <= bytes.count else { throw .damaged }
            switch kind {
            case 1...4: values.append(.number(try BigEndian.number(in: bytes, at: body, width: width)))
            case 8, 9: values.append(.number(kind - 8))
            case 12...: values.append(.bytes(bytes[body..<body + width]))
            default: values.append(.other)
            }
            body += width
        }
        return values
    }

    /// A number of one to nine bytes, seven bits each and eight of the ninth; none here is larger than a file.
    private static func varint(in bytes: ArraySlice<UInt8>, _ place: inout Int) throws(LayerFault) -> Int {
        var number = 0
        for count in 1...9 {
            let byte = try BigEndian.number(in: bytes, at: place, width: 1)
            place += 1
            guard number <= Int.max >> 9 else { throw .damaged }
            if count == 9 { return number << 8 | byte }
            number = number << 7 | byte & 0x7F
            if byte & 0x80 == 0 { return number }
        }
        return number
    }
}
