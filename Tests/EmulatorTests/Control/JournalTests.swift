import AWSCore
import AWSProtocols
import Emulator
import Foundation
import Testing

@Suite("The journal")
struct JournalTests {
    @Test("records a call in CloudTrail's shape, with the decision")
    func event() async throws {
        let bench = try TestBench()
        let answer = try await bench.ecr("CreateRepository", #"{"repositoryName":"web","ignored":"x"}"#)
        let event = try #require(bench.emulator.events().last)
        #expect(event.sequence == 1)
        #expect(event.eventTime == "2026-03-01T12:00:00Z")
        #expect(event.eventSource == "ecr.amazonaws.com")
        #expect(event.eventName == "CreateRepository")
        #expect(event.awsRegion == "us-east-1")
        #expect(event.sourceIPAddress == "127.0.0.1")
        #expect(event.userAgent == "bench/1")
        #expect(event.requestID == answer.requestID)
        #expect(event.errorCode == nil)
        #expect(event.requestParameters?["repositoryName"] == "web")
        #expect(event.requestParameters?["ignored"] == nil)
        #expect(event.userIdentity.type == "IAMUser")
        #expect(event.userIdentity.userName == "alice")
        #expect(event.userIdentity.arn == "arn:aws:iam::123456789012:user/team/alice")
        #expect(event.userIdentity.accountId == "123456789012")
        #expect(event.userIdentity.accessKeyId == TestBench.alice.key)
        #expect(event.userIdentity.principalId?.hasPrefix("AIDA") == true)
        #expect(event.decision?.verdict == "allow")
        #expect(event.decision?.reason == "allowedByIdentityPolicy")
        #expect(event.decision?.statements == ["AdministratorAccess of user/alice: statement 1"])
        #expect(event.decision?.action == "ecr:CreateRepository")
        #expect(event.decision?.resource == "arn:aws:ecr:us-east-1:123456789012:repository/web")
    }

    @Test("records refusals of every kind")
    func refusals() async throws {
        let bench = try TestBench()
        let denied = try await bench.ecr("DescribeRegistry", as: TestBench.bob)
        _ = try await bench.sts("GetCallerIdentity", as: .init("AKIANOBODY", "x"))
        _ = try await bench.sts("Nonsense")
        _ = try await bench.registry(authorization: nil)
        bench.emulator.connectRefused(host: "example.com", port: 443, peerAddress: "127.0.0.1")
        let events = bench.emulator.events()
        #expect(events.map(\.sequence) == [1, 2, 3, 4, 5])
        #expect(
            events.map(\.eventName) == [
                "DescribeRegistry", "GetCallerIdentity", "Nonsense", "RegistryVersionCheck", "Connect",
            ]
        )
        #expect(
            events.map(\.errorCode) == [
                "AccessDeniedException", "InvalidClientTokenId", "InvalidAction", "UNAUTHORIZED", "HostNotEmulated",
            ]
        )
        #expect(events[0].errorMessage == denied.ecrError.message)
        #expect(events[0].decision?.verdict == "deny")
        #expect(events[0].decision?.reason == "identityPolicySilent")
        #expect(events[1].userIdentity.type == "Unknown")
        #expect(events[4].requestParameters == ["host": "example.com", "port": 443])
    }

    @Test("says who assumed what")
    func roleSession() async throws {
        let bench = try TestBench()
        let session = try await bench.assume("deployer").credentials()
        _ = try await bench.ecr("DescribeRepositories", as: session)
        let events = bench.emulator.events()
        #expect(events[0].requestParameters?["roleArn"] == "arn:aws:iam::123456789012:role/deployer")
        let identity = events[1].userIdentity
        #expect(identity.type == "AssumedRole")
        #expect(identity.arn == "arn:aws:sts::123456789012:assumed-role/deployer/session-1")
        #expect(identity.accessKeyId == session.key)
        #expect(identity.sessionContext?.sessionIssuer?.arn == "arn:aws:iam::123456789012:role/deployer")
        #expect(identity.sessionContext?.sessionIssuer?.userName == "deployer")
    }

    @Test("never holds a secret, whatever was sent and wherever it was put")
    func secrets() async throws {
        let bench = try TestBench()
        var secrets = [
            TestBench.alice.secret, TestBench.root.secret, TestBench.carol.secret, TestBench.mallory.secret,
        ]
        for session in [
            try await bench.session("GetSessionToken"),
            try await bench.assume("deployer").credentials(),
            try await bench.session("GetFederationToken", [("Name", "guest")]),
        ] {
            secrets += [session.secret, try #require(session.token)]
            _ = try await bench.sts("GetCallerIdentity", as: session)
            _ = try await bench.ecr("DescribeRepositories", as: session)
            _ = try await bench.sts("GetCallerIdentity", as: .init(session.key, "wrong", token: session.token))
        }
        let basic = try await bench.basic()
        let decoded = String(decoding: try #require(Data(base64Encoded: String(basic.dropFirst(6)))), as: UTF8.self)
        secrets += [String(basic.dropFirst(6)), String(decoded.dropFirst(4))]
        _ = try await bench.registry(authorization: basic)
        _ = try await bench.registry(authorization: basic + "x")
        _ = try await bench.sts("GetCallerIdentity", also: [("Authorization", basic)])
        // Key and secret the wrong way round, in every malformed way.
        let secret = TestBench.alice.secret
        for header in [
            "AWS4-HMAC-SHA256 Credential=\(secret)/20260301/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0",
            "AWS4-HMAC-SHA256 Credential=\(secret)", "AWS4-HMAC-SHA256 \(secret)", "AWS4-HMAC-SHA256 Signature",
            "AWS4-\(secret) Credential=a/20260301/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0",
        ] {
            _ = try await bench.send(
                "GET",
                "/?Action=GetCallerIdentity&Version=2011-06-15",
                host: "sts.us-east-1.amazonaws.com",
                headers: [("X-Amz-Date", "20260301T120000Z"), ("Authorization", header)]
            )
        }
        let plain = "drydockEXAMPLEsecretEXAMPLE"
        secrets.append(plain)
        _ = try await bench.sts("GetCallerIdentity", as: .init(plain, "x"))
        _ = try await bench.sts(plain + "/" + secret)
        _ = try await bench.sts("GetSessionToken", [("SerialNumber", "arn:aws:iam::1:mfa/x"), ("TokenCode", "918273")])
        secrets.append("918273")

        let journal = String(decoding: try JSONEncoder().encode(bench.emulator.events()), as: UTF8.self)
        #expect(bench.emulator.events().count >= 20)
        let unescaped = journal.replacing(#"\/"#, with: "/")
        let leaked = secrets.filter { unescaped.contains($0) }
        #expect(leaked.isEmpty)
    }

    @Test("pages are asked for by sequence number")
    func paging() async throws {
        let bench = try TestBench()
        for _ in 1...5 { _ = try await bench.sts("GetCallerIdentity") }
        #expect(bench.emulator.events(after: 2, limit: 2).map(\.sequence) == [3, 4])
        #expect(bench.emulator.events(after: 5).isEmpty)
        #expect(bench.emulator.events(after: 99).isEmpty)
        #expect(bench.emulator.events(after: .max).isEmpty)
        #expect(bench.emulator.events(after: .min).count == 5)
    }

    @Test("long texts of a client's are cut")
    func longTexts() async throws {
        let bench = try TestBench()
        _ = try await bench.sts("GetFederationToken", [("Name", String(repeating: "n", count: 100_000))])
        let message = try #require(bench.emulator.events().last?.errorMessage)
        #expect(message.utf8.count < 2_000)
    }

    @Test("large inputs are kept in part")
    func largeInputs() async throws {
        let bench = try TestBench()
        let tags = (1...50).map { #"{"Key":"k\#($0)","Value":"\#(String(repeating: "v", count: 256))"}"# }
        let padding = String(repeating: " ", count: 32_768)
        let body = #"{"repositoryName":"big","tags":[\#(tags.joined(separator: ","))]\#(padding)}"#
        #expect(try await bench.ecr("CreateRepository", body).status == 200)
        let parameters = try #require(bench.emulator.events().last?.requestParameters)
        #expect(parameters["repositoryName"] == "big")
        let kept = try #require(parameters["tags"]?.array)
        #expect((2...49).contains(kept.count))
        #expect(kept.last?.string == "… [\(50 - kept.count + 1) more]")
    }
}
