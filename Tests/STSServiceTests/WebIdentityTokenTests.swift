import AWSCore
import AWSProtocols
import Cryptography
import Federation
import Foundation
import IAM
import STSService
import Testing
import Text
import World

@Suite("GetWebIdentityToken")
struct WebIdentityTokenTests {
    private static let usual = [("Audience.member.1", "https://api.example.com"), ("SigningAlgorithm", "RS256")]
    private static let issuer = "https://a1b2c3.tokens.sts.global.api.aws"

    private func claims(_ token: String?) throws -> JSONValue {
        let parts = try #require(token).split(separator: ".")
        return try JSONValue.parse(try #require(Base64URL.decode(parts[1])))
    }

    @Test("hands out a token that the account's keys verify", arguments: ["RS256", "ES384"])
    func success(algorithm: String) throws {
        let bench = try Bench()
        let parameters = [Self.usual[0], ("SigningAlgorithm", algorithm)]
        let result = try bench.perform(GetWebIdentityToken.self, parameters)
        #expect(result.members.map(\.name) == ["WebIdentityToken", "Expiration"])
        #expect(result["Expiration"]?.date == Bench.start.addingTimeInterval(300))
        let token = try JSONWebToken(compact: try #require(result["WebIdentityToken"]?.text))
        #expect(token.algorithm == algorithm)
        let identity = try token.verified(with: try bench.issuers.issuer(Self.issuer).keySet)
        #expect(identity.issuer == Self.issuer)
        #expect(identity.subject == "arn:aws:iam::123456789012:user/team/alice")
        #expect(identity.audiences == ["https://api.example.com"])
        #expect(identity.expiresAt == Bench.start.addingTimeInterval(300))
    }

    @Test("says where the caller comes from, and what it was asked to say")
    func content() throws {
        let bench = try Bench()
        let deployer = try bench.session(
            AssumeRole.self,
            assuming(
                "deployer",
                [("SourceIdentity", "ann"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "blue")]
            )
        )
        let result = try bench.perform(
            GetWebIdentityToken.self,
            Self.usual + [
                ("Audience.member.2", "other"), ("Tags.member.1.Key", "job"), ("Tags.member.1.Value", "42"),
            ],
            as: .session(deployer)
        )
        let claims = try claims(result["WebIdentityToken"]?.text)
        #expect(claims["sub"]?.string == Bench.role("deployer"))
        #expect(claims["aud"] == ["https://api.example.com", "other"])
        #expect(
            claims["https://sts.amazonaws.com/"] == [
                "aws_account": "123456789012", "source_region": "us-east-1", "org_id": "o-test123456",
                "ou_path": "o-test123456/r-test/", "principal_tags": ["team": "blue"], "request_tags": ["job": "42"],
                "source_identity": "ann", "principal_id": .string(Bench.role("deployer")),
            ]
        )
    }

    @Test("names the principal that asked in every token", arguments: [nil, "AWSIdentity"])
    func principal(mode: String?) throws {
        let bench = try Bench()
        let parameters = Self.usual + (mode.map { [("SubjectMode", $0)] } ?? [])
        for (caller, arn) in [
            (Bench.Caller.user("alice"), "arn:aws:iam::123456789012:user/team/alice"),
            (.root(), "arn:aws:iam::123456789012:root"),
        ] {
            let token = try bench.perform(GetWebIdentityToken.self, parameters, as: caller)["WebIdentityToken"]?.text
            let claims = try claims(token)
            #expect(claims["sub"]?.string == arn)
            #expect(claims["https://sts.amazonaws.com/"]?["principal_id"]?.string == arn)
            #expect(claims["scope"] == nil && claims["https://sts.amazonaws.com/"]?["subject_mode"] == nil)
        }
    }

    private static let origin = usual + [("SubjectMode", "OriginIdentity")]

    @Test("is not for the origin of a session that has no context of trusted identity propagation, as none has")
    func originIdentity() throws {
        let bench = try Bench()
        let deployer = try bench.session(AssumeRole.self, assuming("deployer"))
        for caller in [Bench.Caller.user("alice"), .root(), .session(deployer)] {
            for parameters in [Self.origin, Self.origin + [("Scope", "read write")]] {
                let error = bench.refusal(GetWebIdentityToken.self, parameters, as: caller)
                #expect(error == .noOriginIdentity)
                #expect(error?.code == "ValidationError" && error?.status == 400)
            }
        }
    }

    @Test("takes a scope only for the origin's identity and one audience, each value once")
    func scope() throws {
        let bench = try Bench()
        let scope = [("Scope", "read write")]
        for parameters in [Self.usual, Self.usual + [("SubjectMode", "AWSIdentity")]] {
            #expect(bench.refusal(GetWebIdentityToken.self, parameters + scope) == .scopeWithoutOrigin)
        }
        #expect(
            bench.refusal(GetWebIdentityToken.self, Self.origin + [("Audience.member.2", "other")] + scope)
                == .scopeForSeveral
        )
        #expect(bench.refusal(GetWebIdentityToken.self, Self.origin + [("Scope", "a b a")]) == .repeatedScope)
        // Values differ in case.
        #expect(bench.refusal(GetWebIdentityToken.self, Self.origin + [("Scope", "read READ")]) == .noOriginIdentity)
    }

