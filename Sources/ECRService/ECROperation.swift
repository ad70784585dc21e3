package import AWSProtocols

/// One operation of the ECR API: its input, and what it does.
package protocol ECROperation: Sendable {
    /// Reads the members; checks their types and what a resource's ARN is formed from. The rest is checked by
    /// ``perform(_:)``, for IAM is asked in between (emulator.md A.3).
    init(_ members: InputMembers) throws(ECRError)

    /// The input as the journal shows it: no secrets.
    var requestParameters: [String: JSONValue] { get }

    func perform(_ call: ECRCall) throws(ECRError) -> JSONValue
}

extension ECROperation {
    package var requestParameters: [String: JSONValue] { [:] }
}
