import IAM
import Testing

/// What a repository policy's `Principal` does in the same account (docs/aws/iam.md, "Resource policies"), for each
/// kind of caller and each layer that is silent on the caller's side.
@Suite("Decisions: principals of a resource policy in the same account")
struct PrincipalTable {
    /// In each column one letter for each layer that is silent: `A` allowed all the same, or whose silence is named: `I`
    /// identity, `B` boundary, `S` session.
    struct Row: Sendable {
        let name: String
        let principal: String
        /// Identity, boundary.
        let user: String
        /// Identity, boundary, session.
        let session: String
        /// Identity, boundary, session, and where there is no session policy.
        let guest: String
        var condition: String?
    }

    private static let userARN = #"{"AWS":"arn:aws:iam::111122223333:user/stefan"}"#
    private static let roleARN = #"{"AWS":"arn:aws:iam::111122223333:role/teams/ci"}"#

    private static let rows = [
        Row(
            name: "the account's number",
            principal: #"{"AWS":"111122223333"}"#,
            user: "IB",
            session: "IBS",
            guest: "IBSS"
        ),
        Row(
            name: "the account's root",
            principal: #"{"AWS":"arn:aws:iam::111122223333:root"}"#,
            user: "IB",
            session: "IBS",
            guest: "IBSS"
        ),
        Row(name: "the user", principal: userARN, user: "AA", session: "IBS", guest: "ABSS"),
        Row(
            name: "the user's unique ID",
            principal: #"{"AWS":"AIDASTEFANSTEFANSTEFA"}"#,
            user: "AA",
            session: "IBS",
            guest: "ABSS"
        ),
        Row(
            name: "another user",
            principal: #"{"AWS":"arn:aws:iam::111122223333:user/Stefan"}"#,
            user: "IB",
            session: "IBS",
            guest: "IBSS"
        ),
        Row(name: "the role", principal: roleARN, user: "IB", session: "ABS", guest: "IBSS"),
        Row(
            name: "the role's unique ID",
            principal: #"{"AWS":"AROACICICICICICICICIC"}"#,
            user: "IB",
            session: "ABS",
            guest: "IBSS"
        ),
        Row(
            name: "the role without its path",
            principal: #"{"AWS":"arn:aws:iam::111122223333:role/ci"}"#,
            user: "IB",
            session: "IBS",
            guest: "IBSS"
        ),
        Row(
            name: "the role session",
            principal: #"{"AWS":"arn:aws:sts::111122223333:assumed-role/ci/run"}"#,
            user: "IB",
            session: "AAA",
            guest: "IBSS"
        ),
        Row(
            name: "another session of the role",
            principal: #"{"AWS":"arn:aws:sts::111122223333:assumed-role/ci/walk"}"#,
            user: "IB",
            session: "IBS",
            guest: "IBSS"
        ),
        Row(
            name: "the federated user",
            principal: #"{"AWS":"arn:aws:sts::111122223333:federated-user/guest"}"#,
            user: "IB",
            session: "IBS",
            guest: "AAAA"
        ),
        Row(name: "everyone", principal: #""*""#, user: "AA", session: "AAA", guest: "AAAA"),
        Row(name: "everyone of AWS", principal: #"{"AWS":"*"}"#, user: "AA", session: "AAA", guest: "AAAA"),
        Row(
            name: "everyone who is the user",
            principal: #""*""#,
            user: "AA",
            session: "IBS",
            guest: "IBSS",
            condition: #""ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/stefan"}"#
        ),
        Row(
            name: "everyone who is the role",
            principal: #""*""#,
            user: "IB",
            session: "AAA",
            guest: "IBSS",
            condition: #""ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/teams/ci"}"#
        ),
        Row(
            name: "a service",
            principal: #"{"Service":"ecs-tasks.amazonaws.com"}"#,
            user: "IB",
            session: "IBS",
            guest: "IBSS"
        ),
        Row(
            name: "a provider",
            principal: #"{"Federated":"arn:aws:iam::111122223333:oidc-provider/token.example.com"}"#,
            user: "IB",
            session: "IBS",
            guest: "IBSS"
        ),
        Row(name: "another account", principal: #"{"AWS":"777788889999"}"#, user: "IB", session: "IBS", guest: "IBSS"),
        Row(
            name: "the account and the user",
            principal: #"{"AWS":["111122223333","arn:aws:iam::111122223333:user/stefan"]}"#,
            user: "AA",
            session: "IBS",
            guest: "ABSS"
        ),
        Row(
            name: "the role and its session",
            principal:
                #"{"AWS":["arn:aws:iam::111122223333:role/teams/ci","arn:aws:sts::111122223333:assumed-role/ci/run"]}"#,
            user: "IB",
            session: "AAA",
            guest: "IBSS"
        ),
    ]

    @Test("Each principal, each kind of caller, each silence", arguments: cells)
    func checkCell(_ row: TableRow) throws { try row.check() }

    private static let cells = rows.flatMap { row in
        [
            cell(row, Table.user, "user", row.user, [.identity, .boundary]),
            cell(row, Table.session, "session", row.session, [.identity, .boundary, .session]),
            cell(row, Table.guest, "federated user", row.guest, [.identity, .boundary, .session, nil]),
        ].flatMap { $0 }
            // Root needs nothing in its own account.
            + [tableRow(row, Table.root, "root, nothing else there", [:], .root)]
    }

    /// - Parameter silent: the layer that is silent in each cell; nil for no session policy at all.
    private static func cell(
        _ row: Row,
        _ caller: NaiveRequest,
        _ name: String,
        _ letters: String,
        _ silent: [NaiveLayer?]
    ) -> [TableRow] {
        zip(letters, silent).map { letter, layer in
            var says: [NaiveLayer: Say] = [.identity: .allow]
            if caller.kind == .federatedUser { says[.session] = layer == nil ? .absent : .allow }
            if let layer { says[layer] = .silent }
            // The identity's allow stands beside the resource's where it is not the one that is silent.
            let granted: Set<PolicyLayer> = layer == .identity ? [.resource] : [.identity, .resource]
            let expected: Expected? =
                ["A": .allow(granted), "I": .silent(.identity), "B": .silent(.boundary), "S": .silent(.session)][letter]
            let silence = layer.map { "\($0) silent" } ?? "no session policy"
            return tableRow(row, caller, "\(name), \(silence)", says, expected ?? .root)
        }
    }

    private static func tableRow(
        _ row: Row,
        _ caller: NaiveRequest,
        _ name: String,
        _ says: [NaiveLayer: Say],
        _ expected: Expected
    ) -> TableRow {
        let principalARN = caller.kind == .roleSession ? caller.issuer ?? "" : caller.arn
        let request = caller.asking(with: ["aws:PrincipalArn": [principalARN]])
        return TableRow(
            name: "\(row.name) is named; \(name)",
            sample: {
                let layered = LayeredCase(request: request, says: says, isRoot: request.kind == .root)
                var sample = try layered.sample()
                let condition = row.condition.map { ",\"Condition\":{\($0)}" } ?? ""
                let statement = "{\"Effect\":\"Allow\",\"Principal\":\(row.principal),\"Action\":\"ecr:*\"\(condition)}"
                let json = "{\"Version\":\"2012-10-17\",\"Statement\":\(statement)}"
                sample.resource = [try SamplePolicy(json, .repository)]
                return sample
            },
            expected: expected
        )
    }
}
