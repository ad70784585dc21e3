/// What pax says of the entry that follows: lines of `LENGTH KEY=VALUE` (POSIX.1-2001, pax, "pax Header Block").
enum PaxRecords {
    struct Record: Equatable {
        let key: String
        let value: [UInt8]
    }

    static func read(_ bytes: [UInt8]) throws(LayerFault) -> [Record] {
        var records: [Record] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let blank = rest.firstIndex(of: 0x20),
                let length = Int(String(decoding: rest[..<blank], as: UTF8.self)),
                length > blank - rest.startIndex + 1, length <= rest.count
            else { throw .damaged }
            let line = rest[(blank + 1)..<(rest.startIndex + length)]
            guard line.last == 0x0A, let equals = line.firstIndex(of: UInt8(ascii: "=")) else { throw .damaged }
            let key = String(decoding: line[..<equals], as: UTF8.self)
            records.append(Record(key: key, value: Array(line[(equals + 1)...].dropLast())))
            rest = rest.dropFirst(length)
        }
        return records
    }
}
