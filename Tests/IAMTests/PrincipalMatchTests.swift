import IAM
import Testing

@Suite("Whom a Principal means")
struct PrincipalMatchTests {
    private static let role = "arn:aws:iam::123456789012:role/team/ci"
    private static let session = "arn:aws:sts::123456789012:assumed-role/ci/run-1"
    private static let federated = "arn:aws:sts::123456789012:federated-user/bob"
    private static let userARN = "arn:aws:iam::123456789012:user/stefan"
    private static let root = "arn:aws:iam::123456789012:root"
    private static let provider = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"

    private enum Caller: CaseIterable {
        case root, user, roleSession, federatedUser, federatedIdentity

        var principal: RequestPrincipal {
            get throws {
                switch self {
                case .root: try PolicyTestCase.principal(.root, PrincipalMatchTests.root)
                case .user: try PolicyTestCase.user()
                case .roleSession:
                    try PolicyTestCase.principal(
                        .roleSession,
                        session,
                        issuer: role,
                        uniqueID: "AROAQ3EGVT7RZ5XKM2LPW"
                    )
                case .federatedUser: try PolicyTestCase.principal(.federatedUser, federated, issuer: userARN)
                case .federatedIdentity: try PolicyTestCase.principal(.federatedIdentity, provider)
                }
            }
        }
    }

    private static func match(_ principal: String, _ caller: Caller, effect: String = "Allow") throws -> PrincipalMatch
    {
        try PolicyTestCase.statement("\"Effect\": \"\(effect)\", \(principal)", kind: .repository)
            .principalMatch(caller.principal, isBounded: false)
    }

    /// The matches of root, user, role session, federated user and federated identity.
    private static func matches(_ value: String) throws -> [PrincipalMatch] {
        try Caller.allCases.map { try match("\"Principal\": \(value)", $0) }
    }

    @Test(
        "Each form of a principal and each kind of caller",
        arguments: [
            ("\"*\"", [.everyone, .everyone, .everyone, .everyone, .everyone]),
            (#"{"AWS": "*"}"#, [.everyone, .everyone, .everyone, .everyone, .everyone]),
            (#"{"AWS": "123456789012"}"#, [.account, .account, .account, .account, .none]),
            (#"{"AWS": "arn:aws:iam::123456789012:root"}"#, [.account, .account, .account, .account, .none]),
            (#"{"AWS": "arn:aws-cn:iam::123456789012:root"}"#, [.none, .none, .none, .none, .none]),
            (#"{"AWS": "210987654321"}"#, [.none, .none, .none, .none, .none]),
            ("{\"AWS\": \"\(userARN)\"}", [.none, .principal, .none, .principal, .none]),
            ("{\"AWS\": \"\(role)\"}", [.none, .none, .principal, .none, .none]),
            // A role's ARN is meant with its path.
            (#"{"AWS": "arn:aws:iam::123456789012:role/ci"}"#, [.none, .none, .none, .none, .none]),
            ("{\"AWS\": \"\(session)\"}", [.none, .none, .session, .none, .none]),
            (#"{"AWS": "arn:aws:sts::123456789012:assumed-role/ci/run-2"}"#, [.none, .none, .none, .none, .none]),
            ("{\"AWS\": \"\(federated)\"}", [.none, .none, .none, .session, .none]),
            (#"{"AWS": "AIDAQ3EGVT7RZ5XKM2LPW"}"#, [.none, .principal, .none, .none, .none]),
            (#"{"AWS": "AROAQ3EGVT7RZ5XKM2LPW"}"#, [.none, .none, .principal, .none, .none]),
            ("{\"Federated\": \"\(provider)\"}", [.none, .none, .none, .none, .session]),
            (#"{"Federated": "token.actions.githubusercontent.com"}"#, [.none, .none, .none, .none, .session]),
            (#"{"Federated": "cognito-identity.amazonaws.com"}"#, [.none, .none, .none, .none, .none]),
            (#"{"Service": "ec2.amazonaws.com"}"#, [.none, .none, .none, .none, .none]),
            (
                #"{"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}"#,
                [.none, .none, .none, .none, .none]
            ),
        ] as [(String, [PrincipalMatch])]
    )
    func forms(_ value: String, _ expected: [PrincipalMatch]) throws {
        #expect(try Self.matches(value) == expected)
    }

    @Test("Who is named in several ways is meant by the one that grants most")
    func strongest() throws {
        #expect(try Self.match(#""Principal": {"AWS": ["123456789012", "*"]}"#, .user) == .everyone)
        #expect(
            try Self.match("\"Principal\": {\"AWS\": [\"123456789012\", \"\(Self.role)\", \"*\"]}", .roleSession)
                == .principal
        )
        #expect(
            try Self.match("\"Principal\": {\"AWS\": [\"\(Self.session)\", \"\(Self.role)\"]}", .roleSession)
                == .session
        )
    }

    @Test("A statement without Principal means everyone")
    func withoutPrincipal() throws {
        for caller in Caller.allCases {
            #expect(try PolicyTestCase.statement("").principalMatch(caller.principal, isBounded: false) == .everyone)
        }
    }

    @Test("NotPrincipal excludes a user, a federated user and root by name")
    func notPrincipal() throws {
        func excludes(_ names: [String], _ caller: Caller) throws -> Bool {
            let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
            return try Self.match("\"NotPrincipal\": {\"AWS\": [\(list)]}", caller, effect: "Deny") == .none
        }
        #expect(try excludes([Self.userARN], .user))
        #expect(try !excludes([PolicyTestCase.account], .user))
        #expect(try excludes([Self.root], .root))
        #expect(try excludes([Self.federated], .federatedUser))
        #expect(try !excludes([Self.userARN], .federatedUser))
        #expect(try excludes(["*"], .user))
        #expect(try Self.match("\"NotPrincipal\": {\"AWS\": \"\(Self.role)\"}", .user, effect: "Deny") == .everyone)
    }

    @Test("NotPrincipal excludes a role session only with session, role and account")
    func notPrincipalOfSessions() throws {
        let all = [Self.session, Self.role, Self.root]
        for omitted in [nil, 0, 1, 2] {
            let names = all.enumerated().filter { $0.offset != omitted }.map { "\"\($0.element)\"" }
            let match = try Self.match(
                "\"NotPrincipal\": {\"AWS\": [\(names.joined(separator: ", "))]}",
                .roleSession,
                effect: "Deny"
            )
            #expect(match == (omitted == nil ? .none : .everyone), "\(names)")
        }
    }
}
