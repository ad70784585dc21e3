import AWSCore
import IAM
import Testing

/// The sentences of docs/aws/iam.md, "Denials".
@Suite("Decisions: AWS's sentences")
struct SentenceTable {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let row: TableRow
        let sentence: String
        var testDescription: String { name }
    }

    private static let image = "arn:aws:ecr:us-east-1:111122223333:repository/app"
    private static let userPuts =
        "User: arn:aws:iam::111122223333:user/stefan is not authorized to perform: ecr:PutImage on resource: \(image)"
    private static let sessionPuts =
        "User: arn:aws:sts::111122223333:assumed-role/ci/run is not authorized to perform: ecr:PutImage on resource: "
        + image

    private static func row(
        _ request: NaiveRequest,
        _ says: [NaiveLayer: Say],
        _ expected: Expected,
        naming principal: String = #""*""#,
        isTrust: Bool = false,
        _ sentence: String
    ) -> Row {
        let row = LayeredCase.row("", request, says, naming: principal, isTrust: isTrust, expected)
        return Row(name: "\(expected): \(sentence)", row: row, sentence: sentence)
    }

    private static let user = Table.user.asking()
    private static let session = Table.session.asking()
    private static let foreign = Table.user.asking(on: Table.theirApp, of: Table.theirs)
    private static let assume = Table.user.asking("sts:AssumeRole", on: Table.role)
    private static let account = #"{"AWS":"arn:aws:iam::111122223333:root"}"#
    private static let userAssumes =
        "User: arn:aws:iam::111122223333:user/stefan is not authorized to perform: sts:AssumeRole on resource: "
        + "arn:aws:iam::111122223333:role/push"

    private static let rows = [
        row(
            user,
            [:],
            .silent(.identity),
            userPuts + " because no identity-based policy allows the ecr:PutImage action"
        ),
        row(
            user,
            [.identity: .allow, .boundary: .silent],
            .silent(.boundary),
            userPuts + " because no permissions boundary allows the ecr:PutImage action"
        ),
        row(
            session,
            [.identity: .allow, .session: .silent],
            .silent(.session),
            sessionPuts + " because no session policy allows the ecr:PutImage action"
        ),
        row(
            foreign,
            [.identity: .allow],
            .silent(.resource),
            "User: arn:aws:iam::111122223333:user/stefan is not authorized to perform: ecr:PutImage on resource: "
                + "arn:aws:ecr:us-east-1:444455556666:repository/app because no resource-based policy allows the "
                + "ecr:PutImage action"
        ),
        row(
            user,
            [.identity: .allow, .endpoint: .silent],
            .silent(.endpoint),
            userPuts + " because no VPC endpoint policy allows the ecr:PutImage action"
        ),
        row(
            user,
            [.identity: .allow, .serviceControl: .silent],
            .silent(.serviceControl),
            userPuts + " because no service control policy allows the ecr:PutImage action"
        ),
        row(
            user,
            [.identity: .allow, .resourceControl: .silent],
            .silent(.resourceControl),
            userPuts + " because no resource control policy allows the ecr:PutImage action"
        ),
        row(
            user,
            [.identity: .deny],
            .deny(.identity),
            userPuts + " with an explicit deny in an identity-based policy"
        ),
        row(
            user,
            [.identity: .allow, .boundary: .deny],
            .deny(.boundary),
            userPuts + " with an explicit deny in a permissions boundary"
        ),
        row(
            session,
            [.identity: .allow, .session: .deny],
            .deny(.session),
            sessionPuts + " with an explicit deny in a session policy"
        ),
        row(
            user,
            [.identity: .allow, .resource: .deny],
            .deny(.resource),
            userPuts + " with an explicit deny in a resource-based policy"
        ),
        row(
            user,
            [.identity: .allow, .serviceControl: .deny],
            .deny(.serviceControl),
            userPuts + " with an explicit deny in a service control policy"
        ),
        row(
            user,
            [.identity: .allow, .resourceControl: .deny],
            .deny(.resourceControl),
            userPuts + " with an explicit deny in a resource control policy"
        ),
        row(
            user,
            [.identity: .allow, .endpoint: .deny],
            .deny(.endpoint),
            userPuts + " with an explicit deny in a VPC endpoint policy"
        ),
        row(
            Table.root.asking(),
            [.serviceControl: .deny],
            .deny(.serviceControl),
            "User: arn:aws:iam::111122223333:root is not authorized to perform: ecr:PutImage on resource: \(image)"
                + " with an explicit deny in a service control policy"
        ),
        row(
            Table.guest.asking(),
            [.identity: .allow],
            .silent(.session),
            "User: arn:aws:sts::111122223333:federated-user/guest is not authorized to perform: ecr:PutImage on "
                + "resource: \(image) because no session policy allows the ecr:PutImage action"
        ),
        row(
            Table.user.asking("ecr:GetAuthorizationToken", on: "*"),
            [:],
            .silent(.identity),
            "User: arn:aws:iam::111122223333:user/stefan is not authorized to perform: ecr:GetAuthorizationToken on "
                + "resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action"
        ),
        row(
            Table.user.asking("sts:GetAccessKeyInfo", on: "*"),
            [:],
            .silent(.identity),
            "User: arn:aws:iam::111122223333:user/stefan is not authorized to perform: sts:GetAccessKeyInfo on "
                + "resource: * because no identity-based policy allows the sts:GetAccessKeyInfo action"
        ),
        // AssumeRole and what goes with it never say why.
        row(assume, [.identity: .allow], .trustSilent, isTrust: true, userAssumes),
        row(assume, [.identity: .allow, .resource: .deny], .trustDeny, isTrust: true, userAssumes),
        row(assume, [.resource: .allow], .silent(.identity), naming: account, isTrust: true, userAssumes),
        row(
            assume,
            [.identity: .allow, .resource: .allow, .boundary: .silent],
            .silent(.boundary),
            naming: account,
            isTrust: true,
            userAssumes
        ),
        row(
            Table.user.asking("sts:TagSession", on: Table.role),
            [.identity: .allow],
            .trustSilent,
            isTrust: true,
            "User: arn:aws:iam::111122223333:user/stefan is not authorized to perform: sts:TagSession on resource: "
                + "arn:aws:iam::111122223333:role/push"
        ),
        row(
            Table.user.asking("sts:SetSourceIdentity", on: Table.role),
            [.identity: .allow],
            .trustSilent,
            isTrust: true,
            "User: arn:aws:iam::111122223333:user/stefan is not authorized to perform: sts:SetSourceIdentity on "
                + "resource: arn:aws:iam::111122223333:role/push"
        ),
        row(
            Table.user.asking("sts:GetFederationToken", on: "arn:aws:sts::111122223333:federated-user/guest"),
            [:],
            .silent(.identity),
            "User: arn:aws:iam::111122223333:user/stefan is not authorized to perform: sts:GetFederationToken on "
                + "resource: arn:aws:sts::111122223333:federated-user/guest"
        ),
    ]

    @Test("Each denial in AWS's words", arguments: rows)
    func checkSentence(_ row: Row) throws {
        try row.row.check()
        let sample = try row.row.sample()
        #expect(DenialMessage.text(try sample.accessRequest(), try sample.decide()) == row.sentence)
    }

    @Test("An explicit deny names its policy where that has an ARN, except in the form of 2025")
    func policyARN() throws {
        let arn = "arn:aws:organizations::999999999999:policy/o-abc/service_control_policy/p-abc"
        var sample = try LayeredCase(says: [.identity: .allow]).sample()
        let json = LayeredCase().document(.serviceControl, .deny)
        sample.serviceControl = [[try SamplePolicy(json, .serviceControl, arn: arn)]]
        let decision = try sample.decide()
        let request = try sample.accessRequest()
        let bare = Self.userPuts + " with an explicit deny in a service control policy"
        #expect(DenialMessage.text(request, decision, form: .of2025) == bare)
        #expect(DenialMessage.text(request, decision) == bare + ": " + arn)

        let inline = try LayeredCase(says: [.identity: .deny]).sample()
        let ofInline = DenialMessage.text(try inline.accessRequest(), try inline.decide())
        #expect(ofInline == Self.userPuts + " with an explicit deny in an identity-based policy")
    }
}
