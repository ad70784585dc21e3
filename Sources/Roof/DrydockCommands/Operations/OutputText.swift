import AWSProtocols
import Text

/// An operation's answer as it is printed: JSON as the AWS CLI has it, with the members in their order.
enum OutputText {
    /// - Parameters:
    ///   - path: names joined by dots, which lead to what is to be printed; nil is everything.
    ///   - isPlain: whether a text or a number is printed without JSON around it.
    /// - Returns: nil where there is nothing to print.
    static func of(_ json: [UInt8], at path: String?, isPlain: Bool) throws(UsageError) -> String? {
        var node: JSONNode
        do throws(JSONFault) {
            node = try JSONNode.parse(json, JSONRules(depth: JSONValue.depthLimit))
        } catch {
            throw UsageError(description: "the answer is not JSON: \(error.reason)")
        }
        if path == nil, case .object(let members) = node.content, members.isEmpty { return nil }
        for name in path?.split(separator: ".", omittingEmptySubsequences: false) ?? [] {
            guard case .object(let members) = node.content, let member = members.first(where: { $0.name == name })
            else {
                throw UsageError(
                    description: "the answer has no member '\(name)'; --query takes names joined by dots, such as "
                        + "AccessKey.AccessKeyId"
                )
            }
            node = member.value
        }
        guard isPlain else { return text(node, indentation: "") }
        switch node.content {
        case .string(let text): return text
        case .number(let literal): return number(literal)
        case .bool(let value): return value ? "True" : "False"
        case .null: return "None"
        case .array, .object:
            throw UsageError(
                description: "--output text prints a single value only; name one with --query, or take JSON"
            )
        }
    }

    private static func text(_ node: JSONNode, indentation: String) -> String {
        let inner = indentation + "    "
        switch node.content {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .number(let literal): return number(literal)
        case .string(let string): return quoted(string)
        case .array(let elements):
            return lines("[", elements.map { text($0, indentation: inner) }, "]", indentation)
        case .object(let members):
            return lines(
                "{",
                members.map { quoted($0.name) + ": " + text($0.value, indentation: inner) },
                "}",
                indentation
            )
        }
    }

    private static func lines(_ begin: String, _ elements: [String], _ end: String, _ indentation: String) -> String {
        guard !elements.isEmpty else { return begin + end }
        let inner = indentation + "    "
        return begin + "\n" + elements.map { inner + $0 }.joined(separator: ",\n") + "\n" + indentation + end
    }

    /// The AWS CLI writes a time in its digits, where the answer has an exponent.
    private static func number(_ literal: String) -> String {
        guard literal.contains("E"), let value = Double(literal) else { return literal }
        return value.description
    }

    private static func quoted(_ string: String) -> String {
        String(decoding: JSONValue.string(string).serialized(), as: UTF8.self)
    }
}
