import AWSProtocols
import IAM

extension CaseGenerator {
    private static let repositories = "arn:aws:ecr:us-east-1:"

    /// A policy document as JSON.
    mutating func document(_ kind: PolicyKind) -> String {
        // Such documents know no variables.
        isOld = happens(10)
        var statements: [JSONValue] = []
        // What limits begins with a wide allow more often than not, or hardly anything would be allowed.
        let wide: [PolicyKind: Int] = [
            .identity: 45, .session: 50, .serviceControl: 70, .endpoint: 60, .trust: 45,
            .repository: 25, .registry: 25,
        ]
        if happens(wide[kind] ?? 0) { statements.append(statement(kind, isWide: true)) }
        statements += several(statements.isEmpty ? 1...2 : 0...2) { $0.statement(kind, isWide: false) }
        let document: [String: JSONValue] = [
            "Version": .string(isOld ? "2008-10-17" : "2012-10-17"),
            "Statement": statements.count == 1 && happens(50) ? statements[0] : .array(statements),
        ]
        return String(decoding: JSONValue.object(document).serialized(), as: UTF8.self)
    }

    private mutating func statement(_ kind: PolicyKind, isWide: Bool) -> JSONValue {
        // Resource control policies that allow are all the same, and not drawn here.
        let isAllow = kind != .resourceControl && (isWide || happens(65))
        var statement: [String: JSONValue] = ["Effect": .string(isAllow ? "Allow" : "Deny")]
        addActions(kind, isWide: isWide, &statement)
        if kind != .trust, kind != .repository {
            let isNegated = !isWide && kind != .registry && happens(20)
            let resources = isWide && kind != .registry ? ["*"] : several(1...2) { $0.resource(kind) }
            statement[isNegated ? "NotResource" : "Resource"] = list(resources)
        }
        switch kind {
        case .resourceControl: statement["Principal"] = "*"
        case .endpoint: statement["Principal"] = happens(70) ? "*" : principal()
        case .trust: statement["Principal"] = principal()
        case .repository, .publicRepository, .registry:
            if !isAllow, happens(55) {
                statement["NotPrincipal"] = ["AWS": list(exempt())]
            } else {
                statement["Principal"] = principal()
            }
        case .identity, .session, .serviceControl: break
        }
        if happens(isWide ? 20 : isAllow ? 55 : 60) { statement["Condition"] = conditions() }
        return .object(statement)
    }

    private mutating func addActions(_ kind: PolicyKind, isWide: Bool, _ statement: inout [String: JSONValue]) {
        switch kind {
        case .trust:
            statement["Action"] = isWide ? "sts:*" : list(several(1...2) { $0.one(Self.trustActions) })
        case .repository, .registry:
            let isNegated = !isWide && happens(15)
            let actions = isWide ? ["ecr:*"] : several(1...2) { $0.one(Self.repositoryActions) }
            statement[isNegated ? "NotAction" : "Action"] = list(actions)
        default:
            let isNegated = !isWide && kind != .resourceControl && happens(15)
            let actions = isWide ? [one(["*", "ecr:*", "*"])] : several(1...2) { $0.one(Self.actions) }
            statement[isNegated ? "NotAction" : "Action"] = list(actions)
        }
    }

    private mutating func list(_ texts: [String]) -> JSONValue {
        texts.count == 1 && happens(70) ? .string(texts[0]) : .array(texts.map { .string($0) })
    }

