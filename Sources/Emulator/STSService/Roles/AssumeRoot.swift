import AWSCore
import AWSProtocols
package import IAM
package import World

/// Credentials of a member account's root user for one task (docs/aws/sts.md, "AssumeRoot"): for principals of the
/// organization's management account, where the organization allows such sessions. A world has no delegated
/// administrators.
package struct AssumeRoot: STSOperation {
    package static let name = "AssumeRoot"
    package static let permission = Access.actions(["sts:AssumeRoot"])

    /// The policies that a session may be made for.
    static let taskPolicies = [
        "IAMAuditRootUserCredentials", "IAMCreateRootUserPassword", "IAMDeleteRootUserCredentials",
        "S3UnlockBucketPolicy", "SQSUnlockQueuePolicy",
    ]

    private let target: AccountID
    private let taskPolicy: ARN
    private let durationSeconds: Int?
    private let tokenSize: TokenSizeParameters

    package init(_ input: inout STSInput) throws(STSError) {
        let targetText = try input.requiredText("TargetPrincipal", .length(12...2_048))
        let policy = try input.requiredStructure("TaskPolicyArn") { (policy) throws(STSError) in
            try policy.text("arn", .arn + .length(20...2_048)) ?? ""
        }
        durationSeconds = try input.integer("DurationSeconds", .value(0...900))
        tokenSize = try TokenSizeParameters(&input)
        try input.finish()
        guard let target = Self.account(targetText) else { throw .invalidARN(targetText) }
        guard let taskPolicy = ARN(policy), Self.isTaskPolicy(taskPolicy) else { throw .invalidARN(policy) }
        self.target = target
        self.taskPolicy = taskPolicy
    }

    package func admit(_ call: STSCall) throws(STSError) {
        guard !call.isGlobal else { throw .notOnGlobalEndpoint(Self.name) }
        let caller = try call.signer()
        let resource = rootARN(call)
        try call.refuseRestrictedSessions(Self.name, on: resource)
        // Refused in the words of IAM, so that they do not tell how another organization is made.
        let denial = STSError.notAuthorized(try call.signerARN(), "sts:AssumeRoot", on: resource)
        if case .root = caller { throw denial }
        guard let organization = call.world.organization, organization.allowsRootSessions,
            organization.managesRoots(caller.accountID), organization.contains(target),
            target != organization.managementAccount, target != caller.accountID,
            let account = call.world.account(target),
            account.partition.name == taskPolicy.partition
        else { throw denial }
        try call.requireSTS(for: target)
    }

    package func questions(_ call: STSCall) throws(STSError) -> [Question] {
        var context = RequestContext()
        context["sts:TaskPolicyArn"] = [taskPolicy.description]
        return [Question("sts:AssumeRoot", on: try call.own(rootARN(call)), context: context)]
    }

    package func perform(_ call: STSCall) throws(STSError) -> STSResult {
        let sourceIdentity = call.session?.sourceIdentity
        let grant = SessionGrant(
            kind: .assumedRoot,
            principal: .root(target),
            seconds: durationSeconds ?? 900,
            sourceIdentity: sourceIdentity,
            taskPolicy: taskPolicy
        )
        let session = try call.issue(grant, size: tokenSize)
        return STSResult(
            [session.credentialsMember] + (sourceIdentity.map { [.text("SourceIdentity", $0)] } ?? [])
                + tokenSize.members(of: session)
        )
    }

    private func rootARN(_ call: STSCall) -> String {
        ARN.iam(call.world.partition(of: target), target, "root").description
    }

    /// The account that an account's ID or its root's ARN means.
    private static func account(_ text: String) -> AccountID? {
        if let account = AccountID(text) { return account }
        guard let arn = ARN(text), arn.service == "iam", arn.region.isEmpty, arn.resource == "root",
            Partition(name: arn.partition) != nil
        else { return nil }
        return AccountID(arn.account)
    }

    private static func isTaskPolicy(_ arn: ARN) -> Bool {
        arn.service == "iam" && arn.region.isEmpty && arn.account == "aws"
            && taskPolicies.contains { arn.resource == "policy/root-task/" + $0 }
    }
}

extension Organization {
    /// Whether an account may assume the roots of members: the management account, and one that administers IAM.
    fileprivate func managesRoots(_ account: AccountID) -> Bool {
        managementAccount == account || delegations(of: account)["iam.amazonaws.com"] != nil
    }
}
