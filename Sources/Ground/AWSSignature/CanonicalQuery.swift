import Text

/// A query string, decoded, encoded anew and sorted (docs/aws/signatures.md, "The computation").
struct CanonicalQuery: Sendable {
    /// One parameter, both parts in canonical encoding.
    struct Item: Sendable {
        let name: [UInt8]
        let value: [UInt8]
    }

    /// Sorted by name, then value.
    let items: [Item]
    /// False where a `%` is not followed by two hexadecimal digits. Such a query has no certain meaning, so no
    /// signature holds for it.
    let isWellFormed: Bool

    /// - Parameter query: as sent. `+` is a space; a name without `=` has an empty value; empty parts between `&` do
    ///   not count.
    init(_ query: String) {
        guard !query.isEmpty else {
            items = []
            isWellFormed = true
            return
        }
        var isWellFormed = true
        items = Array(query.utf8).split(separator: 0x26).map { part in
            let equals = part.firstIndex(of: 0x3D) ?? part.endIndex
            return Item(
                name: CanonicalQuery.recoded(part[..<equals], &isWellFormed),
                value: CanonicalQuery.recoded(part[equals...].dropFirst(), &isWellFormed)
            )
        }.sorted { left, right in
            left.name == right.name
                ? left.value.lexicographicallyPrecedes(right.value)
                : left.name.lexicographicallyPrecedes(right.name)
        }
        self.isWellFormed = isWellFormed
    }

    /// The decoded values of a parameter.
    ///
    /// - Parameter name: unreserved characters only, so that its canonical encoding is itself.
    func values(of name: String) -> [[UInt8]] {
        guard !items.isEmpty else { return [] }
        return items.lazy.filter { $0.name.elementsEqual(name.utf8) }.map { PercentEncoding.decode($0.value) }
    }

    /// Appends the canonical query string, without the parameters that `omitted` names.
    func append(to buffer: inout [UInt8], omitting omitted: [String]) {
        var isFirst = true
        for item in items where !omitted.contains(where: { item.name.elementsEqual($0.utf8) }) {
            if !isFirst { buffer.append(0x26) }
            isFirst = false
            buffer += item.name
            buffer.append(0x3D)
            buffer += item.value
        }
    }

    private static func recoded(_ part: ArraySlice<UInt8>, _ isWellFormed: inout Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(part.count)
        var index = part.startIndex
        while index < part.endIndex {
            var byte = part[index]
            index += 1
            if byte == 0x2B {
                byte = 0x20
            } else if byte == 0x25 {
                let digits = part[index...].prefix(2)
                if let high = digits.first?.hexDigitValue, let low = digits.dropFirst().first?.hexDigitValue {
                    byte = high << 4 | low
                    index += 2
                } else {
                    isWellFormed = false
                }
            }
            PercentEncoding.append(byte, to: &result)
        }
        return result
    }
}
