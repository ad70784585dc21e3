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

@Suite("AssumeRoleWithSAML")
struct SAMLTests {
    private static let provider = "arn:aws:iam::123456789012:saml-provider/corp"
    private static let mail = "urn:oid:0.9.2342.19200300.100.1.3"
    private static let issuer = SAMLIssuer(entityID: TestWorld.samlIssuer)

    private func bench() throws -> Bench {
        try Bench(try TestWorld.make(certificate: try Self.issuer.certificate.pem))
    }

    private func content(
        role: String = "saml",
        session: String = "ann@example.com",
        _ attributes: [String: [String]] = [:]
    ) -> SAMLIssuer.Content {
        var content = SAMLIssuer.Content(
            subject: "ann",
            roles: [(role: Bench.role(role), provider: Self.provider)],
            roleSessionName: session,
            issuedAt: Bench.start,
            attributes: attributes
        )
        content.attributes[Self.mail] = ["ann@example.com"]
        return content
    }

    private func parameters(
        _ content: SAMLIssuer.Content,
        by issuer: SAMLIssuer = SAMLTests.issuer,
        role: String = "saml",
        _ more: [(String, String)] = []
    ) throws -> [(String, String)] {
        [
            ("RoleArn", Bench.role(role)), ("PrincipalArn", Self.provider),
            ("SAMLAssertion", try issuer.response(content)),
        ] + more
    }

    private func invalid(_ message: String) -> STSError { refusal(400, "InvalidIdentityToken", message) }

