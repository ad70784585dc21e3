import AWSProtocols
import Emulator
import Foundation
import Testing

/// Invitations, over a world whose organization has one account, beside another account.
@Suite("Handshakes of an organization")
struct OrganizationHandshakesTests {
    private static func world(_ featureSet: String = "ALL") -> String {
        """
        organization:
          id: o-bench000001
          root_id: r-benc
          management_account: "123456789012"
          feature_set: \(featureSet)
          accounts: []
        accounts:
          "123456789012":
            name: Head
            email: head@example.com
            users:
              alice:
                policies: [AdministratorAccess]
                access_keys: [{id: AKIAALICEALICEALICEA, secret: alice/secret/alice/secret/alice/secret/a}]
          "210987654321":
            email: other@example.com
            users:
              mallory:
                policies: [AdministratorAccess]
                access_keys: [{id: AKIAMALLORYMALLORYMA, secret: mallory/secret/mallory/secret/mallory/s}]
          "333333333333":
            users:
              zoe:
                policies: [AdministratorAccess]
                access_keys: [{id: AKIAZOEZOEZOEZOEZOEZ, secret: zoe/secret}]
            regions: {us-east-1: {}}
        """
    }

    private static let zoe = TestBench.Credentials("AKIAZOEZOEZOEZOEZOEZ", "zoe/secret")

    private func invite(_ bench: TestBench, _ id: String = "210987654321", _ type: String = "ACCOUNT") async throws
        -> String
    {
        let body: JSONValue = [
            "Target": ["Id": .string(id), "Type": .string(type)], "Notes": "welcome",
            "Tags": [["Key": "team", "Value": "a"]],
        ]
        let answer = try await bench.organizations("InviteAccountToOrganization", body)
        return try answer.json()["Handshake"]?["Id"]?.string ?? answer.body
    }

    private func answer(
        _ bench: TestBench,
        _ verb: String,
        _ id: String,
        as credentials: TestBench.Credentials = TestBench.alice
    ) async throws -> String {
        try await bench.organizations("\(verb)Handshake", ["HandshakeId": .string(id)], as: credentials).body
    }

    @Test("an invitation is seen by both sides, and whoever accepts it is a member")
    func accepted() async throws {
        let bench = try TestBench(worldYAML: Self.world())
        let id = try await invite(bench, "other@example.com", "EMAIL")
        #expect(id.wholeMatch(of: #/h-[a-z0-9]{32}/#) != nil)
        let expected =
            #"{"Action":"INVITE","Arn":"arn:aws:organizations::123456789012:handshake/o-bench000001/invite/\#(id)","#
            + #""ExpirationTimestamp":1.7736624E9,"Id":"\#(id)","Parties":[{"Id":"o-bench000001","Type":"ORGANIZATION"},"#
            + #"{"Id":"other@example.com","Type":"EMAIL"}],"RequestedTimestamp":1.7723664E9,"#
            + #""Resources":[{"Resources":[{"Type":"MASTER_EMAIL","Value":"head@example.com"},"#
            + #"{"Type":"MASTER_NAME","Value":"Head"},{"Type":"ORGANIZATION_FEATURE_SET","Value":"ALL"}],"#
            + #""Type":"ORGANIZATION","Value":"o-bench000001"},{"Type":"EMAIL","Value":"other@example.com"},"#
            + #"{"Type":"NOTES","Value":"welcome"}],"State":"OPEN"}"#
        #expect(try await answer(bench, "Describe", id) == #"{"Handshake":\#(expected)}"#)
        for (list, credentials) in [
            ("ListHandshakesForOrganization", TestBench.alice), ("ListHandshakesForAccount", TestBench.mallory),
        ] {
            let body: JSONValue = ["Filter": ["ActionType": "INVITE"]]
            let listed = try await bench.organizations(list, body, as: credentials).body
            #expect(listed == #"{"Handshakes":[\#(expected)]}"#)
        }
        #expect(try await invite(bench).contains("DuplicateHandshakeException"))
        // Others do not see it, and the sender does not accept it.
        #expect(try await answer(bench, "Describe", id, as: Self.zoe).contains("HandshakeNotFoundException"))
        #expect(try await answer(bench, "Accept", id).contains("AccessDeniedException"))
        #expect(try await answer(bench, "Cancel", id, as: TestBench.mallory).contains("AccessDeniedException"))
        #expect(try await answer(bench, "Accept", id, as: TestBench.mallory).contains(#""State":"ACCEPTED""#))
        let again = try await answer(bench, "Accept", id, as: TestBench.mallory)
        #expect(again.contains("HandshakeAlreadyInStateException"))
        #expect(try await answer(bench, "Cancel", id).contains("InvalidHandshakeTransitionException"))
        let account = try await bench.organizations("DescribeAccount", ["AccountId": "210987654321"]).body
        #expect(account.contains(#""JoinedMethod":"INVITED","JoinedTimestamp":1.7723664E9"#))
        let tags = try await bench.organizations("ListTagsForResource", ["ResourceId": "210987654321"]).body
        #expect(tags == #"{"Tags":[{"Key":"team","Value":"a"}]}"#)
        #expect(try await invite(bench).contains("ALREADY_IN_AN_ORGANIZATION"))
        // Whoever was invited may go at once.
        #expect(try await bench.organizations("LeaveOrganization", as: TestBench.mallory).body == "{}")
    }

