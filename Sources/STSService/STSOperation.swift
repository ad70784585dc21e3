package import AWSProtocols

/// One operation of STS: its input, read and checked, and what it does.
package protocol STSOperation: Sendable {
    /// Reads the members and checks all of their constraints.
    init(_ parameters: QueryParameters) throws(STSError)

    /// Refuses who may not call the operation at all, before any policy is asked.
    func admit(_ call: STSCall) throws(STSError)

    /// The input as the journal shows it: no secrets.
    var requestParameters: [String: JSONValue] { get }

    func perform(_ call: STSCall) throws(STSError) -> STSResult
}

extension STSOperation {
    package func admit(_ call: STSCall) throws(STSError) {}

    package var requestParameters: [String: JSONValue] { [:] }
}
