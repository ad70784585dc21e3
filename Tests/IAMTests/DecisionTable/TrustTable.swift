import IAM
import Testing

@Suite("Decisions: assuming roles")
struct TrustTable {
    private static let user = Table.user.asking("sts:AssumeRole", on: Table.role)
    private static let session = Table.session.asking("sts:AssumeRole", on: Table.role)
    private static let abroad = Table.user.asking("sts:AssumeRole", on: Table.theirRole, of: Table.theirs)
    private static let sessionAbroad = Table.session.asking("sts:AssumeRole", on: Table.theirRole, of: Table.theirs)
    private static let both: Expected = .allow([.identity, .resource])
    private static let byTrust: Expected = .allow([.resource])

    private static let named = #"{"AWS":"arn:aws:iam::111122223333:user/stefan"}"#
    private static let account = #"{"AWS":"arn:aws:iam::111122223333:root"}"#
    private static let role = #"{"AWS":"arn:aws:iam::111122223333:role/teams/ci"}"#
    private static let ofSession = #"{"AWS":"arn:aws:sts::111122223333:assumed-role/ci/run"}"#
    private static let other = #"{"AWS":"arn:aws:iam::777788889999:root"}"#

    private static func row(
        _ name: String,
        _ request: NaiveRequest,
        _ trust: Say,
        _ principal: String,
        _ says: [NaiveLayer: Say],
        _ expected: Expected
    ) -> TableRow {
        let all = says.merging([.resource: trust]) { $1 }
        return LayeredCase.row(name, request, all, naming: principal, isTrust: true, expected)
    }

    @Test("Trust policy and identity policy", arguments: pairings)
    func checkPairing(_ row: TableRow) throws { try row.check() }

