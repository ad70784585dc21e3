import Text

extension RawJSON {
    /// Reads a document as docker does (RFC 8259), no deeper than 200 levels.
    ///
    /// - Throws: ``JSONFault`` with what is wrong, and on which line.
    init(parsing text: String) throws(JSONFault) {
        let bytes = Array(text.utf8)
        self.init(try JSONNode.parse(bytes, JSONRules(depth: 199, replacesHalfPairs: true)), bytes)
    }

    private init(_ node: JSONNode, _ bytes: [UInt8]) {
        switch node.content {
        case .null, .bool, .number, .string:
            self = .scalar(RawJSON.written(bytes, node.range))
        case .array(let elements):
            self = .array(elements.map { RawJSON($0, bytes) })
        case .object(let members):
            let members = members.map { member in
                Member(
                    rawName: RawJSON.written(bytes, member.nameRange),
                    name: member.name,
                    value: RawJSON(member.value, bytes)
                )
            }
            self = .object(members)
        }
    }

    private static func written(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// The text of a string; nil for anything else.
    var text: String? {
        guard case .scalar(let raw) = self, raw.hasPrefix("\""),
            let node = try? JSONNode.parse(Array(raw.utf8), JSONRules(depth: 0, replacesHalfPairs: true)),
            case .string(let text) = node.content
        else { return nil }
        return text
    }
}
