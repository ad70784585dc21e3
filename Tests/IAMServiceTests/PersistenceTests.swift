import AWSProtocols
import Emulator
import Foundation
import TestSupport
import Testing

@Suite("What the IAM API has changed")
struct IAMPersistenceTests {
    /// Changes something of each kind.
    private func change(_ bench: Bench) async throws {
        try await bench.done("CreateUser", [("UserName", "kept")])
        try await bench.done("UpdateUser", [("UserName", "kept"), ("NewUserName", "moved")])
        try await bench.done("CreatePolicy", [("PolicyName", "p"), ("PolicyDocument", Bench.allow("ecr:*"))])
        let policy = ("PolicyArn", "arn:aws:iam::123456789012:policy/p")
        try await bench.done(
            "CreatePolicyVersion",
            [policy, ("PolicyDocument", Bench.allow("s3:*")), ("SetAsDefault", "true")]
        )
        try await bench.done("CreateInstanceProfile", [("InstanceProfileName", "ip")])
        try await bench.done("AddRoleToInstanceProfile", [("InstanceProfileName", "ip"), ("RoleName", "deployer")])
        try await bench.done("CreateAccountAlias", [("AccountAlias", "kept-alias")])
        try await bench.done("CreateOpenIDConnectProvider", [("Url", "https://issuer.example.com")])
        try await bench.done("CreateVirtualMFADevice", [("VirtualMFADeviceName", "phone")])
        try await bench.done("GenerateCredentialReport")
        try await bench.done("DeleteGroup", [("GroupName", "pushers")])
        _ = try await bench.sts("GetCallerIdentity", as: Bench.bob)
    }

    /// What a client sees of all that, in one text.
    private func view(_ bench: Bench) async throws -> [String] {
        var texts: [String] = []
        for (action, parameters) in [
            ("GetAccountAuthorizationDetails", []), ("ListAccountAliases", []), ("ListOpenIDConnectProviders", []),
            ("ListVirtualMFADevices", []), ("GetCredentialReport", []), ("ListInstanceProfiles", []),
            ("GetAccessKeyLastUsed", [("AccessKeyId", Bench.bob.key)]),
        ] as [(String, [(String, String)])] {
            texts.append(try await bench.call(action, parameters).text)
        }
        return texts
    }

    @Test("is there after a restart")
    func restart() async throws {
        let folder = try TemporaryFolder()
        let before: [String]
        do {
            let bench = try Bench(dataDirectory: folder.path)
            try await change(bench)
            before = try await view(bench)
            bench.emulator.close()
        }
        let bench = try Bench(dataDirectory: folder.path)
        let after = try await view(bench)
        #expect(after == before)
        #expect(after[0].contains("<UserName>moved</UserName>") && after[0].contains("<VersionId>v2</VersionId>"))
        bench.emulator.close()
    }

    @Test("is gone after a reset")
    func reset() async throws {
        let bench = try Bench()
        let before = try await bench.call("GetAccountAuthorizationDetails").text
        try await change(bench)
        #expect(try await bench.call("GetAccountAuthorizationDetails").text != before)
        _ = try await bench.emulator.control(ResetWorld())
        #expect(try await bench.call("GetAccountAuthorizationDetails").text == before)
        #expect(try await bench.done("ListAccountAliases")?["AccountAliases"]?.children.isEmpty == true)
        #expect(try await bench.call("GetCredentialReport").error?.code == "ReportNotPresent")
        let never = try await bench.done("GetAccessKeyLastUsed", [("AccessKeyId", Bench.bob.key)])
        #expect(never?["AccessKeyLastUsed"]?["LastUsedDate"] == nil)
    }

    @Test("is shown by drydock iam show, too")
    func shown() async throws {
        let bench = try Bench()
        try await change(bench)
        let views = try await bench.emulator.control(ReadIdentities())
        #expect(views.first { $0.kind == "instance-profile" }?.roles == ["deployer"])
        #expect(views.first { $0.kind == "root" }?.alias == "kept-alias")
        let policy = views.first { $0.name == "p" }
        #expect(policy?.versions == ["v1", "v2"] && policy?.defaultVersion == "v2")
    }

    @Test("can be declared in the world's file, as far as profiles and aliases go")
    func declared() async throws {
        let yaml = Bench.worldYAML.replacing(
            "    groups:\n",
            with:
                "    alias: declared\n    instance_profiles:\n      ip: {path: /m/, role: deployer, tags: {a: b}}\n    groups:\n"
        )
        let bench = try Bench(yaml)
        let profile = try await bench.done("GetInstanceProfile", [("InstanceProfileName", "ip")])?["InstanceProfile"]
        #expect(profile?["Arn"]?.text == "arn:aws:iam::123456789012:instance-profile/m/ip")
        #expect(profile?["Roles"]?.texts("RoleName") == ["deployer"])
        #expect(profile?["CreateDate"]?.text == "2024-01-01T00:00:00Z")
        #expect(try await bench.done("ListAccountAliases")?["AccountAliases"]?.children.map(\.text) == ["declared"])
        let wrong = yaml.replacing("role: deployer", with: "role: deployr")
        #expect(throws: (any Error).self) { try Bench(wrong) }
    }
}