    private static let actions = [
        "ecr:PutImage", "ecr:BatchGetImage", "ecr:CreateRepository", "ecr:GetAuthorizationToken", "sts:AssumeRole",
        "ecr:SetRepositoryPolicy", "ECR:putimage", "ecr:*Image", "ecr:?utImage", "ecr:PutImage?", "ecr:PutImag",
        "ecr:*Repository*", "sts:*", "ecr:*", "*", "ecr:B*G*", "s3:*",
    ]
    private static let repositoryActions = [
        "ecr:PutImage", "ecr:BatchGetImage", "ecr:CreateRepository", "ecr:SetRepositoryPolicy", "ECR:putimage",
        "ecr:*Image", "ecr:?utImage", "ecr:DescribeImages", "ecr:*Repository*", "ecr:*", "*", "ecr:B*G*",
    ]
    private static let trustActions = [
        "sts:AssumeRole", "sts:TagSession", "sts:AssumeRoleWithWebIdentity", "sts:assumerole", "sts:AssumeRole*",
        "sts:*", "sts:TagSessio?", "sts:AssumeRol",
    ]

    private mutating func resource(_ kind: PolicyKind) -> String {
        if kind == .registry {
            let name = one(["*", "*", "app", "app/*", "a*", "App", "ap?"])
            return Self.repositories + one([Self.mine, Self.mine, Self.theirs]) + ":repository/" + name
        }
        let account = one([Self.mine, Self.mine, Self.theirs, "*"])
        let name = one([
            "app", "app/*", "a*", "*", "App", "*/web", "ap?", "app?", "a?p/web", "app?web", "${aws:PrincipalTag/team}",
            "${aws:PrincipalTag/team}", "${aws:PrincipalTag/team, 'app'}", "${AWS:username}", "${*}",
        ])
        return weighted([
            (14, "*"), (60, Self.repositories + "\(account):repository/\(name)"),
            (6, "arn:aws:ecr:*:\(account):*"), (6, "arn:aws:ecr:us-*-1:\(account):repository/\(name)"),
            (3, "arn:aws-cn:ecr:us-east-1:\(account):repository/\(name)"), (3, "arn:aws:ecr:*:*:*/app"),
            (3, one(["arn:aws:ecr", "arn:aws:ecr:*/app", "arn:aws:ecr:us-east-1:\(account)"])),
            (3, "arn:*:ecr:*:*:repository/\(name)"),
            (10, "arn:aws:iam::\(account):role/" + one(["push", "*push", "*", "a/*", "Push"])),
        ])
    }

    private static let ownPrincipals = [
        mine, "arn:aws:iam::\(mine):root", "arn:aws:iam::\(mine):user/stefan", "arn:aws:iam::\(mine):role/teams/ci",
        "arn:aws:sts::\(mine):assumed-role/ci/run", "arn:aws:sts::\(mine):federated-user/guest",
        "AIDASTEFANSTEFANSTEFA", "AROACICICICICICICICIC",
    ]
    /// Whom a `NotPrincipal` lists: most often all that has to be listed for a caller.
    private mutating func exempt() -> [String] {
        guard happens(80) else { return several(1...3) { $0.one(Self.ownPrincipals) } }
        let (account, user, role, session, guest) = (
            Self.ownPrincipals[1], Self.ownPrincipals[2], Self.ownPrincipals[3], Self.ownPrincipals[4],
            Self.ownPrincipals[5]
        )
        return one([[account, user], [account, role, session], [guest, account]])
    }

    private static let strangers = [
        others, "arn:aws:iam::\(others):root", "arn:aws:iam::\(mine):user/other", "arn:aws:iam::\(mine):role/ci",
        "arn:aws:sts::\(mine):assumed-role/ci/walk", "AIDAOTHEROTHEROTHEROT",
    ]

    private mutating func principal() -> JSONValue {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<12: return "*"
        case 12..<18: return ["AWS": "*"]
        case 18..<22: return ["Service": "ecs-tasks.amazonaws.com"]
        case 22..<38: return ["Federated": .string("arn:aws:iam::\(Self.mine):oidc-provider/token.example.com")]
        default:
            let names = several(1...3) { generator in
                generator.weighted([(76, Self.ownPrincipals), (18, Self.strangers), (6, ["*"])])
            }
            return ["AWS": list(names.map { one($0) })]
        }
    }
}
