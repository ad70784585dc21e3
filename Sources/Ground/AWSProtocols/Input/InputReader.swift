import Foundation
import Text

/// Reads the input of an operation. One call declares a member: its name, its type, whether it is required and its
/// constraints. It yields the value, the refusal, and what the journal shows of it.
///
/// Types are checked at once. Constraints are checked as the members are read, and told by ``finish()``, because AWS
/// asks IAM in between (docs/aws/endpoints.md, "Order of the checks"); only members that are ``InputTraits/askedWith``
/// are refused at once. A required member that is missing, or a value that breaks its constraints, yields a value
/// nevertheless: an operation must not be performed before ``finish()``.
package struct InputReader<Failure: InputFailure>: Sendable {
    /// The constraints that are broken, in the order of the declarations.
    private var violations: [InputViolation] = []
    /// The members as they were sent, without the secrets: the journal's `requestParameters`.
    package private(set) var requestParameters: [String: JSONValue] = [:]
    /// What was declared, where there is no input; see ``declarations(of:)``.
    private var declarations: [InputDeclaration] = []
    /// The signing name of the service that was called, where several share operations whose members they constrain
    /// differently; else empty.
    package let service: String
    /// The names that were read.
    private var names: Set<String> = []
    private let source: InputSource<Failure>
    private let path: [InputPathPart]
    private let reporting: InputReporting

    /// Reads the body of a call of the AWS JSON protocol; an empty one is read as `{}`.
    ///
    /// - Throws: ``InputFailure/malformed(_:)`` unless the body is a JSON object of a bearable size.
    package init(json body: [UInt8], reporting: InputReporting, service: String = "") throws(Failure) {
        var members: [String: JSONValue] = [:]
        if !body.isEmpty {
            let value: JSONValue
            do {
                value = try JSONValue.parse(body, limit: JSONValue.requestLimit)
            } catch let error where error.hasTooManyValues {
                throw .malformed("The body has more than \(JSONValue.requestLimit) values.")
            } catch {
                throw .malformed("The body is not JSON.")
            }
            guard case .object(let object) = value else { throw .malformed("Unexpected value type in payload") }
            members = object
        }
        self.init(.json(members), path: [], reporting, service)
    }

    /// Reads the parameters of a call of the AWS Query protocol.
    package init(query parameters: QueryParameters, reporting: InputReporting = .all) {
        self.init(.query(parameters, prefix: ""), path: [], reporting, "")
    }

    private init(
        _ source: InputSource<Failure>,
        path: [InputPathPart],
        _ reporting: InputReporting,
        _ service: String
    ) {
        self.source = source
        self.service = service
        self.path = path
        self.reporting = reporting
    }

    /// What an operation's initialiser declares, in its order.
    package static func declarations(
        service: String = "",
        of read: (inout InputReader) throws(Failure) -> Void
    ) -> [InputDeclaration] {
        var reader = InputReader(.declarations, path: [], .all, service)
        // An initialiser that refuses what is absent has declared its members before.
        try? read(&reader)
        return reader.declarations
    }

    /// - Throws: what the service answers to the constraints that are broken.
    package func finish() throws(Failure) {
        if !violations.isEmpty { throw .invalid(violations, reporting: reporting) }
    }

    // MARK: Single values

    package mutating func text(
        _ name: String,
        _ rules: InputRules<String> = [],
        _ traits: InputTraits = []
    ) throws(Failure) -> String? {
        try member(name, .text, try source.text(name), isRequired: false, rules, traits) { .string($0) }
    }

    package mutating func requiredText(
        _ name: String,
        _ rules: InputRules<String> = [],
        _ traits: InputTraits = []
    ) throws(Failure) -> String {
        try member(name, .text, try source.text(name), isRequired: true, rules, traits) { .string($0) } ?? ""
    }

    /// A word of an enumeration; nil where the member is absent, or another word.
    package mutating func word<Word: CaseIterable & RawRepresentable>(
        _ name: String,
        of words: Word.Type
    ) throws(Failure) -> Word? where Word.RawValue == String {
        try text(name, .values(of: words)).flatMap { Word(rawValue: $0) }
    }

    /// - Parameter placeholder: stands for a word that is missing or not one of the enumeration's.
    package mutating func requiredWord<Word: CaseIterable & RawRepresentable>(
        _ name: String,
        of words: Word.Type,
        placeholder: Word
    ) throws(Failure) -> Word where Word.RawValue == String {
        Word(rawValue: try requiredText(name, .values(of: words))) ?? placeholder
    }

    /// A number of 32 bits.
    package mutating func integer(_ name: String, _ rules: InputRules<Int> = []) throws(Failure) -> Int? {
        let value = try source.integer(name, as: Int32.self, type: "Integer")
        return try member(name, .integer, value, isRequired: false, rules, []) { .integer($0) }
    }

    /// A number of 64 bits that every call must give.
    package mutating func requiredLong(_ name: String, _ rules: InputRules<Int> = []) throws(Failure) -> Int {
        let value = try source.integer(name, as: Int.self, type: "Long")
        return try member(name, .long, value, isRequired: true, rules, []) { .integer($0) } ?? 0
    }

    package mutating func boolean(_ name: String) throws(Failure) -> Bool? {
        try member(name, .boolean, try source.boolean(name), isRequired: false, [], []) { .bool($0) }
    }

    /// A truth value that every call must give; false where it does not.
    package mutating func requiredBoolean(_ name: String) throws(Failure) -> Bool {
        try member(name, .boolean, try source.boolean(name), isRequired: true, [], []) { .bool($0) } ?? false
    }

    /// Bytes in base64 that every call must give. The journal does not show them.
    package mutating func requiredBlob(_ name: String, _ rules: InputRules<[UInt8]> = []) throws(Failure) -> [UInt8] {
        try blob(name, rules, isRequired: true) ?? []
    }

    /// Bytes in base64. The journal does not show them.
    package mutating func blob(
        _ name: String,
        _ rules: InputRules<[UInt8]> = [],
        isRequired: Bool = false
    ) throws(Failure) -> [UInt8]? {
        var bytes: [UInt8]?
        if let text = try source.text(name) {
            guard let decoded = Base64.decode(text) else {
                throw .malformed("The value of \(source.shownName(name)) is not base64.")
            }
            bytes = decoded
        }
        return try member(name, .blob, bytes, isRequired: isRequired, rules, .unrecorded) { _ in .null }
    }

    // MARK: Lists of texts

    /// - Parameter elements: the constraints of each element, where each is told by itself.
    package mutating func texts(
        _ name: String,
        _ rules: InputRules<[String]> = [],
        eachOf elements: InputRules<String> = [],
        _ traits: InputTraits = []
    ) throws(Failure) -> [String]? {
        try texts(name, rules, eachOf: elements, traits, isRequired: false)
    }

    package mutating func requiredTexts(
        _ name: String,
        _ rules: InputRules<[String]> = [],
        eachOf elements: InputRules<String> = [],
        _ traits: InputTraits = []
    ) throws(Failure) -> [String] {
        try texts(name, rules, eachOf: elements, traits, isRequired: true) ?? []
    }

    private mutating func texts(
        _ name: String,
        _ rules: InputRules<[String]>,
        eachOf elements: InputRules<String>,
        _ traits: InputTraits,
        isRequired: Bool
    ) throws(Failure) -> [String]? {
        let found = try source.texts(name)
        let given = found.map { $0.compactMap { $0 } }
        if given?.count != found?.count { try note(.notNull, "null", of: [.member(source.shownName(name))], traits) }
        declare(
            name,
            .texts,
            isRequired: isRequired,
            rules.map(\.constraint) + (elements.isEmpty ? [] : [.elements(elements.map(\.constraint))])
        )
        let list = try member(name, given, isRequired: isRequired, rules, traits) { .array($0.map { .string($0) }) }
        for (index, element) in (given ?? []).enumerated() {
            let part = [InputPathPart.member(source.shownName(name)), .element(index + 1)]
            try check(element, elements, at: part, traits, shownAs: element)
        }
        return list
    }

    // MARK: Structures

    /// A structure; nil where the member is absent.
    package mutating func structure<Result>(
        _ name: String,
        _ read: (inout InputReader) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        let found = try source.structure(name)
        declare(name, .structure, isRequired: false, [])
        return try found.map { (found) throws(Failure) in try structure(found, name, read) }
    }

    package mutating func requiredStructure<Result>(
        _ name: String,
        _ read: (inout InputReader) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let found = try source.structure(name)
        declare(name, .structure, isRequired: true, [])
        guard let found else {
            try note(.notNull, "null", of: [.member(source.shownName(name))], [])
            var nothing = InputReader(.json([:]), path: path, reporting, service)
            return try read(&nothing)
        }
        return try structure(found, name, read)
    }

    private mutating func structure<Result>(
        _ found: InputSource<Failure>,
        _ name: String,
        _ read: (inout InputReader) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let shown = source.shownName(name)
        return try nested(found, [.member(shown)], read) { $0.requestParameters[shown] = .object($1) }
    }

    /// A list of structures; nil where the member is absent.
    ///
    /// - Parameter length: the least and the most elements.
    package mutating func structures<Result>(
        _ name: String,
        length: ClosedRange<Int>? = nil,
        isRequired: Bool = false,
        _ read: (inout InputReader) throws(Failure) -> Result
    ) throws(Failure) -> [Result]? {
        let shown = source.shownName(name)
        let found = try source.structures(name)
        let rules: InputRules<[InputSource<Failure>?]> =
            length.map { .bounds($0, \.count) } ?? []
        declare(name, .structures, isRequired: isRequired, rules.map(\.constraint))
        guard let found else {
            if isRequired { try note(.notNull, "null", of: [.member(shown)], []) }
            return nil
        }
        try check(found, rules, at: [.member(shown)], shownAs: Self.shown(count: found.count))
        var results: [Result] = []
        var echoes: [JSONValue] = []
        for (index, element) in found.enumerated() {
            guard let element else {
                try note(.notNull, "null", of: [.member(shown)], [])
                continue
            }
            results.append(
                try nested(element, [.member(shown), .element(index + 1)], read) { echoes.append(.object($1)) }
            )
        }
        requestParameters[shown] = .array(echoes)
        return results
    }

    /// Reads a structure by a reader of its own, and takes over what that has found.
    private mutating func nested<Result>(
        _ found: InputSource<Failure>,
        _ part: [InputPathPart],
        _ read: (inout InputReader) throws(Failure) -> Result,
        echo: (inout InputReader, [String: JSONValue]) -> Void
    ) throws(Failure) -> Result {
        var reader = InputReader(found, path: path + part, reporting, service)
        let result = try read(&reader)
        try found.refuseOthers(than: reader.names)
        violations += reader.violations
        declarations += reader.declarations
        echo(&self, reader.requestParameters)
        return result
    }

    // MARK: Declaring and checking

    private mutating func member<Value: Sendable>(
        _ name: String,
        _ kind: InputDeclaration.Kind,
        _ value: Value?,
        isRequired: Bool,
        _ rules: InputRules<Value>,
        _ traits: InputTraits,
        json: (Value) -> JSONValue
    ) throws(Failure) -> Value? {
        declare(name, kind, isRequired: isRequired, rules.map(\.constraint))
        return try member(name, value, isRequired: isRequired, rules, traits, json: json)
    }

    private mutating func member<Value: Sendable>(
        _ name: String,
        _ value: Value?,
        isRequired: Bool,
        _ rules: InputRules<Value>,
        _ traits: InputTraits,
        json: (Value) -> JSONValue
    ) throws(Failure) -> Value? {
        let part = [InputPathPart.member(source.shownName(name))]
        guard let value else {
            if isRequired { try note(.notNull, "null", of: part, traits) }
            return nil
        }
        if traits.isDisjoint(with: [.secret, .unrecorded]) { requestParameters[source.shownName(name)] = json(value) }
        try check(value, rules, at: part, traits, shownAs: Self.shown(json(value)))
        return value
    }

    private mutating func check<Value: Sendable>(
        _ value: Value,
        _ rules: InputRules<Value>,
        at part: [InputPathPart],
        _ traits: InputTraits = [],
        shownAs shown: @autoclosure () -> String
    ) throws(Failure) {
        for rule in rules where !rule.isMet(value) {
            let shown = traits.contains(.secret) ? "***" : shown()
            try note(rule.constraint, "'\(shown)'", ownWords: rule.ownWords, of: part, traits)
        }
    }

    private mutating func note(
        _ constraint: InputConstraint,
        _ value: String,
        ownWords: String? = nil,
        of part: [InputPathPart],
        _ traits: InputTraits
    ) throws(Failure) {
        if case .declarations = source { return }
        violations.append(InputViolation(path: path + part, value: value, constraint: constraint, ownWords: ownWords))
        if traits.contains(.askedWith) { try finish() }
    }

    private mutating func declare(
        _ name: String,
        _ kind: InputDeclaration.Kind,
        isRequired: Bool,
        _ constraints: @autoclosure () -> [InputConstraint]
    ) {
        names.insert(name)
        guard case .declarations = source else { return }
        let names = path.compactMap { part -> String? in
            guard case .member(let name) = part else { return nil }
            return name
        }
        declarations.append(
            InputDeclaration(
                member: (names + [name]).joined(separator: "."),
                kind: kind,
                isRequired: isRequired,
                constraints: constraints()
            )
        )
    }

    /// A value as errors show it. The elements of a list are not shown: they may be long.
    private static func shown(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        case .array(let elements): shown(count: elements.count)
        default: ""
        }
    }

    private static func shown(count: Int) -> String { count == 0 ? "[]" : "[\(count) entries]" }
}
