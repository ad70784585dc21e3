import AWSProtocols

/// The members that AssumeRole, AssumeRoleWithWebIdentity and AssumeRoleWithSAML share.
struct RoleSessionParameters: Sendable {
    let durationSeconds: Int?
    let policies: SessionPolicyParameters
    let tokenSize: TokenSizeParameters

    /// Reads all but the role's ARN and the session's name, which come first.
    ///
    /// - Parameter policyLimit: the most characters of `Policy`; AssumeRole's model has none.
    init(_ input: inout STSInput, policyLimit: Int? = nil) throws(STSError) {
        policies = try SessionPolicyParameters(&input, limit: policyLimit)
        durationSeconds = try input.integer("DurationSeconds", .value(900...43_200))
        tokenSize = try TokenSizeParameters(&input)
    }

    /// How long the session is to last: an hour where nothing is said.
    var seconds: Int { durationSeconds ?? 3_600 }
}

extension STSInput {
    mutating func roleARN() throws(STSError) -> String { try requiredText("RoleArn", .arn + .length(20...2_048)) }

    mutating func roleSessionName() throws(STSError) -> String {
        try requiredText("RoleSessionName", .sessionName)
    }
}
