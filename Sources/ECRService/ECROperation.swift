package import AWSProtocols

/// One operation of the ECR API: its input, what IAM is asked, and what it does.
package protocol ECROperation: Sendable {
    /// The IAM action that the operation is named by; every question about it asks this one first.
    static var action: String { get }

    /// Reads the members; checks their types and what a resource's ARN is formed from. The rest is checked by
    /// ``perform(_:)``, for IAM is asked in between (emulator.md A.3).
    init(_ members: InputMembers) throws(ECRError)

    /// What IAM must allow, in the order in which it is asked; never empty. The first refusal ends the call.
    func questions(_ call: ECRCall) -> [ECRQuestion]

    /// The input as the journal shows it: no secrets.
    var requestParameters: [String: JSONValue] { get }

    /// Does it, for a caller that may.
    ///
    /// - Returns: the output's members.
    func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue
}

extension ECROperation {
    package var requestParameters: [String: JSONValue] { [:] }
}
