import AWSCore
import AWSProtocols
import Determinism
import Emulator
import Foundation
import Testing

@Suite("Who calls")
struct AuthenticationTests {
    private static let mismatch =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access "
        + "Key and signing method. Consult the service documentation for details."

    @Test("calls without a signature are refused")
    func unsigned() async throws {
        let bench = try TestBench()
        let sts = try await bench.send(
            "POST",
            "/",
            host: "sts.us-east-1.amazonaws.com",
            body: "Action=GetCallerIdentity&Version=2011-06-15"
        )
        #expect(
            sts.stsError == refusal(403, "MissingAuthenticationToken", "Request is missing Authentication Token")
        )
        let ecr = try await bench.send(
            "POST",
            "/",
            host: "api.ecr.us-east-1.amazonaws.com",
            headers: [
                ("Content-Type", "application/x-amz-json-1.1"),
                ("X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories"),
            ]
        )
        #expect(
            ecr.body == #"{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}"#
        )
        #expect(ecr.status == 400)
    }

    @Test("Immunity 15, permanent bypass identities: unknown and inactive keys, and wrong secrets, are refused")
    func wrongKeys() async throws {
        let bench = try TestBench()
        typealias Credentials = TestBench.Credentials
        let invalid = "The security token included in the request is invalid."
        for (credentials, sts, ecr, text) in [
            (Credentials("AKIANOBODYNOBODYNOBO", "x"), "InvalidClientTokenId", "UnrecognizedClientException", invalid),
            (TestBench.carol, "InvalidClientTokenId", "UnrecognizedClientException", invalid),
            (
                Credentials(TestBench.alice.key, "wrong"), "SignatureDoesNotMatch", "InvalidSignatureException",
                Self.mismatch
            ),
            (Credentials("test", "wrong"), "SignatureDoesNotMatch", "InvalidSignatureException", Self.mismatch),
        ] {
            #expect(try await bench.sts("GetCallerIdentity", as: credentials).stsError == refusal(403, sts, text))
            #expect(try await bench.ecr("DescribeRepositories", as: credentials).ecrError == refusal(400, ecr, text))
        }
    }

    @Test("a key may be any text that a client can send")
    func anyKey() async throws {
        let bench = try TestBench()
        #expect(try await bench.sts("GetCallerIdentity", as: TestBench.bob).status == 200)
    }

    @Test("what was signed is what counts: a changed body, header, path or query is a mismatch")
    func tampering() async throws {
        let bench = try TestBench()
        let host = "sts.us-east-1.amazonaws.com"
        let query = "/?Action=GetCallerIdentity&Version=2011-06-15"
        let good = try await bench.send("GET", query, host: host, signedBy: (TestBench.alice, "us-east-1", "sts"))
        #expect(good.status == 200)
        let edits: [(String, (inout HeaderFields) -> Void)] = [
            ("host", { $0["Host"] = "sts-fips.us-east-1.amazonaws.com" }),
            ("date", { $0["X-Amz-Date"] = "20260301T120100Z" }),
            ("signature", { $0["Authorization"] = $0["Authorization"].map { $0.dropLast() + "z" } }),
        ]
        for (name, edit) in edits {
            let answer = try await bench.send(
                "GET",
                query,
                host: host,
                signedBy: (TestBench.alice, "us-east-1", "sts"),
                edit: edit
            )
            #expect(answer.stsError == refusal(403, "SignatureDoesNotMatch", Self.mismatch), "\(name)")
        }
    }

    @Test("a clock off by 20 minutes is refused, either way")
    func skew() async throws {
        let bench = try TestBench()
        func error(_ seconds: TimeInterval) async throws -> String {
            try await bench.send(
                "GET",
                "/?Action=GetCallerIdentity&Version=2011-06-15",
                host: "sts.us-east-1.amazonaws.com",
                signedBy: (TestBench.alice, "us-east-1", "sts"),
                at: bench.clock.now.addingTimeInterval(seconds)
            ).stsError.message
        }
        #expect(
            try await error(-1_200)
                == "Signature expired: 20260301T114000Z is now earlier than 20260301T114500Z "
                + "(20260301T120000Z - 15 min.)"
        )
        #expect(
            try await error(1_200)
                == "Signature not yet current: 20260301T122000Z is still later than 20260301T121500Z "
                + "(20260301T120000Z + 15 min.)"
        )
    }
}
