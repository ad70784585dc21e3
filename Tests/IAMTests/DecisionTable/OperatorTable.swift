import Testing

/// Every operator with each way of being asked. Of the values in a policy the request has `hit`, never `miss`.
private struct OperatorRow: Sendable {
    let name: String
    /// The policy's values, as JSON.
    let values: String
    let hit: String
    let miss: String
    /// `+` where the condition holds, for the request's values: hit, miss, absent.
    let plain: String
    /// With `IfExists`, for: hit, miss, absent.
    let ifExists: String
    /// With `ForAllValues:`, for: hit alone, hit and miss, no values, absent.
    let forAll: String
    /// With `ForAnyValue:`, for: hit and miss, hit alone, miss alone, no values, absent.
    let forAny: String

    init(
        _ name: String,
        _ values: String,
        _ hit: String,
        _ miss: String,
        _ plain: String,
        _ ifExists: String,
        _ forAll: String,
        _ forAny: String
    ) {
        (self.name, self.values, self.hit, self.miss) = (name, values, hit, miss)
        (self.plain, self.ifExists, self.forAll, self.forAny) = (plain, ifExists, forAll, forAny)
    }

    var rows: [StatementRow] {
        let one: [[String]?] = [[hit], [miss], nil]
        let all: [[String]?] = [[hit], [hit, miss], [], nil]
        let any: [[String]?] = [[hit, miss], [hit], [miss], [], nil]
        return zip(one, plain).map { row(name, $0, $1) }
            + zip(one, ifExists).map { row(name + "IfExists", $0, $1) }
            + zip(all, forAll).map { row("ForAllValues:" + name, $0, $1) }
            + zip(any, forAny).map { row("ForAnyValue:" + name, $0, $1) }
            // An absent key settles `IfExists`, whatever else is asked.
            + [row("ForAllValues:\(name)IfExists", nil, "+"), row("ForAnyValue:\(name)IfExists", nil, "+")]
            + emptyTexts
    }

    /// To a set operator a key that has nothing but empty texts is absent; one empty text among others is a value.
    private var emptyTexts: [StatementRow] {
        [[], [""], ["", ""]].flatMap { found in
            [
                row("ForAllValues:" + name, found, "+"), row("ForAllValues:\(name)IfExists", found, "+"),
                row("ForAnyValue:" + name, found, "-"), row("ForAnyValue:\(name)IfExists", found, "+"),
            ]
        } + [row("ForAllValues:" + name, ["", hit], "-"), row("ForAnyValue:" + name, [hit, ""], "+")]
    }

    private func row(_ written: String, _ found: [String]?, _ holds: Character) -> StatementRow {
        StatementRow(
            name: "\(written) \(values) beside \(found.map { "\($0)" } ?? "no key")",
            statement: "\"Condition\":{\"\(written)\":{\"x:Key\":\(values)}}",
            request: Table.user.asking(with: found.map { ["x:Key": $0] } ?? [:]),
            holds: holds == "+"
        )
    }
}

@Suite("Decisions: condition operators")
struct OperatorTable {
    private static let moment = "2024-05-14T09:30:00Z"
    private static let before = "2024-05-14T09:29:59Z"
    private static let after = "2024-05-14T09:30:01Z"

    private static let operators: [OperatorRow] = [
        //           operator, values of the policy, hit, miss,      plain, IfExists, ForAllValues, ForAnyValue
        OperatorRow("StringEquals", #""a""#, "a", "A", "+--", "+-+", "+-++", "++---"),
        OperatorRow("StringNotEquals", #""a""#, "a", "A", "-++", "-++", "--++", "+-+--"),
        OperatorRow("StringEqualsIgnoreCase", #""Team""#, "tEAM", "team2", "+--", "+-+", "+-++", "++---"),
        OperatorRow("StringNotEqualsIgnoreCase", #""Team""#, "tEAM", "team2", "-++", "-++", "--++", "+-+--"),
        OperatorRow("StringLike", #""te*m""#, "team", "Team", "+--", "+-+", "+-++", "++---"),
        OperatorRow("StringNotLike", #""te?m""#, "team", "tem", "-++", "-++", "--++", "+-+--"),
        OperatorRow("NumericEquals", #""10""#, "10.0", "11", "+--", "+-+", "+-++", "++---"),
        OperatorRow("NumericNotEquals", #""10""#, "10.0", "11", "-++", "-++", "--++", "+-+--"),
        OperatorRow("NumericLessThan", #""10""#, "9", "10", "+--", "+-+", "+-++", "++---"),
        OperatorRow("NumericLessThanEquals", #""10""#, "10", "11", "+--", "+-+", "+-++", "++---"),
        OperatorRow("NumericGreaterThan", #""9""#, "10", "9", "+--", "+-+", "+-++", "++---"),
        OperatorRow("NumericGreaterThanEquals", #""10""#, "10", "9", "+--", "+-+", "+-++", "++---"),
        OperatorRow("DateEquals", "\"\(moment)\"", moment, after, "+--", "+-+", "+-++", "++---"),
        OperatorRow("DateNotEquals", "\"\(moment)\"", moment, after, "-++", "-++", "--++", "+-+--"),
        OperatorRow("DateLessThan", "\"\(moment)\"", before, moment, "+--", "+-+", "+-++", "++---"),
        OperatorRow("DateLessThanEquals", "\"\(moment)\"", moment, after, "+--", "+-+", "+-++", "++---"),
        OperatorRow("DateGreaterThan", "\"\(moment)\"", after, moment, "+--", "+-+", "+-++", "++---"),
        OperatorRow("DateGreaterThanEquals", "\"\(moment)\"", moment, before, "+--", "+-+", "+-++", "++---"),
        OperatorRow("Bool", #""true""#, "true", "false", "+--", "+-+", "+-++", "++---"),
        OperatorRow("BinaryEquals", #""QUJD""#, "QUJD", "REVG", "+--", "+-+", "+-++", "++---"),
        OperatorRow("IpAddress", #""10.1.0.0/16""#, "10.1.2.3", "10.2.0.1", "+--", "+-+", "+-++", "++---"),
        OperatorRow("NotIpAddress", #""10.1.0.0/16""#, "10.1.2.3", "10.2.0.1", "-++", "-++", "--++", "+-+--"),
        OperatorRow(
            "ArnEquals",
            #""arn:aws:iam::*:role/ci""#,
            "arn:aws:iam::111122223333:role/ci",
            "arn:aws:iam::111122223333:role/CI",
            "+--",
            "+-+",
            "+-++",
            "++---"
        ),
        OperatorRow(
            "ArnLike",
            #""arn:aws:iam::*:role/c*""#,
            "arn:aws:iam::111122223333:role/ci",
            "arn:aws:iam::111122223333:user/ci",
            "+--",
            "+-+",
            "+-++",
            "++---"
        ),
        OperatorRow(
            "ArnNotEquals",
            #""arn:aws:iam::*:role/ci""#,
            "arn:aws:iam::111122223333:role/ci",
            "arn:aws:iam::111122223333:role/cd",
            "-++",
            "-++",
            "--++",
            "+-+--"
        ),
        OperatorRow(
            "ArnNotLike",
            #""arn:aws:iam::*:role/c?""#,
            "arn:aws:iam::111122223333:role/ci",
            "arn:aws:iam::111122223333:role/c",
            "-++",
            "-++",
            "--++",
            "+-+--"
        ),
    ]

    @Test("Every operator, with hit, miss and absent key, plain and with every prefix and suffix", arguments: rows)
    func checkDecision(_ row: StatementRow) throws {
        try row.check()
    }

    private static let rows = operators.flatMap(\.rows)
}
