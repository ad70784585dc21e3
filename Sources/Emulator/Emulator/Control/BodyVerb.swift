import AWSProtocols
import Foundation

/// A verb whose request is a body of JSON: itself.
package protocol BodyVerb: ControlVerb, Codable {
    /// The body's form, as somebody is told it who got it wrong.
    static var form: String { get }

    /// The names of its members, where one that is misspelt is to be named although the form is wrong then: because it is
    /// one that must be there.
    static var members: [String]? { get }

    /// What is said of a member that there is not.
    static func refusal(of member: String) -> String
}

extension BodyVerb {
    package init(_ message: ControlMessage) throws(ControlError) {
        guard message.query.isEmpty else { throw .invalid("\(Self.route.path) takes a body and no query.") }
        let value = try? JSONValue.parse(message.body)
        if let members = Self.members,
            let unknown = value?.object?.keys.sorted().first(where: { !members.contains($0) })
        {
            throw .invalid(Self.refusal(of: unknown))
        }
        guard let value, let request = try? JSONDecoder().decode(Self.self, from: Data(message.body)),
            let whole = (try? ControlJSON.encoded(request)).flatMap({ try? JSONValue.parse($0) })
        else { throw .invalid("The body is not JSON of the form \(Self.form).") }
        // What is misspelt would otherwise be another request than the one that was meant.
        if let unknown = Self.unknown(value, beside: whole) { throw .invalid(Self.refusal(of: unknown)) }
        self = request
    }

    package static var members: [String]? { nil }

    package static func refusal(of member: String) -> String {
        "The body has '\(member)', which is not known here; it is JSON of the form \(form)."
    }

    package func message() throws -> ControlMessage { ControlMessage(body: try ControlJSON.encoded(self)) }

    /// The first member of a value that what was made of it does not have. One that is null says nothing.
    private static func unknown(_ value: JSONValue, beside known: JSONValue) -> String? {
        switch (value, known) {
        case (.object(let members), .object(let known)):
            for (name, member) in members.sorted(by: { $0.key < $1.key }) where !member.isNull {
                guard let other = known[name] else { return name }
                if let unknown = unknown(member, beside: other) { return unknown }
            }
            return nil
        case (.array(let elements), .array(let known)):
            return zip(elements, known).lazy.compactMap { unknown($0, beside: $1) }.first
        default: return nil
        }
    }
}
