/// What the variables of a page stand for.
///
/// Each stands for one thing, and no two of a kind for the same.
package struct Bindings: Sendable, Equatable {
    /// A variable and what it stands for.
    package struct Binding: Sendable, Hashable, Codable {
        package let variable: String
        package let kind: VariableKind
        package let value: String
    }

    private struct Value: Hashable {
        let kind: VariableKind
        let text: String
    }

    /// In the order in which they were bound.
    package private(set) var all: [Binding] = []
    /// The names that the page declares, with their brackets, and what each may stand for.
    let captures: [String: CapturePattern]
    /// What looks like a variable but is known: it stands for itself.
    private let constants: Set<String>
    private var values: [String: String] = [:]
    private var variables: [Value: String] = [:]
    private var forms: [String: String] = [:]

    /// - Parameters:
    ///   - texts: the world, the front matter and the files that the page writes; what looks like a variable in them is
    ///     none.
    ///   - captures: the names that the page declares, with their brackets.
    package init(constantsIn texts: [String] = [], captures: [String: CapturePattern] = [:]) {
        self.captures = captures
        var constants: Set<String> = []
        for text in texts {
            let bytes = Array(text.utf8)
            for finding in VariableScanner.scan(bytes) where finding.shape != .form {
                constants.insert(String(decoding: bytes[finding.range], as: UTF8.self))
            }
        }
        self.constants = constants
    }

    /// What an outcome says of them.
    init(_ bindings: [Binding]) {
        self.init()
        for binding in bindings { _ = bind(binding.variable, binding.kind, to: binding.value) }
    }

    package func isConstant(_ text: String) -> Bool { constants.contains(text) }

    /// What stands for `text`, a variable or a form of a UUID; nil where it is not bound.
    package func value(of text: String) -> String? { values[text] ?? forms[text] }

    /// The variable that stands for `value`.
    package func variable(_ kind: VariableKind, for value: String) -> String? {
        variables[Value(kind: kind, text: value)]
    }

    /// Lets `variable` stand for `value`; false where one of them is taken, or `value` is known to the page by its own
    /// name.
    mutating func bind(_ variable: String, _ kind: VariableKind, to value: String) -> Bool {
        let key = Value(kind: kind, text: value)
        if kind == .capture {
            // Two names may well stand for the same, and for what the page knows.
            guard values[variable] == nil else { return false }
            values[variable] = value
            all.append(Binding(variable: variable, kind: kind, value: value))
            return true
        }
        guard values[variable] == nil, variables[key] == nil, !constants.contains(value) else { return false }
        values[variable] = value
        variables[key] = variable
        all.append(Binding(variable: variable, kind: kind, value: value))
        if kind == .uuid {
            for (form, actual) in zip(Self.forms(of: variable), Self.forms(of: value)) where forms[form] == nil {
                forms[form] = actual
            }
        }
        return true
    }

    /// `text` with each bound variable and each form of one replaced by what it stands for.
    package func substituted(in text: String) -> String {
        let text = captures.isEmpty ? text : withCaptures(text)
        return replaced(text) { value(of: $0) }
    }

    /// The declared names in `text` that stand for nothing yet.
    func unbound(in text: String) -> [String] {
        guard !captures.isEmpty else { return [] }
        return CaptureName.scan(Array(text.utf8)).filter { isCapture($0) && values[$0.text] == nil }.map(\.text)
    }

    private func isCapture(_ finding: CaptureName.Finding) -> Bool {
        !finding.isEscaped && captures[finding.text] != nil
    }

    private func withCaptures(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        for finding in CaptureName.scan(bytes) where captures[finding.text] != nil {
            let value = finding.isEscaped ? finding.text : values[finding.text] ?? finding.text
            result += bytes[index..<finding.range.lowerBound] + Array(value.utf8)
            index = finding.range.upperBound
        }
        return String(decoding: result + bytes[index...], as: UTF8.self)
    }

    /// `text` with what stands for a variable replaced by the variable: the way back to the page's words.
    package func reversed(in text: String) -> String {
        var names: [String: String] = [:]
        for binding in all where binding.kind != .capture {
            names[binding.value] = binding.variable
            guard binding.kind == .uuid else { continue }
            for (form, name) in zip(Self.forms(of: binding.value), Self.forms(of: binding.variable)) {
                names[form] = names[form] ?? name
            }
        }
        return replaced(text) { names[$0] }
    }

    private func replaced(_ text: String, by replacement: (String) -> String?) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        for finding in VariableScanner.scan(bytes) {
            guard let value = replacement(String(decoding: bytes[finding.range], as: UTF8.self)) else { continue }
            result += bytes[index..<finding.range.lowerBound] + Array(value.utf8)
            index = finding.range.upperBound
        }
        return String(decoding: result + bytes[index...], as: UTF8.self)
    }

    /// The 32 digits, the first 8 characters and the first 32 characters of a UUID.
    private static func forms(of uuid: String) -> [String] {
        [uuid.filter { $0 != "-" }, String(uuid.prefix(8)), String(uuid.prefix(32))]
    }
}
