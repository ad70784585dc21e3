import AWSCore
import AWSProtocols
import ECRService
import Testing
import World

@Suite("An account's settings")
struct AccountSettingTests {
    private func setting(_ name: String, _ value: String) -> JSONValue {
        ["name": .string(name), "value": .string(value)]
    }

    @Test("have the values of new registries until they are changed")
    func usual() async throws {
        let registry = try TestRegistry()
        for (name, value) in [
            ("BASIC_SCAN_TYPE_VERSION", "AWS_NATIVE"), ("REGISTRY_POLICY_SCOPE", "V2"), ("BLOB_MOUNTING", "DISABLED"),
        ] {
            #expect(try await registry.perform(GetAccountSetting.self, ["name": .string(name)]) == setting(name, value))
            let put = try await registry.perform(
                PutAccountSetting.self,
                ["name": .string(name), "value": .string(value)]
            )
            #expect(put == setting(name, value))
        }
    }

    @Test("hold for a region of an account, and decide what the registry's policy has a say in")
    func scope() async throws {
        let registry = try TestRegistry()
        let account = try #require(AccountID(TestRegistry.home))
        let name: [String: JSONValue] = ["name": "REGISTRY_POLICY_SCOPE"]
        for value in ["V1", "V2"] {
            let put = try await registry.perform(PutAccountSetting.self, name.merging(["value": .string(value)]) { $1 })
            #expect(put == setting("REGISTRY_POLICY_SCOPE", value))
            #expect(try await registry.perform(GetAccountSetting.self, name) == setting("REGISTRY_POLICY_SCOPE", value))
            #expect(
                registry.world.account(account)?.registrySettings(in: registry.region).policyScope.rawValue == value
            )
            let elsewhere = try await registry.perform(GetAccountSetting.self, name, region: "eu-west-1")
            #expect(elsewhere == setting("REGISTRY_POLICY_SCOPE", "V2"))
            let other = try await registry.perform(GetAccountSetting.self, name, as: registry.mallory)
            #expect(other == setting("REGISTRY_POLICY_SCOPE", "V2"))
        }
    }

    @Test("of mounting hold for a region of an account")
    func blobMounting() async throws {
        let registry = try TestRegistry()
        let account = try #require(AccountID(TestRegistry.home))
        let name: [String: JSONValue] = ["name": "BLOB_MOUNTING"]
        for value in ["ENABLED", "DISABLED"] {
            let put = try await registry.perform(PutAccountSetting.self, name.merging(["value": .string(value)]) { $1 })
            #expect(put == setting("BLOB_MOUNTING", value))
            #expect(try await registry.perform(GetAccountSetting.self, name) == setting("BLOB_MOUNTING", value))
            let isEnabled = registry.world.account(account)?.registrySettings(in: registry.region).isBlobMountingEnabled
            #expect(isEnabled == (value == "ENABLED"))
            let elsewhere = try await registry.perform(GetAccountSetting.self, name, region: "eu-west-1")
            #expect(elsewhere == setting("BLOB_MOUNTING", "DISABLED"))
            let other = try await registry.perform(GetAccountSetting.self, name, as: registry.mallory)
            #expect(other == setting("BLOB_MOUNTING", "DISABLED"))
        }
    }

    @Test("of unknown names and values are refused")
    func refused() async throws {
        let registry = try TestRegistry()
        let rule = "Member must satisfy enum value set: [BASIC_SCAN_TYPE_VERSION, REGISTRY_POLICY_SCOPE, BLOB_MOUNTING]"
        for name in ["registry_policy_scope", "COLOUR", "", String(repeating: "X", count: 65)] {
            let members: [String: JSONValue] = ["name": .string(name), "value": "V2"]
            let refused = invalid("name", rule, value: name)
            #expect(try await registry.refusal(of: GetAccountSetting.self, members) == refused)
            #expect(try await registry.refusal(of: PutAccountSetting.self, members) == refused)
        }
        #expect(
            try await registry.refusal(of: PutAccountSetting.self, ["name": "REGISTRY_POLICY_SCOPE", "value": "v2"])
                == invalid("value", "Member must satisfy enum value set: [V1, V2]", value: "v2")
        )
        #expect(
            try await registry.refusal(
                of: PutAccountSetting.self,
                ["name": "BASIC_SCAN_TYPE_VERSION", "value": "CLAIR"]
            )
                == invalid("value", "Member must satisfy enum value set: [AWS_NATIVE]", value: "CLAIR")
        )
        #expect(
            try await registry.refusal(of: PutAccountSetting.self, ["name": "BLOB_MOUNTING", "value": "enabled"])
                == invalid("value", "Member must satisfy enum value set: [ENABLED, DISABLED]", value: "enabled")
        )
        #expect(try await registry.refusal(of: GetAccountSetting.self, [:]) == missing("name"))
        #expect(
            try await registry.refusal(of: PutAccountSetting.self, ["name": "REGISTRY_POLICY_SCOPE"])
                == missing("value")
        )
    }
}