    @Test("asks for a scope with its values, and for whom the token is about")
    func scopeQuestions() throws {
        let bench = try Bench()
        let questions = try bench.questions(GetWebIdentityToken.self, Self.origin + [("Scope", "read write")])
        #expect(questions.map(\.action) == ["sts:GetWebIdentityToken", "sts:SetWebIdentityTokenScope"])
        for question in questions {
            #expect(question.context["sts:IdentityTokenScope"] == ["read", "write"])
            #expect(question.context["sts:SubjectMode"] == ["OriginIdentity"])
        }
    }

    @Test("gives every token a name of its own")
    func identifiers() throws {
        let bench = try Bench()
        let names = try (0..<5).map { _ in
            try claims(bench.perform(GetWebIdentityToken.self, Self.usual)["WebIdentityToken"]?.text)["jti"]?.string
        }
        #expect(Set(names.compactMap(\.self)).count == 5)
    }

    @Test("asks for the token, and with tags for these")
    func questions() throws {
        let bench = try Bench()
        let tags = [("Tags.member.1.Key", "job"), ("Tags.member.1.Value", "42")]
        let questions = try bench.questions(GetWebIdentityToken.self, Self.usual + tags)
        #expect(questions.map(\.action) == ["sts:GetWebIdentityToken", "sts:TagGetWebIdentityToken"])
        #expect(questions.map(\.resource.name) == ["*", "*"])
        #expect(
            questions.first?.context
                == RequestContext([
                    "sts:IdentityTokenAudience": ["https://api.example.com"], "sts:SigningAlgorithm": ["RS256"],
                    "sts:DurationSeconds": ["300"], "sts:SubjectMode": ["AWSIdentity"], "aws:RequestTag/job": ["42"],
                    "aws:TagKeys": ["job"],
                ])
        )
        #expect(try bench.questions(GetWebIdentityToken.self, Self.usual).count == 1)
    }

    @Test("is refused where the account does not issue tokens")
    func disabled() throws {
        let bench = try Bench()
        let error = bench.refusal(GetWebIdentityToken.self, Self.usual, as: .user("carol", account: Bench.other))
        #expect(error?.code == "OutboundWebIdentityFederationDisabledException")
        #expect(error?.status == 403)
    }

    @Test("does not outlast the session that asks")
    func escalation() throws {
        let bench = try Bench()
        let deployer = try bench.session(AssumeRole.self, assuming("deployer", [("DurationSeconds", "900")]))
        let exact = Self.usual + [("DurationSeconds", "900")]
        _ = try bench.perform(GetWebIdentityToken.self, exact, as: .session(deployer))
        let longer = Self.usual + [("DurationSeconds", "901")]
        let error = bench.refusal(GetWebIdentityToken.self, longer, as: .session(deployer))
        #expect(error?.code == "SessionDurationEscalationException")
        #expect(error?.status == 403)
    }

    @Test("keeps tokens to a size")
    func size() throws {
        let bench = try Bench()
        let long = String(repeating: "v", count: 256)
        let tags = (1...40).flatMap { [("Tags.member.\($0).Key", "key\($0)"), ("Tags.member.\($0).Value", long)] }
        let error = bench.refusal(GetWebIdentityToken.self, Self.usual + tags)
        #expect(error?.code == "JWTPayloadSizeExceededException")
        #expect(error?.status == 400)
    }

    @Test("is not to be had at the global endpoint")
    func global() throws {
        var bench = try Bench()
        bench.isGlobal = true
        #expect(bench.refusal(GetWebIdentityToken.self, Self.usual)?.code == "ValidationError")
    }
}
