import STSService

extension ParameterTests {
    /// What a call needs besides what a case breaks.
    static let usual: [String: [(String, String)]] = [
        "AssumeRole": [("RoleArn", Bench.role("deployer")), ("RoleSessionName", "session-1")],
        "AssumeRoleWithWebIdentity": [
            ("RoleArn", Bench.role("github")), ("RoleSessionName", "session-1"), ("WebIdentityToken", "a.b.c"),
        ],
        "AssumeRoleWithSAML": [
            ("RoleArn", Bench.role("saml")), ("PrincipalArn", "arn:aws:iam::123456789012:saml-provider/corp"),
            ("SAMLAssertion", "PHg+"),
        ],
        "AssumeRoot": [("TargetPrincipal", Bench.other), ("TaskPolicyArn.arn", TestWorld.rootTask)],
        "GetFederationToken": [("Name", "guest")],
        "GetWebIdentityToken": [("Audience.member.1", "example"), ("SigningAlgorithm", "RS256")],
    ]

    static func null(_ member: String) -> String {
        "Value null at '\(member)' failed to satisfy constraint: Member must not be null"
    }

    private static func rule(_ value: String, _ member: String, _ rule: String) -> String {
        "Value '\(value)' at '\(member)' failed to satisfy constraint: Member must \(rule)"
    }

    private static func pattern(_ value: String, _ member: String, _ pattern: String) -> String {
        rule(value, member, "satisfy regular expression pattern: \(pattern)")
    }

    private static func shorter(_ value: String, _ member: String, _ limit: Int) -> String {
        rule(value, member, "have length greater than or equal to \(limit)")
    }

    private static func longer(_ value: String, _ member: String, _ limit: Int) -> String {
        rule(value, member, "have length less than or equal to \(limit)")
    }

    private static func less(_ value: Int, _ member: String, _ limit: Int) -> String {
        rule("\(value)", member, "have value greater than or equal to \(limit)")
    }

    private static func more(_ value: Int, _ member: String, _ limit: Int) -> String {
        rule("\(value)", member, "have value less than or equal to \(limit)")
    }

    private static func text(_ count: Int) -> String { String(repeating: "a", count: count) }

    private static func tags(_ count: Int) -> [(String, String)] {
        (1...count).flatMap { [("Tags.member.\($0).Key", "key\($0)"), ("Tags.member.\($0).Value", "")] }
    }

    private static func tag(_ key: String, _ value: String) -> [(String, String)] {
        [("Tags.member.1.Key", key), ("Tags.member.1.Value", value)]
    }

    private static let namePattern = #"[\w+=,.@-]*"#
    private static let scopePattern = #"[\x21\x23-\x2B\x2D-\x5B\x5D-\x7E]+( [\x21\x23-\x2B\x2D-\x5B\x5D-\x7E]+)*"#
    private static let policyPattern = #"[\u0009\u000A\u000D\u0020-\u00FF]+"#
    private static let tagPattern = #"[\p{L}\p{Z}\p{N}_.:/=+\-@]"#
    private static let arnPattern =
        #"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+"#

    static let cases: [Case] = names + durations + policies + tagging + codes + others

