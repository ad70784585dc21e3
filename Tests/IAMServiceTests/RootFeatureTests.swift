import AWSProtocols
import Emulator
import TestSupport
import Testing

@Suite("Central root access")
struct RootFeatureTests {
    private static let yaml =
        Bench.worldYAML + """
            organization:
              id: o-rootaccess01
              management_account: "123456789012"
              accounts: ["123456789012", "210987654321"]
              service_access: [iam.amazonaws.com]

            """

    private static func result(_ action: String, _ features: String...) -> String {
        let list = features.map { "<member>\($0)</member>" }.joined()
        return
            "<\(action)Result><OrganizationId>o-rootaccess01</OrganizationId><EnabledFeatures>\(list)</EnabledFeatures>"
            + "</\(action)Result>"
    }

    private func texts(_ bench: Bench, _ actions: [String]) async throws -> [String] {
        var texts: [String] = []
        for action in actions { texts.append(try await bench.call(action).line) }
        return texts
    }

    private func assumesRoot(_ bench: Bench) async throws -> Bool {
        let answer = try await bench.sts(
            "AssumeRoot",
            [
                ("TargetPrincipal", "210987654321"),
                ("TaskPolicyArn.arn", "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"),
            ]
        )
        return answer.status == 200
    }

    @Test("is switched on and off by feature, and decides whether root is assumed")
    func features() async throws {
        let bench = try Bench(Self.yaml)
        #expect(try await !assumesRoot(bench))
        let credentials = "OrganizationsRootCredentialsManagement"
        let sessions = "OrganizationsRootSessions"
        let answers = try await texts(
            bench,
            ["Enable" + sessions, "Enable" + credentials, "Enable" + sessions, "ListOrganizationsFeatures"]
        )
        let expected = [
            Self.result("Enable" + sessions, "RootSessions"),
            Self.result("Enable" + credentials, "RootCredentialsManagement", "RootSessions"),
            Self.result("Enable" + sessions, "RootCredentialsManagement", "RootSessions"),
            Self.result("ListOrganizationsFeatures", "RootCredentialsManagement", "RootSessions"),
        ]
        for (answer, result) in zip(answers, expected) { #expect(answer.contains(result), "\(answer)") }
        #expect(try await assumesRoot(bench))
        let exported = try await bench.emulator.control(ReadWorld()).yaml
        #expect(exported.contains("root_sessions: true") && exported.contains("root_credentials_management: true"))
        let off = try await bench.call("Disable" + sessions).line
        #expect(off.contains(Self.result("Disable" + sessions, "RootCredentialsManagement")), "\(off)")
        #expect(try await !assumesRoot(bench))
        let none = try await bench.call("Disable" + credentials).line
        #expect(none.contains("<EnabledFeatures/>"), "\(none)")
        _ = try await bench.call("Enable" + sessions)
        _ = try await bench.emulator.control(ResetWorld())
        #expect(try await bench.call("ListOrganizationsFeatures").body.contains("RootSessions") == false)
    }

    @Test("needs IAM's access to an organization with all features, and ends with it")
    func trust() async throws {
        let action = "EnableOrganizationsRootSessions"
        let withoutAccess = try Bench(Self.yaml.replacing("  service_access: [iam.amazonaws.com]\n", with: ""))
        #expect(
            try await withoutAccess.call(action).error
                == refusal(
                    400,
                    "ServiceAccessNotEnabledException",
                    "Trusted Access for IAM not enabled by organization of input account 123456789012."
                )
        )
        let billing = try Bench(
            Self.yaml.replacing("  service_access:", with: "  feature_set: CONSOLIDATED_BILLING\n  service_access:")
        )
        #expect(
            try await billing.call(action).error
                == refusal(
                    400,
                    "OrganizationNotInAllFeaturesModeException",
                    "The request was rejected because your organization does not have All features enabled."
                )
        )
        let bench = try Bench(Self.yaml)
        #expect(try await bench.call(action).body.contains("RootSessions"))
        _ = try await bench.emulator.control(
            PerformOperation(
                .organizations,
                "DisableAWSServiceAccess",
                ["ServicePrincipal": "iam.amazonaws.com"],
                account: "123456789012"
            )
        )
        #expect(try await bench.call("ListOrganizationsFeatures").error?.code == "ServiceAccessNotEnabledException")
        #expect(try await !assumesRoot(bench))
    }

    @Test("may be listed and switched off, and not on, by an account that administers IAM")
    func delegated() async throws {
        let yaml = Self.yaml.replacing(
            "  service_access:",
            with:
                "  delegated_administrators: {\"210987654321\": [iam.amazonaws.com]}\n  root_sessions: true\n  service_access:"
        )
        let bench = try Bench(yaml)
        let listed = try await bench.call("ListOrganizationsFeatures", as: Bench.mallory).body
        #expect(listed.contains("<member>RootSessions</member>"), "\(listed)")
        let refused = try await bench.call("EnableOrganizationsRootCredentialsManagement", as: Bench.mallory).error
        #expect(refused?.code == "CallerIsNotManagementAccountException")
        let off = try await bench.call("DisableOrganizationsRootSessions", as: Bench.mallory).body
        #expect(off.contains("<EnabledFeatures/>"), "\(off)")
    }

    @Test("is kept over a restart")
    func kept() async throws {
        let folder = try TemporaryFolder()
        do {
            let bench = try Bench(Self.yaml, dataDirectory: folder.path)
            _ = try await bench.call("EnableOrganizationsRootCredentialsManagement")
            bench.emulator.close()
        }
        let bench = try Bench(Self.yaml, dataDirectory: folder.path)
        let answer = try await bench.call("ListOrganizationsFeatures").line
        #expect(answer.contains(Self.result("ListOrganizationsFeatures", "RootCredentialsManagement")), "\(answer)")
        bench.emulator.close()
    }

    @Test(
        "is for the management account of an organization alone",
        arguments: [
            "EnableOrganizationsRootSessions", "EnableOrganizationsRootCredentialsManagement",
            "DisableOrganizationsRootSessions", "DisableOrganizationsRootCredentialsManagement",
            "ListOrganizationsFeatures",
        ]
    )
    func refusals(action: String) async throws {
        let bench = try Bench(Self.yaml)
        let member =
            action.hasPrefix("Enable")
            ? refusal(
                400,
                "CallerIsNotManagementAccountException",
                "The request was rejected because the account making the request is not the management account for the "
                    + "organization."
            )
            : refusal(
                400,
                "AccountNotManagementOrDelegatedAdministratorException",
                "The request was rejected because the account making the request is not the management account or "
                    + "delegated administrator account for centralized root access."
            )
        #expect(try await bench.call(action, as: Bench.mallory).error == member)
        #expect(
            try await Bench().call(action).error
                == refusal(
                    400,
                    "OrganizationNotFoundException",
                    "The request was rejected because no organization is associated with your account."
                )
        )
        let sentence =
            "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: iam:\(action) on resource: * because "
            + "no identity-based policy allows the iam:\(action) action"
        #expect(try await bench.call(action, as: Bench.bob).error == refusal(403, "AccessDenied", sentence))
    }
}
