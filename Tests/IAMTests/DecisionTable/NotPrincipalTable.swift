import IAM
import Testing

/// Whom a Deny with `NotPrincipal` spares: the listed, unless a permissions boundary limits them.
@Suite("Decisions: NotPrincipal")
struct NotPrincipalTable {
    private static let account = "111122223333"
    private static let accountRoot = "arn:aws:iam::111122223333:root"
    private static let user = "arn:aws:iam::111122223333:user/stefan"
    private static let role = "arn:aws:iam::111122223333:role/teams/ci"
    private static let session = "arn:aws:sts::111122223333:assumed-role/ci/run"
    private static let guest = "arn:aws:sts::111122223333:federated-user/guest"

    /// Where the statement stands.
    private enum Place: CaseIterable { case repository, registry, endpoint }

    /// A case in which everything is allowed but for one statement that denies all but the listed.
    private static func sample(
        _ caller: NaiveRequest,
        _ listed: [String],
        in place: Place = .repository,
        boundary: Say = .absent,
        of account: String = Table.mine
    ) throws -> AccessCase {
        let resource = account == Table.mine ? Table.app : Table.theirApp
        let request = caller.asking(on: resource, of: account)
        var says: [NaiveLayer: Say] = [.identity: .allow, .boundary: boundary]
        if caller.kind == .federatedUser { says[.session] = .allow }
        if caller.kind == .root { says = [.boundary: boundary] }
        if account != Table.mine { says[.resource] = .allow }
        var sample = try LayeredCase(request: request, says: says, isRoot: caller.kind == .root).sample()
        let list = listed.map { "\"\($0)\"" }.joined(separator: ",")
        let denying = "{\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":[\(list)]},\"Action\":\"ecr:*\""
        func policy(_ statements: String, _ kind: PolicyKind) throws -> SamplePolicy {
            try SamplePolicy("{\"Version\":\"2012-10-17\",\"Statement\":[\(statements)]}", kind)
        }
        switch place {
        case .repository:
            sample.resource.append(try policy(denying + "}", .repository))
        case .registry:
            let all = "arn:aws:ecr:us-east-1:\(account):repository/*"
            sample.resource.append(try policy(denying + ",\"Resource\":\"\(all)\"}", .registry))
        case .endpoint:
            let allowing = #"{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}"#
            sample.endpoint = try policy(allowing + "," + denying + ",\"Resource\":\"*\"}", .endpoint)
        }
        return sample
    }

    // MARK: Without a boundary

    @Test("It denies all but the listed", arguments: lists)
    func checkList(_ row: TableRow) throws { try row.check() }

    private static func but(_ name: String, _ listed: [String], _ caller: NaiveRequest, _ expected: Expected)
        -> TableRow
    {
        TableRow(
            name: "\(caller.kind), all but \(name)",
            sample: { try sample(caller, listed) },
            expected: expected
        )
    }

    private static let lists = [
        but("the user and its account", [user, account], Table.user, .allow([.identity])),
        but("another user", ["arn:aws:iam::111122223333:user/other"], Table.user, .deny(.resource)),
        but("another account", ["777788889999"], Table.user, .deny(.resource)),
        but("role, session and account", [role, session, account], Table.session, .allow([.identity])),
        but("role, session and root", [role, session, accountRoot], Table.session, .allow([.identity])),
        but("the role alone", [role], Table.session, .deny(.resource)),
        but("the session alone", [session], Table.session, .deny(.resource)),
        but("the role and its account", [role, account], Table.session, .deny(.resource)),
        but("the role and another session", [role, account, session + "ner"], Table.session, .deny(.resource)),
        but("the federated user", [guest], Table.guest, .allow([.identity])),
        but("its issuer", [user, account], Table.guest, .deny(.resource)),
        but("the account", [accountRoot], Table.root, .root),
        but("another account", ["777788889999"], Table.root, .deny(.resource)),
    ]

    // MARK: With a boundary

    @Test("It denies whoever has a boundary, listed or not, in every policy that may have it", arguments: bounded)
    func checkBounded(_ row: TableRow) throws { try row.check() }

    private static let callers = [
        (Table.user, [user, account]), (Table.session, [role, session, account]), (Table.guest, [guest, account]),
    ]

    private static let bounded: [TableRow] = callers.flatMap { caller, listed in
        Place.allCases.flatMap { place in
            [
                (Say.absent, listed), (.allow, listed), (.silent, listed), (.allow, ["*"]),
            ].map { boundary, listed in
                let layer: PolicyLayer = place == .endpoint ? .endpoint : .resource
                return TableRow(
                    name: "\(caller.kind) is listed in \(place) policy as \(listed), boundary \(boundary)",
                    sample: { try sample(caller, listed, in: place, boundary: boundary) },
                    expected: boundary == .absent ? .allow([.identity]) : .deny(layer)
                )
            }
        }
    }

    @Test("A boundary counts abroad too, and one on root's side does not", arguments: elsewhere)
    func checkElsewhere(_ row: TableRow) throws { try row.check() }

    private static let elsewhere = [
        TableRow(
            name: "abroad, listed, without a boundary",
            sample: { try sample(Table.user, [user, account], of: Table.theirs) },
            expected: .allow([.identity, .resource])
        ),
        TableRow(
            name: "abroad, listed, with a boundary",
            sample: { try sample(Table.user, [user, account], boundary: .allow, of: Table.theirs) },
            expected: .deny(.resource)
        ),
        TableRow(
            name: "root is listed, and a boundary stands on its side",
            sample: { try sample(Table.root, [accountRoot], boundary: .allow) },
            expected: .root
        ),
    ]

    @Test("ArnNotEquals on aws:PrincipalArn spares them", arguments: [Say.absent, .allow])
    func checkCondition(_ boundary: Say) throws {
        for (caller, arn) in [(Table.user, Self.user), (Table.session, Self.role), (Table.guest, Self.guest)] {
            for other in [false, true] {
                var sample = try Self.sample(caller, [Self.user], boundary: boundary)
                let spared = other ? "arn:aws:iam::111122223333:user/other" : arn
                let json = """
                    {"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"ecr:*",
                    "Condition":{"ArnNotEquals":{"aws:PrincipalArn":"\(spared)"}}}}
                    """
                sample.resource = [try SamplePolicy(json, .repository)]
                sample.request.context["aws:PrincipalArn"] = [arn]
                let request = sample
                try TableRow(
                    name: "\(caller.kind), boundary \(boundary), all but \(spared)",
                    sample: { request },
                    expected: other ? .deny(.resource) : .allow([.identity])
                )
                .check()
            }
        }
    }
}