    private static let pairings = [
        row("no such role", user, .absent, "", [.identity: .allow], .trustSilent),
        row("trust silent", user, .silent, named, [.identity: .allow], .trustSilent),
        row("trust names another account", user, .allow, other, [.identity: .allow], .trustSilent),
        row("trust denies", user, .deny, named, [.identity: .allow], .trustDeny),
        row("trust denies another", user, .deny, other, [.identity: .allow], .trustSilent),
        row("trust names the user, identity silent", user, .allow, named, [:], .allow([.resource])),
        row("trust names the user, identity allows", user, .allow, named, [.identity: .allow], both),
        row("trust names the user, identity denies", user, .allow, named, [.identity: .deny], .deny(.identity)),
        row("trust names the account, identity silent", user, .allow, account, [:], .silent(.identity)),
        row("trust names the account, identity allows", user, .allow, account, [.identity: .allow], both),
        row("trust names everyone, identity silent", user, .allow, #""*""#, [:], .allow([.resource])),
        row("trust names everyone of AWS, identity silent", user, .allow, #"{"AWS":"*"}"#, [:], .allow([.resource])),
        row("trust names everyone, a session, identity silent", session, .allow, #""*""#, [:], .allow([.resource])),
        row("trust names everyone, identity allows", user, .allow, #"{"AWS":"*"}"#, [.identity: .allow], both),
        row("trust names everyone, identity denies", user, .allow, #""*""#, [.identity: .deny], .deny(.identity)),
        row("trust denies everyone", user, .deny, #""*""#, [.identity: .allow], .trustDeny),
        row(
            "trust names everyone beside another account, identity silent",
            user,
            .allow,
            #"{"AWS":["777788889999","*"]}"#,
            [:],
            .allow([.resource])
        ),
        row("nobody says anything", user, .silent, named, [:], .trustSilent),
        row("both deny", user, .deny, named, [.identity: .deny], .deny(.identity)),
        row("trust names the session's role, identity silent", session, .allow, role, [:], .allow([.resource])),
        row("trust names the session, identity silent", session, .allow, ofSession, [:], .allow([.resource])),
        row("trust names a user, a session asks", session, .allow, named, [.identity: .allow], .trustSilent),
        row("abroad, trust names the user, identity silent", abroad, .allow, named, [:], .silent(.identity)),
        row("abroad, trust names the user, identity allows", abroad, .allow, named, [.identity: .allow], both),
        row("abroad, trust names the account, identity allows", abroad, .allow, account, [.identity: .allow], both),
        row("abroad, trust names the account, identity silent", abroad, .allow, account, [:], .silent(.identity)),
        row("abroad, trust names everyone, identity allows", abroad, .allow, #""*""#, [.identity: .allow], both),
        row("abroad, trust names everyone, identity silent", abroad, .allow, #""*""#, [:], .silent(.identity)),
        row("abroad, trust names others", abroad, .allow, other, [.identity: .allow], .trustSilent),
        row("abroad, trust silent, identity silent", abroad, .silent, named, [:], .trustSilent),
        row("abroad, trust denies", abroad, .deny, account, [.identity: .allow], .trustDeny),
        row("abroad, no such role", abroad, .absent, "", [.identity: .allow], .trustSilent),
        row("abroad, trust names the session's role", sessionAbroad, .allow, role, [.identity: .allow], both),
        row(
            "abroad, trust names the session's role, identity silent",
            sessionAbroad,
            .allow,
            role,
            [:],
            .silent(.identity)
        ),
    ]

    @Test("What limits the caller limits it here too", arguments: limits)
    func checkLimit(_ row: TableRow) throws { try row.check() }

    private static let limits = [
        row("SCP silent", user, .allow, named, [.serviceControl: .silent], .silent(.serviceControl)),
        row("SCP denies", user, .allow, named, [.serviceControl: .deny], .deny(.serviceControl)),
        row("RCP denies", user, .allow, named, [.resourceControl: .deny], .deny(.resourceControl)),
        row(
            "boundary silent, account named",
            user,
            .allow,
            account,
            [.identity: .allow, .boundary: .silent],
            .silent(.boundary)
        ),
        row(
            "boundary silent, everyone named",
            user,
            .allow,
            #""*""#,
            [.identity: .allow, .boundary: .silent],
            both
        ),
        row("boundary silent, everyone named, a session", session, .allow, #""*""#, [.boundary: .silent], byTrust),
        row("boundary denies, everyone named", user, .allow, #""*""#, [.boundary: .deny], .deny(.boundary)),
        row("session silent, everyone named", session, .allow, #""*""#, [.session: .silent], byTrust),
        row("session denies, everyone named", session, .allow, #""*""#, [.session: .deny], .deny(.session)),
        row("SCP silent, everyone named", user, .allow, #""*""#, [.serviceControl: .silent], .silent(.serviceControl)),
        row("RCP denies, everyone named", user, .allow, #""*""#, [.resourceControl: .deny], .deny(.resourceControl)),
        row("boundary silent, role named", session, .allow, role, [.boundary: .silent], .silent(.boundary)),
        row("boundary denies, user named", user, .allow, named, [.boundary: .deny], .deny(.boundary)),
        row(
            "boundary silent, user named abroad",
            abroad,
            .allow,
            named,
            [.identity: .allow, .boundary: .silent],
            .silent(.boundary)
        ),
        row("session silent, role named", session, .allow, role, [.session: .silent], .silent(.session)),
        row(
            "session silent, account named",
            session,
            .allow,
            account,
            [.identity: .allow, .session: .silent],
            .silent(.session)
        ),
        row("session denies, session named", session, .allow, ofSession, [.session: .deny], .deny(.session)),
        row("session allows, role named", session, .allow, role, [.session: .allow], .allow([.resource])),
        // A trust policy is a resource policy: whom it names within its account stands above silences as in any.
        row("boundary silent, user named", user, .allow, named, [.boundary: .silent], .allow([.resource])),
        row("session silent, session named", session, .allow, ofSession, [.session: .silent], .allow([.resource])),
        row(
            "root assumes no role",
            Table.root.asking("sts:AssumeRole", on: Table.role),
            .allow,
            account,
            [:],
            .trustSilent
        ),
        row(
            "a federated user assumes no role",
            Table.guest.asking("sts:AssumeRole", on: Table.role),
            .allow,
            #""*""#,
            [.identity: .allow, .session: .allow],
            .trustSilent
        ),
    ]

    /// - Parameter statement: of the trust policy, less its effect.
    private static func conditional(
        _ name: String,
        _ request: NaiveRequest,
        _ statement: String,
        _ expected: Expected,
        effect: String = "Allow"
    ) -> TableRow {
        TableRow(
            name: name,
            sample: {
                var sample = AccessCase(request: request, isTrust: true)
                let json = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"\(effect)\",\(statement)}}"
                sample.resource = [try SamplePolicy(json, .trust)]
                return sample
            },
            expected: expected
        )
    }

    @Test("Actions and conditions of trust policies", arguments: conditions)
    func checkCondition(_ row: TableRow) throws { try row.check() }

    private static func with(_ context: [String: [String]], _ action: String = "sts:AssumeRole") -> NaiveRequest {
        Table.user.asking(action, on: Table.role, with: context)
    }

    private static let external =
        #""Principal":\#(named),"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"x-1"}}"#
    private static let multiFactor =
        #""Principal":\#(named),"Action":"sts:AssumeRole","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#
    private static let age =
        #""Principal":\#(named),"Action":"sts:AssumeRole","Condition":{"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}}"#
    private static let transitive =
        #""Principal":\#(named),"Action":"sts:*","Condition":{"ForAllValues:StringEquals":{"sts:TransitiveTagKeys":["team"]}}"#
    private static let conditions = [
        conditional("external ID", with(["sts:ExternalId": ["x-1"]]), external, .allow([.resource])),
        conditional("wrong external ID", with(["sts:ExternalId": ["x-2"]]), external, .trustSilent),
        conditional("no external ID", with([:]), external, .trustSilent),
        conditional("MFA", with(["aws:MultiFactorAuthPresent": ["true"]]), multiFactor, .allow([.resource])),
        conditional("no MFA", with([:]), multiFactor, .trustSilent),
        conditional("MFA young enough", with(["aws:MultiFactorAuthAge": ["60"]]), age, .allow([.resource])),
        conditional("MFA too old", with(["aws:MultiFactorAuthAge": ["3600"]]), age, .trustSilent),
        conditional("transitive tags", with(["sts:TransitiveTagKeys": ["team"]]), transitive, .allow([.resource])),
        conditional(
            "other transitive tags",
            with(["sts:TransitiveTagKeys": ["team", "env"]]),
            transitive,
            .trustSilent
        ),
        conditional("no transitive tags", with([:]), transitive, .allow([.resource])),
        conditional(
            "tags without the right",
            with([:], "sts:TagSession"),
            #""Principal":\#(named),"Action":"sts:AssumeRole""#,
            .trustSilent
        ),
        conditional(
            "source identity with the right",
            with([:], "sts:SetSourceIdentity"),
            #""Principal":\#(named),"Action":["sts:AssumeRole","sts:SetSourceIdentity"]"#,
            .allow([.resource])
        ),
        conditional(
            "denied without a key",
            with([:]),
            #""Principal":"*","Action":"sts:*","Condition":{"StringNotEquals":{"sts:ExternalId":"x-1"}}"#,
            .trustDeny,
            effect: "Deny"
        ),
    ]

    @Test("Identities that a provider vouches for", arguments: federated)
    func checkFederated(_ row: TableRow) throws { try row.check() }

    private static let provider = "arn:aws:iam::111122223333:oidc-provider/token.example.com"
    private static func identity(_ subject: String, _ action: String = "sts:AssumeRoleWithWebIdentity") -> NaiveRequest
    {
        Table.identity.asking(
            action,
            on: Table.role,
            with: ["token.example.com:aud": ["sts.amazonaws.com"], "token.example.com:sub": [subject]]
        )
    }
    private static let web = #"""
        "Principal":{"Federated":"\#(provider)"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":\#
        {"token.example.com:aud":"sts.amazonaws.com"},"StringLike":{"token.example.com:sub":"repo:org/app:*"}}
        """#
    private static let federated = [
        conditional("right subject", identity("repo:org/app:ref:refs/heads/main"), web, .allow([.resource])),
        conditional("wrong subject", identity("repo:org/other:ref:refs/heads/main"), web, .trustSilent),
        conditional("another action", identity("repo:org/app:x", "sts:TagSession"), web, .trustSilent),
        conditional(
            "another provider",
            identity("x"),
            #""Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/other.example.com"},"Action":"sts:*""#,
            .trustSilent
        ),
        conditional("the account", identity("x"), #""Principal":\#(account),"Action":"sts:*""#, .trustSilent),
        conditional(
            "denied",
            identity("x"),
            #""Principal":{"Federated":"\#(provider)"},"Action":"sts:*""#,
            .trustDeny,
            effect: "Deny"
        ),
        conditional("a user is not a such identity", user, web, .trustSilent),
    ]
}
