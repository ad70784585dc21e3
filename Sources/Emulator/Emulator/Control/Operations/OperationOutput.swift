import AWSCore
import AWSProtocols
import Determinism
import Foundation

/// What an operation answered to the operator: JSON with the members in the order of AWS's answer, dates and policies as
/// the AWS CLI shows them.
package struct OperationOutput: Sendable, Equatable, ControlReply {
    package static let contentType = "application/json"

    /// The text of a JSON object; an empty one of an operation without a result.
    package let json: [UInt8]

    package func encoded() -> [UInt8] { json }

    package init(encoded bytes: [UInt8]) throws {
        guard case .object = try JSONValue.parse(bytes) else {
            throw JSONError(reason: "an object is missing", offset: 0)
        }
        json = bytes
    }

    init(_ result: OperationResult, at time: WorldTime) {
        switch result {
        case .json(let value): json = value.serialized()
        case .query(let result):
            var writer = Writer(time: time)
            writer.append(members: result?.members ?? [])
            json = writer.text
        }
    }

    /// Writes a result of the Query protocol.
    private struct Writer {
        let time: WorldTime
        var text: [UInt8] = []

        init(time: WorldTime) {
            self.time = time
        }

        mutating func append(members: [QueryResult.Member]) {
            list("{", members, "}") { writer, member in
                writer.text += JSONValue.string(member.name).serialized() + ":".utf8
                writer.append(member.value)
            }
        }

        private mutating func append(_ value: QueryResult.Value) {
            switch value {
            case .text(let string): append(json: .string(string))
            case .document(let document):
                // The AWS CLI shows policies as the JSON that they are.
                let bytes = Array(document.utf8)
                if (try? JSONValue.parse(bytes)) == nil { append(json: .string(document)) } else { text += bytes }
            case .integer(let number): append(json: .integer(number))
            case .boolean(let value): append(json: .bool(value))
            case .date(let date):
                append(json: .string(AWSDate.extended(time.forClients(date)).dropLast() + "+00:00"))
            case .structure(let members), .map(let members): append(members: members)
            case .list(let values): list("[", values, "]") { $0.append($1) }
            }
        }

        private mutating func append(json value: JSONValue) { text += value.serialized() }

        private mutating func list<Element>(
            _ begin: String,
            _ elements: [Element],
            _ end: String,
            _ append: (inout Writer, Element) -> Void
        ) {
            text += begin.utf8
            for (index, element) in elements.enumerated() {
                if index > 0 { text += ",".utf8 }
                append(&self, element)
            }
            text += end.utf8
        }
    }
}
