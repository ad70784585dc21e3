import AWSCore
import Foundation
import Yams

/// A value as it is to be written into a world's file.
indirect enum WrittenValue: Sendable {
    /// A text that readers of YAML take for a text, so that it has quotation marks where it looks like something else.
    case text(String)
    /// A number, a flag, a moment: without quotation marks.
    case word(String)
    /// A text of any length, in lines of its own where it can be.
    case block(String)
    case list([WrittenValue])
    /// In this order.
    case mapping([(key: String, value: WrittenValue)])

    static let nothing = WrittenValue.mapping([])

    static func flag(_ value: Bool) -> WrittenValue { .word(value ? "true" : "false") }

    static func number(_ value: Int) -> WrittenValue { .word(String(value)) }

    /// To the second.
    static func moment(_ date: Date) -> WrittenValue { .word(AWSDate.extended(date)) }

    static func texts(_ texts: [String]) -> WrittenValue { .list(texts.map { .text($0) }) }

    /// By key, in ascending order.
    static func members(_ members: some Sequence<(key: String, value: WrittenValue)>) -> WrittenValue {
        .mapping(members.sorted { $0.key < $1.key })
    }

    static func texts(_ texts: [String: String]) -> WrittenValue {
        .members(texts.map { (key: $0.key, value: .text($0.value)) })
    }

    /// The keys of one kind that have a value, in the order of the cases.
    static func record<Key: WorldFileKey>(_: Key.Type, _ value: (Key) -> WrittenValue?) -> WrittenValue {
        .mapping(Key.allCases.compactMap { key in value(key).map { (key: key.rawValue, value: $0) } })
    }

    /// A mapping with the members of this one and those of another behind them.
    func and(_ other: WrittenValue) -> WrittenValue {
        guard case .mapping(let members) = self, case .mapping(let others) = other else { return self }
        return .mapping(members + others)
    }

    /// Whether it is a list or a mapping that holds nothing.
    private var isEmpty: Bool {
        switch self {
        case .text, .word, .block: false
        case .list(let elements): elements.isEmpty
        case .mapping(let members): members.isEmpty
        }
    }

    /// The value; nil of an empty list or mapping, which is the same as none.
    var unlessEmpty: WrittenValue? { isEmpty ? nil : self }

    /// The whole document.
    ///
    /// - Throws: what the emitter does.
    func yaml() throws -> String { try Yams.serialize(node: node, width: -1, allowUnicode: true) }

    private var node: Node {
        switch self {
        case .text(let text): .text(text, Self.looksLikeText(text) ? .any : .doubleQuoted)
        case .word(let word): .text(word, .plain)
        case .block(let text): .text(text, Self.canBeLines(text) ? .literal : .doubleQuoted)
        case .list(let elements):
            .sequence(Node.Sequence(elements.map(\.node), Tag(.seq), isFlat ? .flow : .block))
        case .mapping(let members):
            .mapping(Node.Mapping(members.map { (WrittenValue.text($0.key).node, $0.value.node) }, Tag(.map), .block))
        }
    }

    /// Whether it is a list of a few short texts, which stand in one line.
    private var isFlat: Bool {
        guard case .list(let elements) = self else { return false }
        var length = 0
        for element in elements {
            switch element {
            case .text(let text), .word(let text): length += text.utf8.count + 2
            case .block, .list, .mapping: return false
            }
        }
        return length <= 80
    }

    /// Whether no reader of YAML takes the text for a number, a moment, a flag or nothing when it has no quotation marks.
    private static func looksLikeText(_ text: String) -> Bool {
        guard let first = text.utf8.first, first.isASCIILetter || first == 0x2F || first == 0x5F else { return false }
        return !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(text.lowercased())
    }

    /// Whether YAML keeps every character of a text that is written in lines of its own.
    private static func canBeLines(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first != " ", first != "\n" else { return false }
        return text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0.value < 0x7F) }
    }
}

extension Node {
    fileprivate static func text(_ text: String, _ style: Scalar.Style) -> Node {
        .scalar(Scalar(text, Tag(.str), style))
    }
}

extension UInt8 {
    fileprivate var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }
}
