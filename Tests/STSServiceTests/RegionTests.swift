import AWSProtocols
import STSService
import Testing
import World

@Suite("Where STS is switched off")
struct RegionTests {
    private let expected = refusal(
        403,
        "RegionDisabledException",
        "STS is not activated in this region for account:210987654321. Your account administrator can activate STS in "
            + "this region using the IAM Console."
    )

    private func bench(_ region: String = "eu-west-1") throws -> Bench {
        var bench = try Bench()
        bench.region = region
        return bench
    }

    @Test("its users get no sessions, but may ask who they are")
    func users() throws {
        let bench = try bench()
        let carol = Bench.Caller.user("carol", account: Bench.other)
        #expect(bench.refusal(GetSessionToken.self, as: carol) == expected)
        #expect(bench.refusal(GetFederationToken.self, [("Name", "guest")], as: carol) == expected)
        _ = try bench.perform(GetCallerIdentity.self, as: carol)
        _ = try bench.perform(GetAccessKeyInfo.self, [("AccessKeyId", "AKIAALICEALICEALICE1")], as: carol)
    }

    @Test("its roles are not assumed, by whomever; its users may assume roles of accounts where it is on")
    func roles() throws {
        let bench = try bench()
        let visitor = assuming(Bench.role("visitor", in: Bench.other))
        #expect(bench.refusal(AssumeRole.self, visitor) == expected)
        let untagged = bench.refusal(AssumeRole.self, assuming("untagged"), as: .user("carol", account: Bench.other))
        #expect(untagged?.code == "AccessDenied")
        let web = [
            ("RoleArn", Bench.role("visitor", in: Bench.other)), ("RoleSessionName", "session-1"),
            ("WebIdentityToken", "a.b.c"),
        ]
        #expect(bench.refusal(AssumeRoleWithWebIdentity.self, web, as: .nobody) == expected)
        let saml = [
            ("RoleArn", Bench.role("visitor", in: Bench.other)),
            ("PrincipalArn", "arn:aws:iam::210987654321:saml-provider/corp"), ("SAMLAssertion", "PHg+"),
        ]
        #expect(bench.refusal(AssumeRoleWithSAML.self, saml, as: .nobody) == expected)
    }

    @Test("other regions answer, and the global endpoint always does")
    func elsewhere() throws {
        let carol = Bench.Caller.user("carol", account: Bench.other)
        for region in ["eu-west-2", "us-east-1"] {
            _ = try bench(region).perform(GetSessionToken.self, as: carol)
        }
    }

    @Test("root sessions are for accounts where it is on")
    func root() throws {
        let parameters = [("TargetPrincipal", Bench.other), ("TaskPolicyArn.arn", TestWorld.rootTask)]
        #expect(try bench().refusal(AssumeRoot.self, parameters) == expected)
    }
}
