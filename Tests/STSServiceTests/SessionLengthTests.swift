import AWSCore
import AWSProtocols
import Foundation
import STSService
import Testing
import World

@Suite("Sessions of long-term credentials")
struct SessionLengthTests {
    @Test(
        "last as long as was asked; root's an hour at most",
        arguments: [
            (nil, false, 43_200), ("900", false, 900), ("129600", false, 129_600), (nil, true, 3_600),
            ("43200", true, 3_600), ("900", true, 900),
        ]
    )
    func length(asked: String?, isRoot: Bool, seconds: Int) throws {
        let bench = try Bench()
        let caller: Bench.Caller = isRoot ? .root() : .user("alice")
        let duration = asked.map { [("DurationSeconds", $0)] } ?? []
        for result in [
            try bench.perform(GetSessionToken.self, duration, as: caller),
            try bench.perform(GetFederationToken.self, [("Name", "guest")] + duration, as: caller),
        ] {
            #expect(
                result["Credentials"]?["Expiration"]?.date == Bench.start.addingTimeInterval(TimeInterval(seconds))
            )
        }
    }

    @Test("of a federated user are answered with its name")
    func federatedUser() throws {
        let bench = try Bench()
        let result = try bench.perform(GetFederationToken.self, [("Name", "guest")])
        #expect(result.members.map(\.name) == ["Credentials", "FederatedUser", "PackedPolicySize"])
        #expect(result["FederatedUser"]?["FederatedUserId"]?.text == "123456789012:guest")
        #expect(result["FederatedUser"]?["Arn"]?.text == "arn:aws:sts::123456789012:federated-user/guest")
    }

    @Test("of GetFederationToken are the policies' to give, those of GetSessionToken are not")
    func permissions() throws {
        let bench = try Bench()
        #expect(
            bench.refusal(GetFederationToken.self, [("Name", "guest")], as: .user("bob"))
                == denied(
                    "arn:aws:iam::123456789012:user/bob",
                    "sts:GetFederationToken",
                    "arn:aws:sts::123456789012:federated-user/guest"
                )
        )
        _ = try bench.perform(GetSessionToken.self, as: .user("bob"))
    }

    @Test("have tokens of the size that was asked for, and say so only then")
    func tokenSize() throws {
        let bench = try Bench()
        let usual = try bench.perform(GetSessionToken.self)
        #expect(usual.members.map(\.name) == ["Credentials"])
        let length = try #require(usual["Credentials"]?["SessionToken"]?.text?.utf8.count)
        for (asked, size) in [(0, length), (length - 1, length), (1_000, 1_000), (4_094, 4_096), (4_096, 4_096)] {
            let parameters = [("MinimumSessionTokenSize", "\(asked)")]
            for result in [
                try bench.perform(GetSessionToken.self, parameters),
                try bench.perform(AssumeRole.self, assuming("deployer", parameters)),
                try bench.perform(GetFederationToken.self, [("Name", "guest")] + parameters),
            ] {
                #expect(result["SessionTokenSize"]?.integer == size)
                #expect(result["Credentials"]?["SessionToken"]?.text?.utf8.count == size)
                #expect(result["SessionTokenUtilization"]?.integer == (size * 100 + 4_095) / 4_096)
            }
        }
    }
}
