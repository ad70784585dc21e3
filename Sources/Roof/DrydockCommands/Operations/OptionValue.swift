import AWSProtocols
import Emulator
import Text

/// What stands behind an option, as the member that it is for takes it.
enum OptionValue {
    /// - Parameters:
    ///   - words: all that stands behind the option: one or more where it is a list.
    ///   - option: with its hyphens.
    static func value(
        _ words: [String],
        of member: InputDeclaration,
        _ operation: OperatedOperation,
        _ option: String,
        in context: DrydockContext
    ) throws(UsageError) -> JSONValue {
        var texts: [String] = []
        for word in words { texts.append(try content(word, member.kind, option, in: context)) }
        switch member.kind {
        case .texts:
            if let array = try json(texts, "[", option) { return array }
            return .array(texts.map { .string($0) })
        case .structures:
            if let array = try json(texts, "[", option) { return array }
            var elements: [JSONValue] = []
            for text in texts { elements.append(try structure(text, of: operation, at: member.path, option)) }
            return .array(elements)
        case .structure:
            return try structure(try only(texts, option), of: operation, at: member.path, option)
        case .text, .integer, .long, .boolean, .blob:
            return try scalar(try only(texts, option), member.kind, option)
        }
    }

    /// - Parameter place: what the value is of, for errors.
    static func scalar(
        _ text: String,
        _ kind: InputDeclaration.Kind,
        _ place: String
    ) throws(UsageError) -> JSONValue {
        switch kind {
        case .integer, .long:
            guard let number = Int(text) else {
                throw UsageError(description: "\(place) is not a number: '\(text)'; give one such as 10")
            }
            return .integer(number)
        case .boolean:
            switch text {
            case "true": return .bool(true)
            case "false": return .bool(false)
            default: throw UsageError(description: "\(place) is neither true nor false: '\(text)'; give one of both")
            }
        case .text, .blob, .texts, .structure, .structures: return .string(text)
        }
    }

    private static func only(_ texts: [String], _ option: String) throws(UsageError) -> String {
        guard let first = texts.first, texts.count == 1 else {
            throw UsageError(
                description: texts.isEmpty
                    ? "\(option) has no value; give one"
                    : "\(option) takes one value; put quotes around one with blanks"
            )
        }
        return first
    }

    private static func structure(
        _ text: String,
        of operation: OperatedOperation,
        at path: [String],
        _ option: String
    ) throws(UsageError) -> JSONValue {
        if let object = try json([text], "{", option) { return object }
        return try ShorthandReader.structure(text, of: operation, at: path)
    }

    /// The one JSON value that begins as one; nil where it is something else.
    private static func json(_ texts: [String], _ begin: Character, _ option: String) throws(UsageError) -> JSONValue? {
        guard texts.count == 1, let text = texts.first, text.first(where: { !$0.isWhitespace }) == begin else {
            return nil
        }
        do throws(JSONError) {
            return try JSONValue.parse(Array(text.utf8))
        } catch {
            throw UsageError(description: "\(option): \(error)")
        }
    }

    /// A word, or what a file holds that it names: `file://` text, `fileb://` bytes.
    private static func content(
        _ word: String,
        _ kind: InputDeclaration.Kind,
        _ option: String,
        in context: DrydockContext
    ) throws(UsageError) -> String {
        if word.hasPrefix("fileb://") {
            guard kind == .blob else {
                throw UsageError(description: "\(option) takes a text; name its file with file://")
            }
            return Base64.encode(try context.bytes(ofFile: String(word.dropFirst("fileb://".count)), option))
        }
        guard word.hasPrefix("file://") else { return word }
        let bytes = try context.bytes(ofFile: String(word.dropFirst("file://".count)), option)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw UsageError(description: "\(option): \(word) is not UTF-8 text; save it as such")
        }
        return text
    }
}
