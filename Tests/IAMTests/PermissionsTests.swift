import AWSCore
import IAM
import Testing

@Suite("Who may do what until policies are evaluated")
struct PermissionsTests {
    private let home: AccountID
    private let other: AccountID
    private let admin: ARN
    private let user: ARN

    init() throws {
        home = try #require(AccountID("123456789012"))
        other = try #require(AccountID("999999999999"))
        admin = ManagedPolicy.administratorAccess.arn(in: .aws)
        user = .iam(.aws, home, "user/developer")
    }

    @Test("Root may do everything in its own account and nothing in another")
    func root() {
        #expect(Permissions.root.decide(isOwnAccount: true).reason == .root)
        #expect(Permissions.root.decide(isOwnAccount: true).isAllowed)
        #expect(Permissions.root.decide(isOwnAccount: false) == Decision(verdict: .deny, reason: .resourcePolicySilent))
    }

    @Test(
        "An administrator may do everything at home, by a statement that is named; without a policy nothing is allowed"
    )
    func identity() {
        let decision = Permissions.identity(policies: [admin]).decide(isOwnAccount: true)
        #expect(decision.isAllowed)
        #expect(decision.reason == .allowedBy(admin))
        #expect(decision.statements == ["arn:aws:iam::aws:policy/AdministratorAccess: Allow * on *"])
        #expect(Permissions.identity(policies: []).decide(isOwnAccount: true).reason == .identityPolicySilent)
        #expect(Permissions.identity(policies: []).decide(isOwnAccount: true).isAllowed == false)
        #expect(Permissions.identity(policies: [admin]).decide(isOwnAccount: false).isAllowed == false)
    }

    @Test("A federated user may do nothing, however much its issuer may")
    func federated() {
        let decision = Permissions.federated(issuerPolicies: [admin]).decide(isOwnAccount: true)
        #expect(decision == Decision(verdict: .deny, reason: .sessionPolicySilent))
        #expect(Permissions.federated(issuerPolicies: []).decide(isOwnAccount: true).reason == .identityPolicySilent)
    }

    /// A role's trust, the caller's account, whether it is an administrator, and what comes of it.
    struct TrustCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let trusted: String
        var fromOtherAccount = false
        var isAdministrator = true
        let reason: Decision.Reason
    }

    private static let adminReason = Decision.Reason.allowedBy(ManagedPolicy.administratorAccess.arn(in: .aws))

    @Test(
        "A role is assumed by whom its trust policy lets in",
        arguments: [
            TrustCase(
                testDescription: "named itself, at home, without a policy of its own",
                trusted: "arn:aws:iam::123456789012:user/developer",
                isAdministrator: false,
                reason: .allowedByTrustPolicy
            ),
            TrustCase(
                testDescription: "the account is named, and the caller has a policy",
                trusted: "arn:aws:iam::123456789012:root",
                reason: adminReason
            ),
            TrustCase(
                testDescription: "the account is named by its ID, and the caller has no policy",
                trusted: "123456789012",
                isAdministrator: false,
                reason: .identityPolicySilent
            ),
            TrustCase(testDescription: "everyone, with a policy", trusted: "*", reason: adminReason),
            TrustCase(
                testDescription: "everyone, without a policy",
                trusted: "*",
                isAdministrator: false,
                reason: .identityPolicySilent
            ),
            TrustCase(
                testDescription: "another user is named",
                trusted: "arn:aws:iam::123456789012:user/developer2",
                reason: .trustPolicySilent
            ),
            TrustCase(
                testDescription: "another account is named",
                trusted: "arn:aws:iam::999999999999:root",
                reason: .trustPolicySilent
            ),
            TrustCase(
                testDescription: "named itself, in another account, with a policy",
                trusted: "arn:aws:iam::999999999999:user/developer",
                fromOtherAccount: true,
                reason: adminReason
            ),
            TrustCase(
                testDescription: "named itself, in another account, without a policy",
                trusted: "arn:aws:iam::999999999999:user/developer",
                fromOtherAccount: true,
                isAdministrator: false,
                reason: .identityPolicySilent
            ),
        ]
    )
    func assumeRole(_ test: TrustCase) throws {
        let caller = test.fromOtherAccount ? other : home
        let trust = try TrustPolicy(principals: .text(test.trusted, line: 1))
        let decision = Permissions.identity(policies: test.isAdministrator ? [admin] : []).decideAssumeRole(
            trust: trust,
            callerNames: [.iam(.aws, caller, "user/developer")],
            callerAccount: caller,
            roleAccount: home
        )
        #expect(decision.reason == test.reason)
        #expect(decision.isAllowed == [.allowedByTrustPolicy, Self.adminReason].contains(test.reason))
    }

    @Test("No role, root and federated users: all refused alike, whatever is trusted")
    func neverAssumed() throws {
        let everyone = try TrustPolicy(principals: .text("*", line: 1))
        let refused: [(Permissions, TrustPolicy?)] = [
            (.identity(policies: [admin]), nil), (.root, everyone), (.federated(issuerPolicies: [admin]), everyone),
        ]
        for (permissions, trust) in refused {
            let decision = permissions.decideAssumeRole(
                trust: trust,
                callerNames: [user],
                callerAccount: home,
                roleAccount: home
            )
            #expect(decision == Decision(verdict: .deny, reason: .trustPolicySilent))
        }
    }

    @Test("A role session is let in by its role's ARN")
    func chaining() throws {
        let trust = try TrustPolicy(principals: .text("arn:aws:iam::123456789012:role/first", line: 1))
        let names: [ARN] = [.sts(.aws, home, "assumed-role/first/s"), .iam(.aws, home, "role/first")]
        let decision = Permissions.identity(policies: [])
            .decideAssumeRole(trust: trust, callerNames: names, callerAccount: home, roleAccount: home)
        #expect(decision.reason == .allowedByTrustPolicy)
        #expect(decision.statements.count == 1)
    }

    @Test("AdministratorAccess goes by its name and by its ARN in the right partition, and nothing else goes")
    func managedPolicies() {
        #expect(ManagedPolicy(reference: "AdministratorAccess", in: .china) == .administratorAccess)
        #expect(ManagedPolicy(reference: "arn:aws-cn:iam::aws:policy/AdministratorAccess", in: .china) != nil)
        #expect(ManagedPolicy(reference: "arn:aws:iam::aws:policy/AdministratorAccess", in: .china) == nil)
        #expect(ManagedPolicy(reference: "administratoraccess", in: .aws) == nil)
        #expect(ManagedPolicy(reference: "ReadOnlyAccess", in: .aws) == nil)
    }
}
