/// One thing that can be asked of an emulator beside AWS's calls: the value is the request, and says where it goes over HTTP,
/// what is answered, and what it does. It is the same in process and under `/_drydock/`.
///
/// Every verb has a row in ``ControlTable``.
package protocol ControlVerb: Sendable {
    associatedtype Reply: ControlReply

    /// Where it is reached over HTTP.
    static var route: ControlRoute { get }

    /// The request that an HTTP request carries.
    ///
    /// - Throws: ``ControlError`` for what is not of its form, names that there are not among it.
    init(_ message: ControlMessage) throws(ControlError)

    /// What an HTTP request carries.
    ///
    /// - Throws: what an encoder does.
    func message() throws -> ControlMessage

    /// Does it.
    ///
    /// - Throws: ``ControlError``; then nothing has changed.
    func perform(on emulator: Emulator) async throws(ControlError) -> Reply
}

/// Where a verb is reached over HTTP.
package struct ControlRoute: Sendable, Hashable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case delete = "DELETE"
    }

    package let method: Method
    /// What follows `/_drydock/`.
    package let path: String

    package init(_ method: Method, _ path: String) {
        self.method = method
        self.path = path
    }
}

/// What a verb's HTTP request carries: a query or a body.
package struct ControlMessage: Sendable, Equatable {
    package struct Parameter: Sendable, Equatable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// In their order.
    package let query: [Parameter]
    package let body: [UInt8]

    package init(query: [Parameter] = [], body: [UInt8] = []) {
        self.query = query
        self.body = body
    }
}

/// What is answered to a verb: JSON, unless it says otherwise.
package protocol ControlReply: Sendable {
    static var contentType: String { get }

    /// As it is sent.
    func encoded() throws -> [UInt8]

    init(encoded bytes: [UInt8]) throws
}