    @Test("an invitation is declined, cancelled, or expires after 15 days, and is told for 30 days more")
    func ended() async throws {
        let bench = try TestBench(worldYAML: Self.world())
        let declined = try await invite(bench)
        #expect(try await answer(bench, "Decline", declined, as: TestBench.mallory).contains("DECLINED"))
        let canceled = try await invite(bench)
        #expect(try await answer(bench, "Cancel", canceled).contains("CANCELED"))
        let expired = try await invite(bench)
        _ = try await bench.emulator.control(MoveClock.advance(15 * 86_400))
        #expect(try await answer(bench, "Describe", expired).contains("EXPIRED"))
        let late = try await answer(bench, "Accept", expired, as: TestBench.mallory)
        #expect(late.contains("InvalidHandshakeTransitionException"))
        let told = try await bench.organizations("ListHandshakesForOrganization").json()["Handshakes"]?.array
        #expect(told?.count == 3)
        _ = try await bench.emulator.control(MoveClock.advance(15 * 86_400))
        let left = try await bench.organizations("ListHandshakesForOrganization").json()["Handshakes"]?.array
        #expect(left?.map { $0["Id"] } == [.string(expired)])
        #expect(try await answer(bench, "Describe", declined).contains("HandshakeNotFoundException"))
    }

    @Test("an invitation counts towards the quota while it is pending")
    func quota() async throws {
        let yaml = Self.world().replacingOccurrences(of: "accounts: []", with: "accounts: []\n  account_quota: 2")
        let bench = try TestBench(worldYAML: yaml)
        let id = try await invite(bench)
        let other: JSONValue = ["AccountName": "a", "Email": "a@example.com"]
        let full = try await bench.organizations("CreateAccount", other).body
        #expect(full.contains("ACCOUNT_LIMIT_EXCEEDED"))
        let refused = try await invite(bench, "333333333333")
        #expect(
            refused.contains("ACCOUNT_NUMBER_LIMIT_EXCEEDED")
                && refused.contains("You have exceeded the allowed number of AWS accounts.")
        )
        #expect(try await answer(bench, "Decline", id, as: TestBench.mallory).contains("DECLINED"))
        #expect(try await bench.organizations("CreateAccount", other).body.contains("SUCCEEDED"))
    }

    @Test("nobody is invited who is not there")
    func refused() async throws {
        let bench = try TestBench(worldYAML: Self.world())
        for (id, type, reason) in [
            ("999999999999", "ACCOUNT", "INVALID_PARTY_TYPE_TARGET"),
            ("o-x", "ORGANIZATION", "INVALID_PARTY_TYPE_TARGET"),
            ("nobody@example.com", "EMAIL", "INVALID_EMAIL_ADDRESS_TARGET"),
        ] {
            #expect(try await invite(bench, id, type).contains(reason))
        }
        let both: JSONValue = ["Filter": ["ActionType": "INVITE", "ParentHandshakeId": "h-00000000"]]
        #expect(
            try await bench.organizations("ListHandshakesForAccount", both).body.contains("MAX_LIMIT_EXCEEDED_FILTER")
        )
    }

    @Test("all features come once every invited account has approved and the management account has accepted")
    func features() async throws {
        let bench = try TestBench(worldYAML: Self.world("CONSOLIDATED_BILLING"))
        let invitation = try await invite(bench)
        _ = try await answer(bench, "Accept", invitation, as: TestBench.mallory)
        let begun = try await bench.organizations("EnableAllFeatures")
        #expect(begun.body.contains(#""State":"REQUESTED""#) && begun.body.contains(#""Action":"ENABLE_ALL_FEATURES""#))
        let parent = try #require(try begun.json()["Handshake"]?["Id"]?.string)
        #expect(
            try await bench.organizations("EnableAllFeatures").body
                .contains("ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION")
        )
        #expect(try await invite(bench, "333333333333").contains("INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES"))
        #expect(try await answer(bench, "Accept", parent).contains("InvalidHandshakeTransitionException"))
        let filter: JSONValue = ["Filter": ["ParentHandshakeId": .string(parent)]]
        let asked = try await bench.organizations("ListHandshakesForAccount", filter, as: TestBench.mallory)
        let child = try #require(try asked.json()["Handshakes"]?.array?.first)
        #expect(child["Action"] == "APPROVE_ALL_FEATURES")
        let approval = try await answer(bench, "Accept", child["Id"]?.string ?? "", as: TestBench.mallory)
        #expect(approval.contains("ACCEPTED"))
        #expect(try await answer(bench, "Describe", parent).contains(#""State":"OPEN""#))
        #expect(try await answer(bench, "Accept", parent).contains("ACCEPTED"))
        #expect(try await bench.organizations("DescribeOrganization").body.contains(#""FeatureSet":"ALL""#))
        #expect(
            try await bench.organizations("EnableAllFeatures").body.contains("ORGANIZATION_ALREADY_HAS_ALL_FEATURES")
        )
    }
}
