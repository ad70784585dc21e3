import AWSProtocols
import Foundation
import IAM
import STSService
import Testing
import World

@Suite("AssumeRole")
struct AssumeRoleTests {
    private let alice = "arn:aws:iam::123456789012:user/team/alice"

    @Test("answers the role's session")
    func success() throws {
        let bench = try Bench()
        let result = try bench.perform(AssumeRole.self, assuming("deployer"))
        #expect(result.members.map(\.name) == ["AssumedRoleUser", "Credentials"])
        #expect(
            result["AssumedRoleUser"]?["Arn"]?.text == "arn:aws:sts::123456789012:assumed-role/deployer/session-1"
        )
        #expect(result["AssumedRoleUser"]?["AssumedRoleId"]?.text?.hasPrefix("AROA") == true)
        #expect(result["AssumedRoleUser"]?["AssumedRoleId"]?.text?.hasSuffix(":session-1") == true)
        #expect(result["Credentials"]?["Expiration"]?.date == Bench.start.addingTimeInterval(3_600))
    }

    @Test(
        "refuses with one text, whatever is missing",
        arguments: [
            // Not in the trust policy; no such role; another path; another partition; another account.
            "arn:aws:iam::123456789012:role/last", "arn:aws:iam::123456789012:role/none",
            "arn:aws:iam::123456789012:role/other/deployer", "arn:aws-cn:iam::123456789012:role/deployer",
            "arn:aws:iam::999999999999:role/deployer",
        ]
    )
    func untrusted(role: String) throws {
        let bench = try Bench()
        #expect(bench.refusal(AssumeRole.self, assuming(role)) == denied(alice, "sts:AssumeRole", role))
    }

    @Test("is refused to root and to root's sessions")
    func root() throws {
        let bench = try Bench()
        let expected = refusal(403, "AccessDenied", "Roles may not be assumed by root accounts.")
        #expect(bench.refusal(AssumeRole.self, assuming("deployer"), as: .root()) == expected)
        let session = try bench.session(GetSessionToken.self, as: .root())
        #expect(bench.refusal(AssumeRole.self, assuming("deployer"), as: .session(session)) == expected)
    }

    @Test("needs the external ID that the trust policy asks for, to the letter")
    func externalID() throws {
        let bench = try Bench()
        let expected = denied(alice, "sts:AssumeRole", Bench.role("partner"))
        #expect(bench.refusal(AssumeRole.self, assuming("partner")) == expected)
        for wrong in ["other", "Secret-Handshake", "secret-handshak"] {
            #expect(bench.refusal(AssumeRole.self, assuming("partner", [("ExternalId", wrong)])) == expected)
        }
        _ = try bench.perform(AssumeRole.self, assuming("partner", [("ExternalId", "secret-handshake")]))
    }

    @Test("shows policies what the call passes")
    func context() throws {
        let bench = try Bench()
        let question = try #require(
            try bench.questions(
                AssumeRole.self,
                assuming("deployer", [("ExternalId", "id"), ("SourceIdentity", "ann"), ("DurationSeconds", "900")])
            ).first
        )
        #expect(question.action == "sts:AssumeRole")
        #expect(question.resource.name == Bench.role("deployer"))
        #expect(
            question.context
                == RequestContext([
                    "sts:ExternalId": ["id"], "sts:RoleSessionName": ["session-1"], "sts:SourceIdentity": ["ann"],
                    "sts:DurationSeconds": ["900"],
                ])
        )
    }

    @Test("keeps to the role's longest session, which who may not assume it does not learn")
    func roleMaximum() throws {
        let bench = try Bench()
        _ = try bench.perform(AssumeRole.self, assuming("deployer", [("DurationSeconds", "7200")]))
        #expect(
            bench.refusal(AssumeRole.self, assuming("deployer", [("DurationSeconds", "7201")]))
                == refusal(
                    400,
                    "ValidationError",
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
                )
        )
        let stranger = bench.refusal(
            AssumeRole.self,
            assuming("deployer", [("DurationSeconds", "43200")]),
            as: .user("bob")
        )
        #expect(stranger?.code == "AccessDenied")
    }

    @Test("from a role's session lasts an hour at most; from GetSessionToken's as long as the role allows")
    func chaining() throws {
        let bench = try Bench()
        let deployer = try bench.session(AssumeRole.self, assuming("deployer"))
        let chained = "service/chained"
        _ = try bench.perform(AssumeRole.self, assuming(chained, [("DurationSeconds", "3600")]), as: .session(deployer))
        #expect(
            bench.refusal(AssumeRole.self, assuming(chained, [("DurationSeconds", "3601")]), as: .session(deployer))
                == refusal(
                    400,
                    "ValidationError",
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
                )
        )
        let session = try bench.session(GetSessionToken.self)
        _ = try bench.perform(
            AssumeRole.self,
            assuming("deployer", [("DurationSeconds", "7200")]),
            as: .session(session)
        )
    }

    @Test("refuses context assertions, which it cannot read")
    func contexts() throws {
        let bench = try Bench()
        let contexts = [
            ("ProvidedContexts.member.1.ProviderArn", "arn:aws:iam::aws:contextProvider/IdentityCenter"),
            ("ProvidedContexts.member.1.ContextAssertion", "assertion"),
        ]
        #expect(
            bench.refusal(AssumeRole.self, assuming("deployer", contexts))
                == refusal(400, "ValidationError", "The provided context assertion is not valid.")
        )
    }

    @Test("across accounts needs both sides")
    func accounts() throws {
        let bench = try Bench()
        let visitor = Bench.role("visitor", in: Bench.other)
        _ = try bench.perform(AssumeRole.self, assuming(visitor))
        #expect(
            bench.refusal(AssumeRole.self, assuming(visitor), as: .user("bob"))
                == denied("arn:aws:iam::123456789012:user/bob", "sts:AssumeRole", visitor)
        )
    }
}
