import AWSClient
import ClientStore
import Foundation

/// `--key=value` attributes of a command (docs/zenml/commands.md, "Free-form attributes").
struct FreeFormArguments: Sendable {
    /// A value that begins with `@` stands for the contents of a file, of at most this many bytes.
    private static let fileSizeLimit = 10_240

    /// In the order given.
    let attributes: Attributes
    /// What is logged about values that came from files.
    let notes: [String]

    /// A name and attributes, in any order.
    ///
    /// - Parameters:
    ///   - first: what stands in the name's place.
    ///   - words: what else the command's options did not take.
    /// - Throws: ``CommandFailure``.
    static func named(
        _ first: String?,
        _ words: [String],
        in environment: ClientEnvironment
    ) throws -> (name: String, arguments: FreeFormArguments) {
        let (name, rest) = separated(first, words)
        guard let name else {
            throw CommandFailure("A name must be supplied. Please see the command help for more information.")
        }
        return (name, try FreeFormArguments(rest, in: environment))
    }

    /// As ``named(_:_:in:)``, where the name may be left out.
    static func optionallyNamed(
        _ first: String?,
        _ words: [String],
        in environment: ClientEnvironment
    ) throws -> (name: String?, arguments: FreeFormArguments) {
        let (name, rest) = separated(first, words)
        return (name, try FreeFormArguments(rest, in: environment))
    }

    /// The name among words, and the others.
    private static func separated(_ first: String?, _ words: [String]) -> (name: String?, rest: [String]) {
        // ZenML moves the first word to the end; what is left decides which of two stray words is the name. Empty words
        // are none.
        var turned = (words + [first].compactMap(\.self)).filter { !$0.isEmpty }
        let name = turned.firstIndex { !$0.hasPrefix("--") }.map { turned.remove(at: $0) }
        return (name, turned)
    }

    /// - Parameter words: attributes alone.
    /// - Throws: ``CommandFailure``.
    init(_ words: [String], in environment: ClientEnvironment) throws {
        var attributes: Attributes = [:]
        var notes: [String] = []
        for word in words {
            guard let attribute = FreeFormArguments.attribute(word) else {
                throw CommandFailure(
                    "Invalid argument: '\(word)'. Please provide args with a proper identifier as the key and the "
                        + "following structure: --custom_argument=\"value\""
                )
            }
            let (value, note) = try FreeFormArguments.expand(attribute, in: environment)
            attributes[attribute.name] = value
            if let note { notes.append(note) }
        }
        self.attributes = attributes
        self.notes = notes
    }

    private static func attribute(_ word: String) -> (name: String, value: String)? {
        guard word.hasPrefix("--"), let equals = word.firstIndex(of: "=") else { return nil }
        let name = word[..<equals].dropFirst(2)
        guard let first = name.first, first.isLetter || first == "_",
            name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
        else { return nil }
        return (String(name), String(word[word.index(after: equals)...]))
    }

    private static func expand(
        _ attribute: (name: String, value: String),
        in environment: ClientEnvironment
    ) throws -> (value: String, note: String?) {
        let value = attribute.value
        guard value.hasPrefix("@") else { return (value, nil) }
        if value.hasPrefix("@@") { return (String(value.dropFirst()), nil) }
        var path = String(value.dropFirst())
        if path == "~" || path.hasPrefix("~/") { path = environment.home + path.dropFirst() }
        if !path.hasPrefix("/") { path = environment.workingDirectory + "/" + path }
        path = URL(filePath: path).standardized.path
        func failure(_ reason: String) -> CommandFailure {
            CommandFailure("Could not load argument '\(attribute.name)' value: file '\(path)' \(reason).")
        }
        guard let file = FileHandle(forReadingAtPath: path) else { throw failure("does not exist or is not readable") }
        defer { try? file.close() }
        guard let data = try? file.read(upToCount: fileSizeLimit + 1) else {
            throw failure("does not exist or is not readable")
        }
        guard data.count <= fileSizeLimit else { throw failure("has more than \(fileSizeLimit) bytes") }
        guard var text = String(data: data, encoding: .utf8) else { throw failure("is not text") }
        // An editor's newline at the end is not part of a key.
        if text.hasSuffix("\n") { text.removeLast() }
        return (text, "Expanding argument value `\(attribute.name)` to contents of file `\(path)`.")
    }
}
