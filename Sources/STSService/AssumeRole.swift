import AWSCore
package import AWSProtocols
package import World

/// A role's temporary credentials (emulator.md C.4).
package struct AssumeRole: STSOperation {
    static let name = "AssumeRole"

    package let roleARN: String
    package let sessionName: String
    package let durationSeconds: Int?

    package init(_ parameters: QueryParameters) throws(STSError) {
        let session = try SessionParameters(parameters)
        let roleARN = parameters["RoleArn"]
        let sessionName = parameters["RoleSessionName"]
        var checks = ParameterChecks()
        checks.text(roleARN, "roleArn", isRequired: true, length: 20...2048, matching: .arn)
        checks.text(sessionName, "roleSessionName", isRequired: true, length: 2...64, matching: .name)
        session.check(into: &checks, duration: 900...43_200)
        try checks.finish()
        self.roleARN = roleARN ?? ""
        self.sessionName = sessionName ?? ""
        durationSeconds = session.durationSeconds
        guard RoleName(self.roleARN) != nil else { throw .invalidARN(self.roleARN) }
        try session.refuseUnevaluated(of: Self.name)
    }

    package func admit(_ call: STSCall) throws(STSError) {
        if case .root = call.caller { throw .rootMayNotAssumeRoles }
    }

    /// The role that is asked for; nil where there is none.
    package func role(_ call: STSCall) -> Role? {
        guard let name = RoleName(roleARN), let role = call.world.role(name.account, name.name) else { return nil }
        // The path and the partition of the ARN must be the role's as well.
        return role.arn.description == roleARN ? role : nil
    }

    package var requestParameters: [String: JSONValue] {
        var parameters: [String: JSONValue] = ["roleArn": .string(roleARN), "roleSessionName": .string(sessionName)]
        if let durationSeconds { parameters["durationSeconds"] = .integer(durationSeconds) }
        return parameters
    }

    package func perform(_ call: STSCall) throws(STSError) -> STSResult {
        guard let role = role(call) else {
            throw .internalFailure("The role \(roleARN) went away while it was being assumed.")
        }
        let seconds = durationSeconds ?? 3_600
        if case .roleSession = call.caller, seconds > 3_600 { throw .durationExceedsChaining }
        guard seconds <= role.maxSessionDuration else { throw .durationExceedsRole }
        let principal = Principal.roleSession(role.account, role: role.name, session: sessionName)
        let session = try call.issue(.assumedRole, as: principal, seconds: seconds)
        return STSResult([
            .structure(
                "AssumedRoleUser",
                [
                    .text("AssumedRoleId", call.world.userID(of: principal)),
                    .text("Arn", call.world.arn(of: principal).description),
                ]
            ),
            session.credentialsMember,
        ])
    }
}

/// What `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME` says.
private struct RoleName {
    let account: AccountID
    let name: String

    init?(_ text: String) {
        guard
            let arn = ARN(text), arn.service == "iam", arn.region.isEmpty, Partition(name: arn.partition) != nil,
            let account = AccountID(arn.account), arn.resource.hasPrefix("role/"),
            let name = arn.resource.split(separator: "/", omittingEmptySubsequences: false).last, !name.isEmpty
        else { return nil }
        self.account = account
        self.name = String(name)
    }
}
