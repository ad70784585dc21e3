package import Foundation
import Text

/// What an operation of the AWS Query protocol answers: members in AWS's order, which are then written as XML or as
/// JSON.
package struct QueryResult: Sendable, Equatable {
    package struct Member: Sendable, Equatable {
        package let name: String
        package let value: Value

        package init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    package indirect enum Value: Sendable, Equatable {
        case text(String)
        /// A policy, which answers have percent-encoded, as IAM sends them (docs/aws/iam-api.md, "Documents").
        case document(String)
        case integer(Int)
        case boolean(Bool)
        /// ISO 8601 in XML, seconds since the epoch in JSON.
        case date(Date)
        case structure([Member])
        /// Each element is a `member`.
        case list([Value])
        /// Each entry has a `key` and a `value`; the names of the members are the keys.
        case map([Member])
    }

    package let members: [Member]

    package init(_ members: [Member]) {
        self.members = members
    }
}

extension QueryResult.Member {
    package static func text(_ name: String, _ value: String) -> Self { Self(name, .text(value)) }
    package static func integer(_ name: String, _ value: Int) -> Self { Self(name, .integer(value)) }
    package static func boolean(_ name: String, _ value: Bool) -> Self { Self(name, .boolean(value)) }
    package static func date(_ name: String, _ value: Date) -> Self { Self(name, .date(value)) }
    package static func structure(_ name: String, _ members: [Self]) -> Self { Self(name, .structure(members)) }

    /// A list of structures.
    package static func structures(_ name: String, _ elements: [[Self]]) -> Self {
        Self(name, .list(elements.map { .structure($0) }))
    }

    /// A list of texts.
    package static func texts(_ name: String, _ elements: [String]) -> Self {
        Self(name, .list(elements.map { .text($0) }))
    }
}

extension QueryResult {
    /// The members as elements.
    ///
    /// - Parameter date: how a moment is written.
    package func xml(_ date: (Date) -> String) -> [XMLNode] { members.map { Self.xml($0.name, $0.value, date) } }

    private static func xml(_ name: String, _ value: Value, _ date: (Date) -> String) -> XMLNode {
        switch value {
        case .text(let text): XMLNode(name, text: text)
        case .document(let text): XMLNode(name, text: PercentEncoding.encode(text))
        case .integer(let number): XMLNode(name, text: String(number))
        case .boolean(let value): XMLNode(name, text: value ? "true" : "false")
        case .date(let moment): XMLNode(name, text: date(moment))
        case .structure(let members): XMLNode(name, members.map { xml($0.name, $0.value, date) })
        case .list(let elements): XMLNode(name, elements.map { xml("member", $0, date) })
        case .map(let entries):
            XMLNode(
                name,
                entries.map { XMLNode("entry", [XMLNode("key", text: $0.name), xml("value", $0.value, date)]) }
            )
        }
    }

    /// The members as an object.
    ///
    /// - Parameter date: a moment in seconds since the epoch.
    package func json(_ date: (Date) -> Int) -> JSONValue { Self.json(.structure(members), date) }

    private static func json(_ value: Value, _ date: (Date) -> Int) -> JSONValue {
        switch value {
        case .text(let text): .string(text)
        case .document(let text): .string(PercentEncoding.encode(text))
        case .integer(let number): .integer(number)
        case .boolean(let value): .bool(value)
        case .date(let moment): .integer(date(moment))
        case .structure(let members), .map(let members):
            .object(Dictionary(members.map { ($0.name, json($0.value, date)) }) { first, _ in first })
        case .list(let elements): .array(elements.map { json($0, date) })
        }
    }
}