    private static let names: [Case] = [
        Case(
            AssumeRole.self,
            [("RoleSessionName", "Session1:2")],
            pattern("Session1:2", "roleSessionName", namePattern)
        ),
        Case(AssumeRole.self, [("RoleSessionName", "a")], shorter("a", "roleSessionName", 2)),
        Case(AssumeRole.self, [("RoleSessionName", text(65))], longer(text(65), "roleSessionName", 64)),
        Case(
            AssumeRole.self,
            [("RoleArn", "")],
            pattern("", "roleArn", arnPattern),
            shorter("", "roleArn", 20)
        ),
        Case(AssumeRole.self, [("RoleArn", text(2_049))], longer(text(2_049), "roleArn", 2_048)),
        Case(
            AssumeRole.self,
            [("SourceIdentity", "aws:x")],
            pattern("aws:x", "sourceIdentity", namePattern)
        ),
        Case(AssumeRole.self, [("SourceIdentity", "a")], shorter("a", "sourceIdentity", 2)),
        Case(AssumeRole.self, [("SourceIdentity", text(257))], longer(text(257), "sourceIdentity", 256)),
        Case(AssumeRole.self, [("ExternalId", "a")], shorter("a", "externalId", 2)),
        Case(AssumeRole.self, [("ExternalId", "a b")], pattern("a b", "externalId", #"[\w+=,.@:\/-]*"#)),
        Case(AssumeRole.self, [("ExternalId", text(1_225))], longer(text(1_225), "externalId", 1_224)),
        Case(GetFederationToken.self, [("Name", "a")], shorter("a", "name", 2)),
        Case(GetFederationToken.self, [("Name", text(33))], longer(text(33), "name", 32)),
        Case(GetFederationToken.self, [("Name", "a b")], pattern("a b", "name", namePattern)),
        Case(AssumeRoleWithWebIdentity.self, [("ProviderId", "a")], shorter("a", "providerId", 4)),
        Case(AssumeRoleWithSAML.self, [("PrincipalArn", "short")], shorter("short", "principalArn", 20)),
    ]

    private static let durations: [Case] = [
        Case(AssumeRole.self, [("DurationSeconds", "60")], less(60, "durationSeconds", 900)),
        Case(AssumeRole.self, [("DurationSeconds", "43201")], more(43_201, "durationSeconds", 43_200)),
        Case(AssumeRoleWithWebIdentity.self, [("DurationSeconds", "899")], less(899, "durationSeconds", 900)),
        Case(AssumeRoleWithSAML.self, [("DurationSeconds", "43201")], more(43_201, "durationSeconds", 43_200)),
        Case(GetSessionToken.self, [("DurationSeconds", "899")], less(899, "durationSeconds", 900)),
        Case(GetSessionToken.self, [("DurationSeconds", "129601")], more(129_601, "durationSeconds", 129_600)),
        Case(GetFederationToken.self, [("DurationSeconds", "129601")], more(129_601, "durationSeconds", 129_600)),
        Case(AssumeRoot.self, [("DurationSeconds", "901")], more(901, "durationSeconds", 900)),
        Case(AssumeRoot.self, [("DurationSeconds", "-1")], less(-1, "durationSeconds", 0)),
        Case(GetWebIdentityToken.self, [("DurationSeconds", "59")], less(59, "durationSeconds", 60)),
        Case(GetWebIdentityToken.self, [("DurationSeconds", "3601")], more(3_601, "durationSeconds", 3_600)),
        Case(AssumeRole.self, [("MinimumSessionTokenSize", "4097")], more(4_097, "minimumSessionTokenSize", 4_096)),
        Case(GetSessionToken.self, [("MinimumSessionTokenSize", "-1")], less(-1, "minimumSessionTokenSize", 0)),
    ]

    private static let policies: [Case] = [
        Case(
            AssumeRole.self,
            [("Policy", "")],
            pattern("", "policy", policyPattern),
            shorter("", "policy", 1)
        ),
        Case(AssumeRole.self, [("Policy", "{\u{1}}")], pattern("{\u{1}}", "policy", policyPattern)),
        Case(GetFederationToken.self, [("Policy", text(2_049))], longer(text(2_049), "policy", 2_048)),
        Case(AssumeRoleWithWebIdentity.self, [("Policy", text(2_049))], longer(text(2_049), "policy", 2_048)),
        Case(AssumeRoleWithSAML.self, [("Policy", text(2_049))], longer(text(2_049), "policy", 2_048)),
        Case(
            AssumeRole.self,
            [("PolicyArns.member.1.arn", "short")],
            shorter("short", "policyArns.1.member.arn", 20)
        ),
        Case(
            AssumeRole.self,
            (1...11).map { ("PolicyArns.member.\($0).arn", "arn:aws:iam::aws:policy/ReadOnlyAccess") },
            "Value '[11 entries]' at 'policyArns' failed to satisfy constraint: Member must have length less than or "
                + "equal to 10"
        ),
    ]

    private static let tagging: [Case] = [
        Case(
            AssumeRole.self,
            tags(51),
            "Value '[51 entries]' at 'tags' failed to satisfy constraint: Member must have length less than or equal "
                + "to 50"
        ),
        Case(AssumeRole.self, tag("a#b", ""), pattern("a#b", "tags.1.member.key", tagPattern + "+")),
        Case(
            AssumeRole.self,
            tag("", ""),
            pattern("", "tags.1.member.key", tagPattern + "+"),
            shorter("", "tags.1.member.key", 1)
        ),
        Case(AssumeRole.self, tag(text(129), ""), longer(text(129), "tags.1.member.key", 128)),
        Case(AssumeRole.self, tag("a", text(257)), longer(text(257), "tags.1.member.value", 256)),
        Case(GetFederationToken.self, tag("a", "b*"), pattern("b*", "tags.1.member.value", tagPattern + "*")),
        Case(AssumeRole.self, [("Tags.member.1.Key", "a")], null("tags.1.member.value")),
        Case(GetWebIdentityToken.self, [("Tags.member.1.Value", "a")], null("tags.1.member.key")),
        Case(
            AssumeRole.self,
            (1...51).map { ("TransitiveTagKeys.member.\($0)", "key\($0)") },
            "Value '[51 entries]' at 'transitiveTagKeys' failed to satisfy constraint: Member must have length less "
                + "than or equal to 50"
        ),
        Case(
            AssumeRole.self,
            [("TransitiveTagKeys.member.1", text(129))],
            longer(text(129), "transitiveTagKeys.1.member", 128)
        ),
    ]

    private static let codes: [Case] = [
        Case(
            AssumeRole.self,
            [("ExternalId", "a"), ("TokenCode", "12345x")],
            shorter("a", "externalId", 2),
            pattern("12345x", "tokenCode", #"[\d]*"#)
        ),
        Case(GetSessionToken.self, [("TokenCode", "12345")], shorter("12345", "tokenCode", 6)),
        Case(GetSessionToken.self, [("TokenCode", "1234567")], longer("1234567", "tokenCode", 6)),
        Case(GetSessionToken.self, [("SerialNumber", "short")], shorter("short", "serialNumber", 9)),
        Case(GetSessionToken.self, [("SerialNumber", text(257))], longer(text(257), "serialNumber", 256)),
        Case(
            GetSessionToken.self,
            [("SerialNumber", "number 123")],
            pattern("number 123", "serialNumber", #"[\w+=/:,.@-]*"#)
        ),
    ]

    private static let others: [Case] = [
        Case(
            AssumeRole.self,
            [("ProvidedContexts", "")],
            "Value '[]' at 'providedContexts' failed to satisfy constraint: Member must have length greater than or "
                + "equal to 1"
        ),
        Case(
            AssumeRole.self,
            (1...6).map { ("ProvidedContexts.member.\($0).ContextAssertion", "assertion") },
            "Value '[6 entries]' at 'providedContexts' failed to satisfy constraint: Member must have length less "
                + "than or equal to 5"
        ),
        Case(
            AssumeRole.self,
            [("ProvidedContexts.member.1.ContextAssertion", "abc")],
            shorter("***", "providedContexts.1.member.contextAssertion", 4)
        ),
        Case(AssumeRoleWithWebIdentity.self, [("WebIdentityToken", "abc")], shorter("***", "webIdentityToken", 4)),
        Case(
            AssumeRoleWithWebIdentity.self,
            [("WebIdentityToken", text(20_001))],
            longer("***", "webIdentityToken", 20_000)
        ),
        Case(AssumeRoleWithSAML.self, [("SAMLAssertion", "abc")], shorter("***", "sAMLAssertion", 4)),
        Case(AssumeRoleWithSAML.self, [("SAMLAssertion", text(100_001))], longer("***", "sAMLAssertion", 100_000)),
        Case(AssumeRoot.self, [("TargetPrincipal", "12345678901")], shorter("12345678901", "targetPrincipal", 12)),
        Case(GetAccessKeyInfo.self, [("AccessKeyId", text(15))], shorter(text(15), "accessKeyId", 16)),
        Case(GetAccessKeyInfo.self, [("AccessKeyId", text(129))], longer(text(129), "accessKeyId", 128)),
        Case(
            GetAccessKeyInfo.self,
            [("AccessKeyId", "AKIA-AAAAAAAAAAAAAAA")],
            pattern("AKIA-AAAAAAAAAAAAAAA", "accessKeyId", #"[\w]*"#)
        ),
        Case(DecodeAuthorizationMessage.self, [("EncodedMessage", "")], shorter("***", "encodedMessage", 1)),
        Case(
            DecodeAuthorizationMessage.self,
            [("EncodedMessage", text(10_241))],
            longer("***", "encodedMessage", 10_240)
        ),
        Case(
            GetWebIdentityToken.self,
            [("SigningAlgorithm", "HS256")],
            rule("HS256", "signingAlgorithm", "satisfy enum value set: [RS256, ES384]")
        ),
        Case(
            GetWebIdentityToken.self,
            [("SubjectMode", "awsidentity")],
            rule("awsidentity", "subjectMode", "satisfy enum value set: [AWSIdentity, OriginIdentity]")
        ),
        Case(
            GetWebIdentityToken.self,
            [("SubjectMode", "")],
            rule("", "subjectMode", "satisfy enum value set: [AWSIdentity, OriginIdentity]")
        ),
        Case(GetWebIdentityToken.self, [("Scope", "")], pattern("", "scope", scopePattern), shorter("", "scope", 1)),
        Case(GetWebIdentityToken.self, [("Scope", text(257))], longer(text(257), "scope", 256)),
        Case(GetWebIdentityToken.self, [("Scope", "a  b")], pattern("a  b", "scope", scopePattern)),
        Case(GetWebIdentityToken.self, [("Scope", " a")], pattern(" a", "scope", scopePattern)),
        Case(GetWebIdentityToken.self, [("Scope", "a ")], pattern("a ", "scope", scopePattern)),
        Case(GetWebIdentityToken.self, [("Scope", "a,b")], pattern("a,b", "scope", scopePattern)),
        Case(GetWebIdentityToken.self, [("Scope", #"a"b"#)], pattern(#"a"b"#, "scope", scopePattern)),
        Case(GetWebIdentityToken.self, [("Scope", #"a\b"#)], pattern(#"a\b"#, "scope", scopePattern)),
        Case(GetWebIdentityToken.self, [("Scope", "ä")], pattern("ä", "scope", scopePattern)),
        Case(
            GetWebIdentityToken.self,
            (2...11).map { ("Audience.member.\($0)", "a") },
            "Value '[11 entries]' at 'audience' failed to satisfy constraint: Member must have length less than or "
                + "equal to 10"
        ),
        Case(
            GetWebIdentityToken.self,
            [("Audience.member.1", text(1_001))],
            longer(text(1_001), "audience.1.member", 1_000)
        ),
    ]
}
