import AWSCore
import AWSProtocols
import Determinism
import Emulator
import Foundation
import Testing

@Suite("Operations for which an identity provider vouches")
struct UnsignedOperationTests {
    private static let parameters = [
        ("RoleArn", "arn:aws:iam::123456789012:role/deployer"), ("RoleSessionName", "session-1"),
    ]
    private static let operations = [
        ("AssumeRoleWithWebIdentity", parameters + [("WebIdentityToken", "no.token.atall")]),
        (
            "AssumeRoleWithSAML",
            parameters.prefix(1) + [
                ("PrincipalArn", "arn:aws:iam::123456789012:saml-provider/idp"), ("SAMLAssertion", "bm90IFNBTUw="),
            ]
        ),
    ]

    @Test("are reached without a signature, and with one that is wrong")
    func reached() async throws {
        let bench = try TestBench()
        for (operation, parameters) in Self.operations {
            let form = QueryParameters.encode([("Action", operation), ("Version", "2011-06-15")] + parameters)
            let headers = [("Content-Type", "application/x-www-form-urlencoded")]
            var codes: Set<String> = []
            for (host, more) in [
                ("sts.us-east-1.amazonaws.com", [:]), ("localhost:4566", [:]),
                ("sts.us-east-1.amazonaws.com", ["Authorization": "AWS4-HMAC-SHA256 Credential=x"]),
                ("sts.us-east-1.amazonaws.com", ["Authorization": "Basic QVdTOng=", "X-Amz-Date": "yesterday"]),
            ] {
                let answer = try await bench.send("POST", "/", host: host, headers: headers + Array(more), body: form)
                codes.insert(answer.stsError.code + " " + answer.stsError.message)
            }
            let signed = try await bench.sts(operation, Array(parameters))
            codes.insert(signed.stsError.code + " " + signed.stsError.message)
            // All come as far as the operation itself, which does not know the provider.
            #expect(codes.count == 1, "\(codes)")
            #expect(codes.allSatisfy { !$0.hasPrefix("MissingAuth") && !$0.hasPrefix("IncompleteSig") }, "\(codes)")
            #expect(
                bench.emulator.events().allSatisfy { $0.eventName == operation && $0.userIdentity.type == "Unknown" }
            )
            _ = try await bench.emulator.control(ResetWorld())
        }
    }

    @Test("say in the journal what stands behind a refusal, without what was refused")
    func details() async throws {
        let bench = try TestBench()
        for (operation, parameters) in Self.operations { _ = try await bench.sts(operation, Array(parameters)) }
        let events = bench.emulator.events()
        #expect(
            events.map(\.errorDetail) == [
                "not a JSON Web Token: a part is not base64url without padding",
                "the role's account 123456789012 has no SAML provider arn:aws:iam::123456789012:saml-provider/idp",
            ]
        )
        #expect(
            events.allSatisfy { event in
                !["atall", "bm90IFNBTUw"].contains { "\(event)".contains($0) }
            }
        )
        _ = try await bench.sts("GetCallerIdentity")
        #expect(bench.emulator.events().last?.errorDetail == nil)
    }

    @Test("Immunity 15, permanent bypass identities: no other operation is reached without a signature")
    func others() async throws {
        let bench = try TestBench()
        for operation in ["GetCallerIdentity", "AssumeRole", "GetAccessKeyInfo", "GetWebIdentityToken", "AssumeRoot"] {
            let form = QueryParameters.encode([("Action", operation), ("Version", "2011-06-15")])
            let answer = try await bench.send("POST", "/", host: "sts.us-east-1.amazonaws.com", body: form)
            #expect(
                answer.stsError == refusal(403, "MissingAuthenticationToken", "Request is missing Authentication Token")
            )
        }
    }
}
