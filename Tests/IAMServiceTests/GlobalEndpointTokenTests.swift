import AWSProtocols
import Emulator
import Testing

@Suite("Tokens of the global endpoint of STS")
struct GlobalEndpointTokenTests {
    private static let yaml = Bench.worldYAML.replacing(
        "      us-east-1: {}\n      eu-west-1: {}\n",
        with: "      us-east-1: {}\n      eu-south-1: {}\n"
    )

    /// Calls STS's endpoint of a region with a session that an endpoint has given.
    private func call(_ bench: Bench, from host: String, in region: String) async throws -> Answer {
        let session = try await bench.call("GetSessionToken", service: "sts", version: "2011-06-15", host: host)
        let node = try #require(try session.xml()["GetSessionTokenResult"]?["Credentials"])
        let credentials = Bench.Credentials(
            key: try #require(node["AccessKeyId"]?.text),
            secret: try #require(node["SecretAccessKey"]?.text),
            token: node["SessionToken"]?.text
        )
        return try await bench.call(
            "GetCallerIdentity",
            as: credentials,
            service: "sts",
            version: "2011-06-15",
            host: "sts.\(region).amazonaws.com",
            region: region
        )
    }

    private func version(_ bench: Bench) async throws -> String? {
        let summary = try await bench.done("GetAccountSummary")?["SummaryMap"]?.children
        return summary?.first { $0["key"]?.text == "GlobalEndpointTokenVersion" }?["value"]?.text
    }

    @Test("are valid in the regions that every account has, and of version 2 in all")
    func versions() async throws {
        let bench = try Bench(Self.yaml)
        let unknown = refusal(
            403,
            "InvalidClientTokenId",
            "The security token included in the request is invalid."
        )
        let global = "sts.amazonaws.com"
        #expect(try await version(bench) == "1")
        #expect(try await call(bench, from: global, in: "eu-south-1").error == unknown)
        #expect(try await call(bench, from: global, in: "us-east-1").status == 200)
        #expect(try await call(bench, from: "sts.us-east-1.amazonaws.com", in: "eu-south-1").status == 200)
        try await bench.done("SetSecurityTokenServicePreferences", [("GlobalEndpointTokenVersion", "v2Token")])
        #expect(try await version(bench) == "2")
        #expect(try await call(bench, from: global, in: "eu-south-1").status == 200)
        let exported = try await bench.emulator.control(ReadWorld()).yaml
        #expect(exported.contains("global_endpoint_token_version: 2"))
        try await bench.done("SetSecurityTokenServicePreferences", [("GlobalEndpointTokenVersion", "v1Token")])
        #expect(try await call(bench, from: global, in: "eu-south-1").error == unknown)
        let declared = try Bench(
            Self.yaml.replacing(
                "    policies:\n      team",
                with: "    global_endpoint_token_version: 2\n    policies:\n      team"
            )
        )
        #expect(try await version(declared) == "2")
        #expect(try await call(declared, from: global, in: "eu-south-1").status == 200)
    }

    @Test("are chosen by words of AWS's, by who may")
    func refusals() async throws {
        let bench = try Bench(Self.yaml)
        #expect(
            try await bench.call("SetSecurityTokenServicePreferences", [("GlobalEndpointTokenVersion", "v3Token")])
                .error
                == refusal(
                    400,
                    "ValidationError",
                    "1 validation error detected: Value 'v3Token' at 'globalEndpointTokenVersion' failed to satisfy "
                        + "constraint: Member must satisfy enum value set: [v1Token, v2Token]"
                )
        )
        let action = "iam:SetSecurityTokenServicePreferences"
        #expect(
            try await bench.call(
                "SetSecurityTokenServicePreferences",
                [("GlobalEndpointTokenVersion", "v2Token")],
                as: Bench.bob
            ).error
                == refusal(
                    403,
                    "AccessDenied",
                    "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: \(action) on resource: * "
                        + "because no identity-based policy allows the \(action) action"
                )
        )
    }
}
