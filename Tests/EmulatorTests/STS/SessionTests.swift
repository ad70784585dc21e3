import AWSCore
import AWSProtocols
import Determinism
import Emulator
import Foundation
import Testing

@Suite("GetSessionToken and GetFederationToken")
struct SessionTests {
    @Test(
        "hand out credentials for as long as was asked",
        arguments: [
            ("GetSessionToken", nil, "2026-03-02T00:00:00Z"), ("GetSessionToken", "900", "2026-03-01T12:15:00Z"),
            ("GetFederationToken", nil, "2026-03-02T00:00:00Z"),
            ("GetFederationToken", "129600", "2026-03-03T00:00:00Z"),
        ]
    )
    func duration(action: String, seconds: String?, expiration: String) async throws {
        let bench = try TestBench()
        let name = action == "GetFederationToken" ? [("Name", "guest")] : []
        let answer = try await bench.sts(action, name + (seconds.map { [("DurationSeconds", $0)] } ?? []))
        let result = try answer.xml().children.first
        #expect(result?["Credentials"]?["Expiration"]?.text == expiration)
        #expect(result?["Credentials"]?["AccessKeyId"]?.text?.hasPrefix("ASIA") == true)
        #expect(result?["Credentials"]?["SecretAccessKey"]?.text?.count == 40)
    }

    @Test("give root an hour at most, whatever it asks", arguments: [nil, "43200", "900"])
    func root(seconds: String?) async throws {
        let bench = try TestBench()
        let answer = try await bench.sts(
            "GetSessionToken",
            seconds.map { [("DurationSeconds", $0)] } ?? [],
            as: TestBench.root
        )
        let expiration = try answer.xml().children.first?["Credentials"]?["Expiration"]?.text
        #expect(expiration == (seconds == "900" ? "2026-03-01T12:15:00Z" : "2026-03-01T13:00:00Z"))
    }

    @Test("are refused to session credentials")
    func ofSessions() async throws {
        let bench = try TestBench()
        let sessions = [
            try await bench.session("GetSessionToken"),
            try await bench.assume("deployer").credentials(),
            try await bench.session("GetFederationToken", [("Name", "guest")]),
        ]
        for session in sessions {
            #expect(
                try await bench.sts("GetSessionToken", as: session).stsError
                    == refusal(403, "AccessDenied", "Cannot call GetSessionToken with session credentials")
            )
            #expect(
                try await bench.sts("GetFederationToken", [("Name", "x1")], as: session).stsError
                    == refusal(403, "AccessDenied", "Cannot call GetFederationToken with session credentials")
            )
        }
    }

    @Test("GetSessionToken needs no permission, GetFederationToken does")
    func permission() async throws {
        let bench = try TestBench()
        #expect(try await bench.sts("GetSessionToken", as: TestBench.bob).status == 200)
        #expect(
            try await bench.sts("GetFederationToken", [("Name", "guest")], as: TestBench.bob).stsError
                == refusal(
                    403,
                    "AccessDenied",
                    "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: sts:GetFederationToken on "
                        + "resource: arn:aws:sts::123456789012:federated-user/guest"
                )
        )
    }

    @Test("GetFederationToken answers who the federated user is")
    func federatedUser() async throws {
        let bench = try TestBench()
        let result = try await bench.sts("GetFederationToken", [("Name", "guest")]).xml().children.first
        #expect(result?.children.map(\.name) == ["Credentials", "FederatedUser", "PackedPolicySize"])
        #expect(result?["FederatedUser"]?["FederatedUserId"]?.text == "123456789012:guest")
        #expect(result?["FederatedUser"]?["Arn"]?.text == "arn:aws:sts::123456789012:federated-user/guest")
        #expect(result?["PackedPolicySize"]?.text == "0")
    }

    @Test("a federated user without a session policy may do nothing but ask who it is")
    func federatedUserMayNothing() async throws {
        let bench = try TestBench()
        let guest = try await bench.session("GetFederationToken", [("Name", "guest")])
        let answer = try await bench.ecr("DescribeRepositories", as: guest)
        #expect(answer.status == 400)
        #expect(answer.ecrError.code == "AccessDeniedException")
        #expect(
            answer.ecrError.message.hasPrefix(
                "User: arn:aws:sts::123456789012:federated-user/guest is not authorized to perform: "
                    + "ecr:DescribeRepositories on resource: arn:aws:ecr:us-east-1:123456789012:repository/* because no "
            )
        )
        #expect(try await bench.assume("deployer", as: guest).stsError.code == "AccessDenied")
        #expect(try await bench.sts("GetCallerIdentity", as: guest).status == 200)
    }

    @Test("sessions end by the virtual clock, at STS, ECR and with AWS's texts")
    func expiry() async throws {
        let bench = try TestBench()
        let session = try await bench.session("GetSessionToken", [("DurationSeconds", "900")])
        bench.clock.advance(by: 899)
        #expect(try await bench.sts("GetCallerIdentity", as: session).status == 200)
        bench.clock.advance(by: 1)
        let text = "The security token included in the request is expired"
        #expect(try await bench.sts("GetCallerIdentity", as: session).stsError == refusal(403, "ExpiredToken", text))
        #expect(
            try await bench.ecr("DescribeRepositories", as: session).ecrError
                == refusal(400, "ExpiredTokenException", text)
        )
    }

    @Test("session keys need their own token, and long-term keys none")
    func tokens() async throws {
        let bench = try TestBench()
        let session = try await bench.session("GetSessionToken")
        let other = try await bench.session("GetSessionToken")
        typealias Credentials = TestBench.Credentials
        for wrong in [
            Credentials(session.key, session.secret), Credentials(session.key, session.secret, token: other.token),
            Credentials(session.key, session.secret, token: "garbage"),
            Credentials(TestBench.alice.key, TestBench.alice.secret, token: session.token),
        ] {
            let error = try await bench.sts("GetCallerIdentity", as: wrong).stsError
            #expect(error.status == 403)
            #expect(error.code == "InvalidClientTokenId")
            #expect(error.message.hasPrefix("The security token included in the request is invalid"))
        }
    }
}
