import AWSProtocols

/// JSON whose objects name no member twice: what one reader takes for the value must be what every reader does.
enum StrictJSON {
    /// The one object that `text` is; nil for anything else, and for a member that stands twice in any object of it.
    static func object(_ text: [UInt8]) -> [String: JSONValue]? {
        guard let value = try? JSONValue.parse(text), let object = value.object else { return nil }
        return hasDuplicates(text) ? nil : object
    }

    /// Whether a text, which is JSON, has an object that names a member twice, however the names are escaped.
    private static func hasDuplicates(_ text: [UInt8]) -> Bool {
        // The names of every open object; an empty place for every open array.
        var open: [Set<String>?] = []
        var position = 0
        while position < text.count {
            switch text[position] {
            case 0x7B: open.append([])
            case 0x5B: open.append(nil)
            case 0x7D, 0x5D: _ = open.popLast()
            case 0x22:
                let end = endOfString(text, from: position)
                var next = end
                while next < text.count, [0x20, 0x0A, 0x0D, 0x09].contains(text[next]) { next += 1 }
                if next < text.count, text[next] == 0x3A {
                    guard let name = (try? JSONValue.parse(Array(text[position..<end])))?.string,
                        let last = open.indices.last, open[last]?.insert(name).inserted == true
                    else { return true }
                }
                position = end
                continue
            default: break
            }
            position += 1
        }
        return false
    }

    /// The place behind the quote that closes the string at `start`.
    private static func endOfString(_ text: [UInt8], from start: Int) -> Int {
        var position = start + 1
        while position < text.count, text[position] != 0x22 { position += text[position] == 0x5C ? 2 : 1 }
        return min(position + 1, text.count)
    }
}
