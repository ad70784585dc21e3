import AWSCore
import AWSProtocols
import Emulator
import Foundation
import Testing

@Suite("Policies by the IAM API")
struct PolicyTests {
    private let bench: Bench
    private let arn = [("PolicyArn", "arn:aws:iam::123456789012:policy/p")]

    init() throws { bench = try Bench() }

    private func create() async throws {
        try await bench.done("CreatePolicy", [("PolicyName", "p"), ("PolicyDocument", Bench.allow("ecr:*"))])
    }

    @Test("have up to five versions, of which one applies")
    func versions() async throws {
        try await create()
        for number in 2...5 {
            let version = try await bench.done(
                "CreatePolicyVersion",
                arn + [("PolicyDocument", Bench.allow("iam:GetUser", on: "*")), ("SetAsDefault", "\(number == 3)")]
            )?["PolicyVersion"]
            #expect(version?["VersionId"]?.text == "v\(number)")
            #expect(version?["IsDefaultVersion"]?.text == "\(number == 3)")
        }
        #expect(
            try await bench.call("CreatePolicyVersion", arn + [("PolicyDocument", Bench.allow("s3:*"))]).error
                == refusal(
                    409,
                    "LimitExceeded",
                    "A managed policy can have up to 5 versions. Before you create a new version, you must delete an "
                        + "existing version."
                )
        )
        #expect(
            try await bench.call("DeletePolicyVersion", arn + [("VersionId", "v3")]).error
                == refusal(409, "DeleteConflict", "Cannot delete the default version of a policy.")
        )
        #expect(
            try await bench.call("DeletePolicy", arn).error?.message.hasPrefix("This policy has more than one version.")
                == true
        )
        try await bench.done("DeletePolicyVersion", arn + [("VersionId", "v1")])
        let versions = try await bench.done("ListPolicyVersions", arn)?["Versions"]
        #expect(versions?.texts("VersionId") == ["v5", "v4", "v3", "v2"])
        #expect(
            try await bench.call("GetPolicyVersion", arn + [("VersionId", "v1")]).error
                == refusal(
                    404,
                    "NoSuchEntity",
                    "Policy arn:aws:iam::123456789012:policy/p version v1 does not exist or is not attachable."
                )
        )
        // The version that applies is what its holders may do.
        try await bench.done("AttachUserPolicy", [("UserName", "bob")] + arn)
        #expect(try await bench.call("GetUser", as: Bench.bob).status == 200)
        try await bench.done(
            "CreatePolicyVersion",
            arn + [("PolicyDocument", Bench.allow("s3:*")), ("SetAsDefault", "true")]
        )
        #expect(try await bench.call("GetUser", as: Bench.bob).status == 403)
        try await bench.done("SetDefaultPolicyVersion", arn + [("VersionId", "v2")])
        #expect(try await bench.call("GetUser", as: Bench.bob).status == 200)
        #expect(
            try await bench.call("DeletePolicy", arn).error
                == refusal(409, "DeleteConflict", "Cannot delete a policy attached to entities.")
        )
    }

    @Test("of AWS's are listed, read, and not changed")
    func managed() async throws {
        let list = try await bench.done("ListPolicies", [("Scope", "AWS"), ("OnlyAttached", "true")])?["Policies"]
        #expect(list?.texts("PolicyName") == ["AdministratorAccess"])
        #expect(list?.texts("AttachmentCount") == ["2"])
        let administrator = [("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess")]
        let policy = try await bench.done("GetPolicy", administrator)?["Policy"]
        #expect(policy?["DefaultVersionId"]?.text == "v1" && policy?["PolicyId"]?.text?.hasPrefix("ANPA") == true)
        let version = try await bench.done("GetPolicyVersion", administrator + [("VersionId", "v1")])?["PolicyVersion"]
        #expect(version?["Document"]?.text?.removingPercentEncoding?.contains(#""Action": "*""#) == true)
        let entities = try await bench.done("ListEntitiesForPolicy", administrator)
        #expect(entities?["PolicyUsers"]?.texts("UserName") == ["alice"])
        #expect(entities?["PolicyRoles"]?.texts("RoleName") == ["deployer"])
        #expect(entities?["PolicyGroups"]?.children.isEmpty == true)
        #expect(try await bench.call("DeletePolicy", administrator).error?.code == "AccessDenied")
        let all = try await bench.done("ListPolicies", [("MaxItems", "1000")])?["Policies"]?.texts("PolicyName") ?? []
        #expect(all.contains("AmazonEC2ContainerRegistryReadOnly") && all.contains("team"))
        #expect(
            try await bench.done("ListPolicies", [("Scope", "Local")])?["Policies"]?.texts("PolicyName") == ["team"]
        )
    }

    @Test("are answered with a description by GetPolicy alone, and with tags where they are made with some")
    func answers() async throws {
        let document = ("PolicyDocument", Bench.allow("ecr:*"))
        let made = try await bench.done("CreatePolicy", [("PolicyName", "p"), ("Description", "d"), document])?[
            "Policy"
        ]
        #expect(made?["PolicyName"]?.text == "p")
        #expect(made?["Description"] == nil && made?["Tags"] == nil)
        let tags = [("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")]
        let tagged = try await bench.done("CreatePolicy", [("PolicyName", "q"), document] + tags)?["Policy"]
        #expect(tagged?["Tags"]?.texts("Key") == ["k"])
        let whole = try await bench.done("GetPolicy", arn)?["Policy"]
        #expect(whole?["Description"]?.text == "d" && whole?["Tags"]?.children.isEmpty == true)
        let listed = try await bench.done("ListPolicies", [("Scope", "Local")])?["Policies"]
        #expect(listed?.children.allSatisfy { $0["Description"] == nil && $0["Tags"] == nil } == true)
    }

    @Test("must say the newer version of policies, which inline policies need not")
    func versionOfDocuments() async throws {
        try await create()
        let needed = refusal(
            400,
            "MalformedPolicyDocument",
            "Policy document must be version 2012-10-17 or greater."
        )
        for version in ["", #""Version":"2008-10-17","#] {
            let text = "{\(version)\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"ecr:*\",\"Resource\":\"*\"}}"
            let document = ("PolicyDocument", text)
            #expect(try await bench.call("CreatePolicy", [("PolicyName", "old"), document]).error == needed)
            #expect(try await bench.call("CreatePolicyVersion", arn + [document]).error == needed)
            try await bench.done("PutUserPolicy", [("UserName", "bob"), ("PolicyName", "old"), document])
        }
    }

    @Test("are attached up to ten, and detached, and refused where there is none")
    func attachments() async throws {
        for number in 1...11 {
            try await bench.done(
                "CreatePolicy",
                [("PolicyName", "n\(number)"), ("PolicyDocument", Bench.allow("ecr:*"))]
            )
        }
        // It has one of AWS's already.
        for number in 1...9 {
            let policy = ("PolicyArn", "arn:aws:iam::123456789012:policy/n\(number)")
            try await bench.done("AttachRolePolicy", [("RoleName", "deployer"), policy])
            try await bench.done("AttachRolePolicy", [("RoleName", "deployer"), policy])
        }
        let last = [("RoleName", "deployer"), ("PolicyArn", "arn:aws:iam::123456789012:policy/n11")]
        #expect(
            try await bench.call("AttachRolePolicy", last).error
                == refusal(409, "LimitExceeded", "Cannot exceed quota for PoliciesPerRole: 10")
        )
        #expect(
            try await bench.call("DetachRolePolicy", last).error
                == refusal(404, "NoSuchEntity", "Policy arn:aws:iam::123456789012:policy/n11 was not found.")
        )
        let page = try await bench.done("ListAttachedRolePolicies", [("RoleName", "deployer"), ("MaxItems", "4")])
        #expect(page?["AttachedPolicies"]?.children.count == 4 && page?["IsTruncated"]?.text == "true")
        #expect(
            try await bench.call(
                "AttachRolePolicy",
                [("RoleName", "deployer"), ("PolicyArn", "arn:aws:iam::123456789012:policy/absent")]
            ).error
                == refusal(
                    404,
                    "NoSuchEntity",
                    "Policy arn:aws:iam::123456789012:policy/absent does not exist or is not attachable."
                )
        )
    }

    @Test("inside of users have 2,048 characters together, and are read back as they were written")
    func inline() async throws {
        let document = Bench.allow("ecr:GetAuthorizationToken")
        let names = [("UserName", "bob"), ("PolicyName", "login")]
        try await bench.done("PutUserPolicy", names + [("PolicyDocument", document)])
        let found = try await bench.done("GetUserPolicy", names)
        #expect(found?["PolicyDocument"]?.text?.removingPercentEncoding == document)
        #expect(
            try await bench.done("ListUserPolicies", [("UserName", "bob")])?["PolicyNames"]?.children.map(\.text) == [
                "login"
            ]
        )
        let large = Bench.allow("ecr:" + String(repeating: "x", count: 2_000))
        #expect(
            try await bench.call(
                "PutUserPolicy",
                [("UserName", "bob"), ("PolicyName", "large"), ("PolicyDocument", large)]
            ).error
                == refusal(409, "LimitExceeded", "Maximum policy size of 2048 bytes exceeded for user bob")
        )
        #expect(
            try await bench.call("GetUserPolicy", [("UserName", "bob"), ("PolicyName", "none")]).error
                == refusal(404, "NoSuchEntity", "The user policy with name none cannot be found.")
        )
        #expect(
            try await bench.call(
                "PutUserPolicy",
                [("UserName", "bob"), ("PolicyName", "bad"), ("PolicyDocument", #"{"Statement":[]}"#)]
            ).error?.code == "MalformedPolicyDocument"
        )
    }

    @Test("limit as boundaries until they are taken away")
    func boundary() async throws {
        try await bench.done(
            "AttachUserPolicy",
            [("UserName", "bob"), ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess")]
        )
        #expect(try await bench.call("ListUsers", as: Bench.bob).status == 200)
        try await bench.done(
            "PutUserPermissionsBoundary",
            [("UserName", "bob"), ("PermissionsBoundary", "arn:aws:iam::123456789012:policy/team")]
        )
        #expect(
            try await bench.call("ListUsers", as: Bench.bob).error?.message.hasSuffix(
                "because no permissions boundary allows the iam:ListUsers action"
            ) == true
        )
        let entities = try await bench.done(
            "ListEntitiesForPolicy",
            [("PolicyArn", "arn:aws:iam::123456789012:policy/team"), ("PolicyUsageFilter", "PermissionsBoundary")]
        )
        #expect(entities?["PolicyUsers"]?.texts("UserName") == ["bob"])
        try await bench.done("DeleteUserPermissionsBoundary", [("UserName", "bob")])
        #expect(try await bench.call("ListUsers", as: Bench.bob).status == 200)
    }

    @Test("have tags, as roles, users, profiles, providers and devices have")
    func tags() async throws {
        try await create()
        try await bench.done("CreateInstanceProfile", [("InstanceProfileName", "ip")])
        try await bench.done("CreateOpenIDConnectProvider", [("Url", "https://issuer.example.com")])
        let serial = try await bench.done("CreateVirtualMFADevice", [("VirtualMFADeviceName", "phone")])?[
            "VirtualMFADevice"
        ]?["SerialNumber"]?.text
        let kinds = [
            ("Policy", arn[0]), ("User", ("UserName", "bob")), ("Role", ("RoleName", "deployer")),
            ("InstanceProfile", ("InstanceProfileName", "ip")), ("MFADevice", ("SerialNumber", serial ?? "")),
            (
                "OpenIDConnectProvider",
                ("OpenIDConnectProviderArn", "arn:aws:iam::123456789012:oidc-provider/issuer.example.com")
            ),
        ]
        for (kind, name) in kinds {
            try await bench.done(
                "Tag" + kind,
                [
                    name, ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "ml"), ("Tags.member.2.Key", "Stage"),
                    ("Tags.member.2.Value", "test"),
                ]
            )
            try await bench.done("Tag" + kind, [name, ("Tags.member.1.Key", "TEAM"), ("Tags.member.1.Value", "web")])
            try await bench.done("Untag" + kind, [name, ("TagKeys.member.1", "stage")])
            let tags = try await bench.done("List\(kind)Tags", [name])?["Tags"]
            #expect(tags?.texts("Key") == ["TEAM"] && tags?.texts("Value") == ["web"], "\(kind)")
        }
    }
}
