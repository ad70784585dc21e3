import AWSCore
import AWSProtocols
import Determinism
import Federation
import Foundation
import IAM
import STSService
import Testing
import World

@testable import Emulator

@Suite("What STS asks IAM")
struct STSAuthorizationTests {
    private static let role = "arn:aws:iam::123456789012:role/deployer"
    private static let user = "arn:aws:iam::123456789012:user/team/alice"

    private static func trusting(_ statements: String...) throws -> TestBench {
        try TestBench { world in
            let json = #"{"Version":"2012-10-17","Statement":["# + statements.joined(separator: ",") + "]}"
            try world.update(role: "deployer") { $0.trustPolicy = try PolicyDocument(json: json, kind: .trust) }
        }
    }

    private static func trust(_ action: String, _ condition: String? = nil) -> String {
        #"{"Effect":"Allow","Principal":{"AWS":"\#(user)"},"Action":"\#(action)""#
            + (condition.map { #","Condition":\#($0)"# } ?? "") + "}"
    }

    private static func sentence(_ action: String) -> String {
        "User: \(user) is not authorized to perform: \(action) on resource: \(role)"
    }

    @Test("tags and source identities are asked for beside the role itself")
    func further() async throws {
        let tags = [("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "a")]
        let narrow = try Self.trusting(Self.trust("sts:AssumeRole"))
        #expect(try await narrow.assume("deployer").status == 200)
        #expect(
            try await narrow.assume("deployer", tags).stsError
                == refusal(403, "AccessDenied", Self.sentence("sts:TagSession"))
        )
        #expect(
            try await narrow.assume("deployer", [("SourceIdentity", "alice")]).stsError
                == refusal(403, "AccessDenied", Self.sentence("sts:SetSourceIdentity"))
        )
        let wide = try Self.trusting(
            Self.trust("sts:AssumeRole"),
            Self.trust("sts:TagSession", #"{"StringEquals":{"aws:RequestTag/team":"a"}}"#),
            Self.trust("sts:SetSourceIdentity", #"{"StringEquals":{"sts:SourceIdentity":"alice"}}"#)
        )
        #expect(try await wide.assume("deployer", tags + [("SourceIdentity", "alice")]).status == 200)
        #expect(
            try await wide.assume("deployer", [("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "b")]).stsError
                .message == Self.sentence("sts:TagSession")
        )
    }

    @Test("a trust policy's conditions see the external ID, the session's name and the caller's address")
    func conditions() async throws {
        let bench = try Self.trusting(
            Self.trust(
                "sts:AssumeRole",
                #"{"StringEquals":{"sts:ExternalId":"e-1","sts:RoleSessionName":"session-1"},"#
                    + #""IpAddress":{"aws:SourceIp":"127.0.0.1"}}"#
            )
        )
        #expect(try await bench.assume("deployer", [("ExternalId", "e-1")]).status == 200)
        for parameters in [[], [("ExternalId", "e-2")]] {
            #expect(try await bench.assume("deployer", parameters).stsError.message == Self.sentence("sts:AssumeRole"))
        }
    }

    @Test("a role of another account that names the caller is not enough: the caller's own side must allow too")
    func acrossAccounts() async throws {
        let visitor = "arn:aws:iam::210987654321:role/visitor"
        let bench = try TestBench { world in
            world[Bench.stranger].roles["visitor"]?.trustPolicy = try .of(
                .trust,
                #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/bob"},"Action":"sts:AssumeRole"}"#
            )
        }
        #expect(try await bench.assume("direct", as: TestBench.bob).status == 200)
        #expect(try await bench.assume(visitor, as: TestBench.bob).stsError.code == "AccessDenied")
        #expect(bench.emulator.lastDenied?.decision?.reason == "identityPolicySilent")
        let document =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"\#(visitor)"}}"#
        try await bench.operate(
            "PutUserPolicy",
            ["UserName": "bob", "PolicyName": "visit", "PolicyDocument": .string(document)]
        )
        #expect(try await bench.assume(visitor, as: TestBench.bob).status == 200)
    }

    @Test("a session's tags and source identity decide about what the session does")
    func sessionTags() async throws {
        let bench = try TestBench { world in
            try world.update(role: "deployer") { role in
                role.trustPolicy = try .of(
                    .trust,
                    Self.trust("sts:AssumeRole"),
                    Self.trust("sts:TagSession")
                )
                role.attachedPolicies = []
                role.inlinePolicies["p"] = try .of(
                    .identity,
                    #"{"Effect":"Allow","Action":"ecr:*","Resource":"*","#
                        + #""Condition":{"StringEquals":{"aws:PrincipalTag/team":"a"}}}"#
                )
            }
        }
        func code(_ value: String) async throws -> Int {
            let session = try await bench.assume(
                "deployer",
                [("Tags.member.1.Key", "team"), ("Tags.member.1.Value", value)]
            )
            let basic = try await bench.ecr("GetAuthorizationToken", as: session.credentials())
            return basic.status
        }
        #expect(try await code("a") == 200)
        #expect(try await code("b") == 400)
    }

    @Test("a region in which STS is switched off refuses with its own text, and still says who somebody is")
    func regionDisabled() async throws {
        let bench = try TestBench { world in
            world[Bench.account].regionsWithoutSTS = [Region(known: "eu-central-1")]
        }
        let host = "sts.eu-central-1.amazonaws.com"
        let parameters = [("RoleArn", Self.role), ("RoleSessionName", "session-1")]
        #expect(
            try await bench.sts("AssumeRole", parameters, host: host, region: "eu-central-1").stsError
                == refusal(
                    403,
                    "RegionDisabledException",
                    "STS is not activated in this region for account:123456789012. Your account administrator can "
                        + "activate STS in this region using the IAM Console."
                )
        )
        #expect(try await bench.sts("AssumeRole", parameters).status == 200)
        #expect(try await bench.sts("GetCallerIdentity", host: host, region: "eu-central-1").status == 200)
    }

    @Test("web identities are let in by the trust policy alone, and their session has the role's rights")
    func webIdentity() async throws {
        let issuer = "https://ci.example.com"
        let bench = try TestBench { world in
            let provider = OIDCProvider(
                account: Bench.account,
                partition: .aws,
                issuer: issuer,
                clientIDs: ["sts.amazonaws.com"]
            )
            world[Bench.account].oidcProviders[provider.name] = provider
            try world.update(role: "deployer") {
                $0.trustPolicy = try .of(
                    .trust,
                    #"{"Effect":"Allow","Principal":{"Federated":"\#(provider.arn)"},"#
                        + #""Action":"sts:AssumeRoleWithWebIdentity","#
                        + #""Condition":{"StringEquals":{"ci.example.com:sub":"repo:x"}}}"#
                )
            }
        }
        func assume(_ subject: String) async throws -> Answer {
            let now = Int(bench.clock.now.timeIntervalSince1970)
            let token = try bench.emulator.issuers.issuer(issuer).token(
                claims: [
                    "iss": .string(issuer), "sub": .string(subject), "aud": "sts.amazonaws.com", "iat": .integer(now),
                    "exp": .integer(now + 600),
                ],
                algorithm: .rs256
            )
            let form = QueryParameters.encode([
                ("Action", "AssumeRoleWithWebIdentity"), ("Version", "2011-06-15"), ("RoleArn", Self.role),
                ("RoleSessionName", "session-1"), ("WebIdentityToken", token),
            ])
            return try await bench.send(
                "POST",
                "/",
                host: "sts.us-east-1.amazonaws.com",
                headers: [("Content-Type", "application/x-www-form-urlencoded")],
                body: form
            )
        }
        let credentials = try await assume("repo:x").credentials()
        #expect(try await bench.ecr("DescribeRepositories", as: credentials).status == 200)
        let event = try #require(bench.emulator.events().first)
        #expect(event.decision?.reason == "allowedByTrustPolicy")
        #expect(
            try await assume("repo:y").stsError
                == refusal(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")
        )
        let denied = try #require(bench.emulator.lastDenied)
        #expect(denied.decision?.reason == "trustPolicySilent")
        #expect(bench.emulator.explanation(ofEvent: denied.sequence)?.caller.kind == .federatedIdentity)
    }
}