    @Test("answers the role's session, under the name that the provider gives")
    func success() throws {
        let bench = try bench()
        let result = try bench.perform(AssumeRoleWithSAML.self, try parameters(content()), as: .nobody)
        #expect(
            result.members.map(\.name) == [
                "Issuer", "AssumedRoleUser", "Credentials", "Audience", "SubjectType", "NameQualifier", "Subject",
            ]
        )
        #expect(result["Issuer"]?.text == TestWorld.samlIssuer)
        #expect(
            result["AssumedRoleUser"]?["Arn"]?.text == "arn:aws:sts::123456789012:assumed-role/saml/ann@example.com"
        )
        #expect(result["Audience"]?.text == "https://signin.aws.amazon.com/saml")
        #expect(result["Subject"]?.text == "ann")
        #expect(result["SubjectType"]?.text == "persistent")
        let qualifier = Base64.encode(SHA1.digest(Array("\(TestWorld.samlIssuer)123456789012/corp".utf8)))
        #expect(result["NameQualifier"]?.text == qualifier)
    }

    @Test("shows the trust policy what the provider says")
    func keys() throws {
        let bench = try bench()
        let questions = try bench.questions(AssumeRoleWithSAML.self, try parameters(content()), as: .nobody)
        let caller = try #require(questions.first?.caller)
        #expect(questions.map(\.action) == ["sts:AssumeRoleWithSAML"])
        #expect(questions.first?.context["sts:RoleSessionName"] == ["ann@example.com"])
        #expect(caller.principal.arn.description == Self.provider)
        #expect(caller.context["saml:iss"] == [TestWorld.samlIssuer])
        #expect(caller.context["saml:sub"] == ["ann"])
        #expect(caller.context["saml:sub_type"] == ["persistent"])
        #expect(caller.context["saml:doc"] == ["123456789012/corp"])
        #expect(caller.context["saml:mail"] == ["ann@example.com"])
    }

    @Test("refuses what the trust policy does not let in")
    func trust() throws {
        let bench = try bench()
        var stranger = content()
        stranger.attributes[Self.mail] = ["eve@example.com"]
        let expected = refusal(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithSAML")
        #expect(bench.refusal(AssumeRoleWithSAML.self, try parameters(stranger), as: .nobody) == expected)
        // Roles that the assertion does not list, whether they trust the provider or not, and one that only it lists.
        #expect(
            bench.refusal(AssumeRoleWithSAML.self, try parameters(content(), role: "deployer"), as: .nobody) == expected
        )
        #expect(
            bench.refusal(AssumeRoleWithSAML.self, try parameters(content(role: "deployer")), as: .nobody) == expected
        )
        let listed = try parameters(content(role: "deployer"), role: "deployer")
        #expect(bench.refusal(AssumeRoleWithSAML.self, listed, as: .nobody) == expected)
    }

    @Test("refuses assertions that the provider has not signed, or that were changed")
    func signature() throws {
        let bench = try bench()
        let stranger = SAMLIssuer(entityID: TestWorld.samlIssuer)
        let expected = invalid("Response signature invalid")
        #expect(
            bench.refusal(AssumeRoleWithSAML.self, try parameters(content(), by: stranger), as: .nobody) == expected
        )
        let good = try Self.issuer.response(content())
        let xml = String(decoding: try #require(Base64.decode(good)), as: UTF8.self)
        let changes = [
            xml.replacing("ann@example.com</saml:AttributeValue>", with: "eve@example.com</saml:AttributeValue>"),
            xml.replacing(try Regex("<ds:Signature .*</ds:Signature>"), with: ""),
        ]
        for changed in changes {
            #expect(changed != xml)
            let parameters = [
                ("RoleArn", Bench.role("saml")), ("PrincipalArn", Self.provider),
                ("SAMLAssertion", Base64.encode(Array(changed.utf8))),
            ]
            #expect(bench.refusal(AssumeRoleWithSAML.self, parameters, as: .nobody) == expected)
        }
    }

    @Test("refuses assertions of other issuers, for others, and at other times")
    func conditions() throws {
        let bench = try bench()
        let stranger = SAMLIssuer(entityID: "https://other.example.com")
        let other = try Bench(try TestWorld.make(certificate: try stranger.certificate.pem))
        #expect(
            other.refusal(AssumeRoleWithSAML.self, try parameters(content(), by: stranger), as: .nobody)
                == invalid("Issuer not present in specified provider")
        )
        var elsewhere = content()
        elsewhere.audience = "https://example.com"
        #expect(
            bench.refusal(AssumeRoleWithSAML.self, try parameters(elsewhere), as: .nobody)
                == invalid("Response does not contain the required audience.")
        )
        var late = content()
        late.issuedAt = Bench.start.addingTimeInterval(-301)
        late.lifetime = 3_600
        #expect(
            bench.refusal(AssumeRoleWithSAML.self, try parameters(late), as: .nobody)
                == refusal(400, "ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance")
        )
    }

    @Test("refuses session names that are none")
    func sessionName() throws {
        let bench = try bench()
        #expect(
            bench.refusal(AssumeRoleWithSAML.self, try parameters(content(session: "ann smith")), as: .nobody)
                == invalid("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}")
        )
    }

    @Test("refuses providers that the role's account does not have, and what is not a provider's ARN")
    func provider() throws {
        let bench = try bench()
        var parameters = try parameters(content())
        parameters[1].1 = "arn:aws:iam::123456789012:saml-provider/other"
        #expect(
            bench.refusal(AssumeRoleWithSAML.self, parameters, as: .nobody)
                == invalid("Specified provider doesn't exist.")
        )
        parameters[1].1 = "arn:aws:iam::123456789012:oidc-provider/corp"
        #expect(
            bench.refusal(AssumeRoleWithSAML.self, parameters, as: .nobody)
                == refusal(400, "ValidationError", "Request ARN is invalid")
        )
        parameters[1].1 = Self.provider
        parameters[2].1 = "no base64!"
        #expect(bench.refusal(AssumeRoleWithSAML.self, parameters, as: .nobody)?.code == "InvalidIdentityToken")
    }

    @Test("gives the session tags and source identity of the provider, once IAM allows them")
    func attributes() throws {
        let bench = try bench()
        let content = content([
            "PrincipalTag:team": ["blue"], "TransitiveTagKeys": ["team"], "SourceIdentity": ["ann"],
        ])
        let parameters = try parameters(content)
        #expect(
            try bench.questions(AssumeRoleWithSAML.self, parameters, as: .nobody).map(\.action) == [
                "sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity",
            ]
        )
        let session = try bench.session(AssumeRoleWithSAML.self, parameters, as: .nobody)
        #expect(session.tags == ["team": "blue"])
        #expect(session.transitiveTagKeys == ["team"])
        #expect(session.sourceIdentity == "ann")
        #expect(session.federatedProvider == Self.provider)
    }

    @Test("ends the session with the provider's own")
    func sessionEnd() throws {
        let bench = try bench()
        var content = content()
        content.sessionNotOnOrAfter = Bench.start.addingTimeInterval(1_200)
        let short = try bench.session(AssumeRoleWithSAML.self, try parameters(content), as: .nobody)
        #expect(short.expiration == Bench.start.addingTimeInterval(1_200))
        let shorter = try parameters(content, [("DurationSeconds", "900")])
        let session = try bench.session(AssumeRoleWithSAML.self, shorter, as: .nobody)
        #expect(session.expiration == Bench.start.addingTimeInterval(900))
        let tooLong = try parameters(content, [("DurationSeconds", "3601")])
        #expect(
            bench.refusal(AssumeRoleWithSAML.self, tooLong, as: .nobody)?.message
                == "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        )
    }

    @Test("never has the assertion in the journal")
    func journal() throws {
        let input = try Bench.read(AssumeRoleWithSAML.self, try parameters(content())).input
        #expect(
            input.requestParameters == [
                "roleArn": .string(Bench.role("saml")), "principalArn": .string(Self.provider),
            ]
        )
    }
}
