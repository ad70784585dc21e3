import AWSProtocols

/// A verb whose request is a query, perhaps without parameters.
package protocol QueryVerb: ControlVerb {
    /// The names of its parameters. Others are refused, and so is one that is given twice.
    static var parameters: [String] { get }

    /// - Parameter query: the values of the parameters that are given.
    init(query: [String: String]) throws(ControlError)

    /// The parameters that are given.
    var query: [ControlMessage.Parameter] { get }

    /// What is said of a parameter that there is not.
    static func refusal(of name: String) -> String
}

extension QueryVerb {
    package init(_ message: ControlMessage) throws(ControlError) {
        guard message.body.isEmpty || (try? JSONValue.parse(message.body)) == .object([:]) else {
            throw .invalid("\(Self.route.path) takes no body.")
        }
        var query: [String: String] = [:]
        for parameter in message.query {
            guard Self.parameters.contains(parameter.name) else {
                throw .invalid(Self.refusal(of: parameter.name))
            }
            guard query.updateValue(parameter.value, forKey: parameter.name) == nil else {
                throw .invalid("'\(parameter.name)' is given twice; give it once.")
            }
        }
        try self.init(query: query)
    }

    package func message() -> ControlMessage { ControlMessage(query: query) }

    package static func refusal(of name: String) -> String {
        let known = parameters.isEmpty ? "none" : parameters.joined(separator: ", ")
        return "\(route.path) has no parameter '\(name)'; it has \(known)."
    }
}

extension QueryVerb {
    /// A parameter's number, from 0 up; nil where it is not given.
    static func number(_ name: String, in query: [String: String]) throws(ControlError) -> Int? {
        guard let text = query[name] else { return nil }
        guard let number = Int(text), number >= 0 else { throw .invalid("'\(text)' is not a number for \(name).") }
        return number
    }
}

/// A verb that is asked for without anything else.
package protocol PlainVerb: QueryVerb {
    init()
}

extension PlainVerb {
    package static var parameters: [String] { [] }

    package init(query: [String: String]) { self.init() }

    package var query: [ControlMessage.Parameter] { [] }
}
