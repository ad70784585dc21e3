import AWSCore
import AWSProtocols
import Federation
import Foundation
import IAM
import STSService
import Testing
import World

@Suite("AssumeRoleWithWebIdentity")
struct WebIdentityTests {
    private func refused(_ changes: [String: JSONValue?], _ more: [(String, String)] = []) throws -> STSError? {
        let bench = try Bench()
        let token = try WebTokens.token(bench, changes)
        return bench.refusal(AssumeRoleWithWebIdentity.self, WebTokens.parameters(token, more), as: .nobody)
    }

    private var now: Int { Int(Bench.start.timeIntervalSince1970) }

    @Test("answers the role's session to a good token, of every algorithm")
    func success() throws {
        let bench = try Bench()
        for algorithm in [WebAlgorithm.rs256, .es256, .es384] {
            let token = try bench.issuers.issuer(WebTokens.issuer)
                .token(claims: WebTokens.claims(), algorithm: algorithm.issuer)
            let result = try bench.perform(
                AssumeRoleWithWebIdentity.self,
                WebTokens.parameters(token),
                as: .nobody
            )
            #expect(
                result.members.map(\.name) == [
                    "SubjectFromWebIdentityToken", "Audience", "AssumedRoleUser", "Credentials", "Provider",
                ]
            )
            #expect(result["SubjectFromWebIdentityToken"]?.text == "repo:acme/app:ref:refs/heads/main")
            #expect(result["Audience"]?.text == "sts.amazonaws.com")
            #expect(
                result["Provider"]?.text
                    == "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
            )
            #expect(
                result["AssumedRoleUser"]?["Arn"]?.text == "arn:aws:sts::123456789012:assumed-role/github/session-1"
            )
        }
    }

    @Test("takes a token with white space around it, as files of CI have it", arguments: ["\n", "\r\n", " ", "\n\t "])
    func whiteSpace(around: String) throws {
        let bench = try Bench()
        let token = try WebTokens.token(bench)
        for written in [token + around, around + token + around] {
            let result = try bench.perform(AssumeRoleWithWebIdentity.self, WebTokens.parameters(written), as: .nobody)
            #expect(result["Audience"]?.text == "sts.amazonaws.com")
        }
        let middle = try #require(token.firstIndex(of: "."))
        let broken = token[...middle] + around + token[token.index(after: middle)...]
        #expect(
            bench.refusal(AssumeRoleWithWebIdentity.self, WebTokens.parameters(String(broken)), as: .nobody)?.code
                == "InvalidIdentityToken"
        )
    }

    @Test("says for the journal which check a token did not pass")
    func details() throws {
        let issuer = try refused(["iss": "https://other.example.com"])?.answer.detail
        #expect(
            issuer
                == "the token is of 'https://other.example.com' (iss), and the role's account 123456789012 has the OIDC "
                + "providers https://keys.example.com, \(WebTokens.issuer)"
        )
        #expect(
            try refused(["aud": ["other", "another"]])?.answer.detail
                == "the token is for 'other', 'another' (aud), and the provider takes sts.amazonaws.com"
        )
        #expect(
            try refused(["azp": "other"])?.answer.detail
                == "the token is for 'other' (azp), and the provider takes sts.amazonaws.com"
        )
        #expect(
            try refused(["exp": .integer(now - 300), "iat": .integer(now - 900)])?.answer.detail
                == "the token expired at \(now - 300), and it is \(now)"
        )
        let bench = try Bench()
        let token = try WebTokens.token(bench)
        let texts = [
            ("not.a token", "not a JSON Web Token: it has not three parts with dots between them"),
            (token.replacing(".", with: ".="), "not a JSON Web Token: a part is not base64url without padding"),
            (
                String(token[...(token.lastIndex(of: ".") ?? token.startIndex)]) + "AAAA",
                "the token's signature is not that of the provider's key"
            ),
        ]
        for (text, detail) in texts {
            let error = bench.refusal(AssumeRoleWithWebIdentity.self, WebTokens.parameters(text), as: .nobody)
            #expect(error?.answer.detail == detail)
            #expect(error?.answer.detail?.contains(token.suffix(20)) == false)
        }
        let strange = [
            ("RoleArn", "arn:aws:iam::999999999999:role/r"), ("RoleSessionName", "s1"), ("WebIdentityToken", token),
        ]
        #expect(
            bench.refusal(AssumeRoleWithWebIdentity.self, strange, as: .nobody)?.answer.detail
                == "the role's account 999999999999 is not in the world"
        )
    }

    @Test("lets the session keep what the provider said")
    func session() throws {
        let bench = try Bench()
        let session = try bench.session(
            AssumeRoleWithWebIdentity.self,
            WebTokens.parameters(try WebTokens.token(bench)),
            as: .nobody
        )
        let provider = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
        #expect(session.federatedProvider == provider)
        let context = bench.world.callerProfile(of: session.principal, session: session.accessKeyID)?.context
        #expect(context?["aws:FederatedProvider"] == [provider])
        #expect(context?["token.actions.githubusercontent.com:sub"] == ["repo:acme/app:ref:refs/heads/main"])
    }

    @Test("refuses what the trust policy does not let in, without saying what", arguments: ["sub", "role"])
    func trust(what: String) throws {
        let bench = try Bench()
        let token = try WebTokens.token(bench, what == "sub" ? ["sub": "repo:other/app:ref:refs/heads/main"] : [:])
        for role in what == "sub" ? ["github"] : ["none", "deployer", "other/github"] {
            #expect(
                bench.refusal(AssumeRoleWithWebIdentity.self, WebTokens.parameters(token, role: role), as: .nobody)
                    == refusal(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")
            )
        }
    }

    @Test("refuses tokens of an issuer that is not a provider of the role's account")
    func provider() throws {
        for issuer in [
            "https://other.example.com", WebTokens.issuer + "/", "http://token.actions.githubusercontent.com",
            "token.actions.githubusercontent.com", "https://TOKEN.actions.githubusercontent.com",
        ] {
            #expect(
                try refused(["iss": .string(issuer)])
                    == refusal(
                        400,
                        "InvalidIdentityToken",
                        "No OpenIDConnect provider found in your account for \(issuer)"
                    )
            )
        }
        let bench = try Bench()
        let foreign = [
            ("RoleArn", Bench.role("visitor", in: Bench.other)), ("RoleSessionName", "session-1"),
            ("WebIdentityToken", try WebTokens.token(bench)),
        ]
        #expect(
            bench.refusal(AssumeRoleWithWebIdentity.self, foreign, as: .nobody)?.message
                == "No OpenIDConnect provider found in your account for \(WebTokens.issuer)"
        )
    }

    @Test("refuses tokens for others")
    func audience() throws {
        let expected = refusal(400, "InvalidIdentityToken", "Incorrect token audience")
        #expect(try refused(["aud": "other"]) == expected)
        #expect(try refused(["aud": ["other", "another"]]) == expected)
        // The authorized party stands in the place of the audience.
        #expect(try refused(["azp": "other"]) == expected)
    }

    @Test("refuses tokens that are no longer or not yet good")
    func times() throws {
        #expect(
            try refused(["exp": .integer(now - 300), "iat": .integer(now - 900)])
                == refusal(
                    400,
                    "ExpiredTokenException",
                    "Token expired: current date/time \(now) must be before the expiration date/time\(now - 300)"
                )
        )
        #expect(
            try refused(["iat": .integer(now - 441_398)])
                == refusal(400, "ExpiredTokenException", "Token too old: 441398")
        )
        #expect(try refused(["nbf": .integer(now + 301)])?.code == "InvalidIdentityToken")
        let bench = try Bench()
        let token = try WebTokens.token(bench)
        _ = try bench.perform(AssumeRoleWithWebIdentity.self, WebTokens.parameters(token), as: .nobody)
        try bench.world.advanceClock(by: 600)
        #expect(
            bench.refusal(AssumeRoleWithWebIdentity.self, WebTokens.parameters(token), as: .nobody)?.code
                == "ExpiredTokenException"
        )
    }

    @Test("asks for the tags and the source identity that a token brings, and gives them to the session")
    func claims() throws {
        let bench = try Bench()
        let changes: [String: JSONValue?] = [
            "https://aws.amazon.com/tags": [
                "principal_tags": ["team": ["blue"], "cost": ["1"]], "transitive_tag_keys": ["team"],
            ],
            "https://aws.amazon.com/source_identity": "ann",
        ]
        let parameters = WebTokens.parameters(try WebTokens.token(bench, changes))
        let questions = try bench.questions(AssumeRoleWithWebIdentity.self, parameters, as: .nobody)
        #expect(
            questions.map(\.action) == ["sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"]
        )
        #expect(questions.first?.context["aws:RequestTag/team"] == ["blue"])
        #expect(questions.first?.context["sts:SourceIdentity"] == ["ann"])
        let session = try bench.session(AssumeRoleWithWebIdentity.self, parameters, as: .nobody)
        #expect(session.tags == ["team": "blue", "cost": "1"])
        #expect(session.transitiveTagKeys == ["team"])
        #expect(session.sourceIdentity == "ann")
    }

    @Test("refuses tags and source identities that a token may not bring")
    func badClaims() throws {
        let tags = "https://aws.amazon.com/tags"
        #expect(
            try refused([tags: ["principal_tags": ["team": ["a"], "Team": ["b"]]]])?.message
                == "Duplicate tag keys found. Please note that Tag keys are case insensitive."
        )
        #expect(
            try refused([tags: ["principal_tags": ["team": ["a"]], "transitive_tag_keys": ["other"]]])?.message
                == "The specified transitive tag key must be included in the requested tags."
        )
        for identity in ["a", "with blank", "aws:x"] {
            #expect(
                try refused(["https://aws.amazon.com/source_identity": .string(identity)])
                    == refusal(
                        400,
                        "InvalidIdentityToken",
                        #"Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:""#
                    )
            )
        }
    }

    @Test("shows the trust policy what the token says of its bearer")
    func keys() throws {
        let bench = try Bench()
        let token = try WebTokens.token(bench, ["amr": ["mfa", "pwd"], "azp": "sts.amazonaws.com", "aud": "client"])
        let question = try #require(
            try bench.questions(AssumeRoleWithWebIdentity.self, WebTokens.parameters(token), as: .nobody).first
        )
        let name = "token.actions.githubusercontent.com"
        let caller = try #require(question.caller)
        #expect(caller.principal.kind == .federatedIdentity)
        #expect(caller.principal.arn.description == "arn:aws:iam::123456789012:oidc-provider/" + name)
        #expect(
            caller.context
                == RequestContext([
                    name + ":aud": ["sts.amazonaws.com"], name + ":oaud": ["client"],
                    name + ":sub": ["repo:acme/app:ref:refs/heads/main"], name + ":amr": ["mfa", "pwd"],
                    "aws:FederatedProvider": [caller.principal.arn.description],
                ])
        )
    }

    @Test("keeps to the role's longest session and takes session policies")
    func common() throws {
        let bench = try Bench()
        let token = try WebTokens.token(bench)
        let tooLong = WebTokens.parameters(token, [("DurationSeconds", "3601")])
        #expect(
            bench.refusal(AssumeRoleWithWebIdentity.self, tooLong, as: .nobody)?.message
                == "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        )
        let arns = [("PolicyArns.member.1.arn", "arn:aws:iam::123456789012:policy/scoped")]
        let result = try bench.perform(AssumeRoleWithWebIdentity.self, WebTokens.parameters(token, arns), as: .nobody)
        #expect((result["PackedPolicySize"]?.integer ?? 0) > 0)
    }

    @Test("does not ask providers of OAuth 2.0, which it cannot reach")
    func providerID() throws {
        #expect(try refused([:], [("ProviderId", "www.amazon.com")])?.code == "IDPCommunicationError")
    }

    @Test("never has the token in the journal")
    func journal() throws {
        let parameters = WebTokens.parameters("secret.secret.secret")
        let input = try Bench.read(AssumeRoleWithWebIdentity.self, parameters).input
        #expect(
            input.requestParameters == ["roleArn": .string(Bench.role("github")), "roleSessionName": "session-1"]
        )
    }
}
