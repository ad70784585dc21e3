import Foundation

/// How values that are not plain texts are read.
enum NaiveComparison {
    /// Digits with an optional sign and fraction; nil for anything else.
    static func number(_ text: String) -> Double? {
        guard !text.isEmpty, text.allSatisfy({ "+-.0123456789eE".contains($0) }) else { return nil }
        return Double(text)
    }

    /// Seconds since 1970 of an ISO 8601 date, with or without time, or of such seconds themselves.
    static func date(_ text: String) -> Double? {
        if let seconds = number(text) { return seconds }
        let halves = text.split(separator: "T", omittingEmptySubsequences: false)
        let day = halves[0].split(separator: "-").map { Int($0) ?? 0 }
        guard (1...2).contains(halves.count), (1...3).contains(day.count), (1970...9999).contains(day[0]) else {
            return nil
        }
        var days = 0
        for year in 1970..<max(1970, day[0]) { days += isLeap(year) ? 366 : 365 }
        let lengths = [31, isLeap(day[0]) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        if day.count > 1 { days += lengths.prefix(day[1] - 1).reduce(0, +) }
        if day.count > 2 { days += day[2] - 1 }
        guard halves.count == 2 else { return Double(days * 86_400) }
        return clock(String(halves[1])).map { Double(days * 86_400) + $0 }
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// Seconds of `HH:MM[:SS[.F]]` with `Z` or an offset.
    private static func clock(_ text: String) -> Double? {
        let time = text.prefix { !"Z+-".contains($0) }
        let zone = text.dropFirst(time.count)
        var parts = time.split(separator: ":").map { Double($0) }
        while parts.count < 3 { parts.append(0) }
        guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2] else { return nil }
        var total = hours * 3600 + minutes * 60 + seconds
        let offset = zone.dropFirst().filter { $0 != ":" }
        if zone.first == "+" || zone.first == "-", offset.count == 4,
            let ahead = Double(offset.prefix(2)), let aheadMinutes = Double(offset.suffix(2))
        {
            total += (zone.first == "+" ? -1 : 1) * (ahead * 3600 + aheadMinutes * 60)
        }
        return total
    }

    static func areSameBytes(_ one: String, _ other: String) -> Bool {
        guard let one = Data(base64Encoded: one), let other = Data(base64Encoded: other) else { return false }
        return one == other
    }

    /// Whether the address lies in the block; a bare address is a block of one.
    static func isAddress(_ address: String, within block: String, _ fault: NaiveFault?) -> Bool {
        let parts = block.split(separator: "/")
        guard let found = bits(address), let wanted = bits(String(parts[0])), found.count == wanted.count else {
            return false
        }
        let length = parts.count == 2 && fault != .addressPrefixIgnored ? Int(parts[1]) ?? found.count : found.count
        return found.prefix(length).elementsEqual(wanted.prefix(length))
    }

    /// The 32 or 128 bits of an address; nil for what is not one.
    private static func bits(_ text: String) -> [Bool]? {
        bytes(text)?.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 == 1 } }
    }

    private static func bytes(_ text: String) -> [Int]? {
        guard text.contains(":") else {
            let bytes = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
            return bytes.count == 4 && bytes.allSatisfy { (0...255).contains($0) } ? bytes : nil
        }
        let halves = text.components(separatedBy: "::").map { half in
            half.split(separator: ":").flatMap { group -> [Int] in
                if group.contains(".") { return bytes(String(group)) ?? [-1] }
                let number = Int(group, radix: 16) ?? -1
                return number < 0 ? [-1] : [number / 256, number % 256]
            }
        }
        guard halves.allSatisfy({ $0.allSatisfy { (0...255).contains($0) } }) else { return nil }
        if halves.count == 1 { return halves[0].count == 16 ? halves[0] : nil }
        let missing = 16 - halves[0].count - halves[1].count
        guard halves.count == 2, missing > 0 else { return nil }
        return halves[0] + Array(repeating: 0, count: missing) + halves[1]
    }
}
