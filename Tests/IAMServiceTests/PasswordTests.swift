import AWSProtocols
import Determinism
import Emulator
import Foundation
import TestSupport
import Testing
import World

@Suite("Passwords by the IAM API")
struct PasswordTests {
    private let bench: Bench
    private let bob = [("UserName", "bob")]
    private let password = "Correct-Horse-7"

    init() throws { bench = try Bench() }

    private func create(_ password: String) async throws -> AWSErrorAnswer? {
        try await bench.call("CreateLoginProfile", bob + [("Password", password)]).error
    }

    private func change(_ old: String, _ new: String, as caller: Bench.Credentials = Bench.alice) async throws -> Answer
    {
        try await bench.call("ChangePassword", [("OldPassword", old), ("NewPassword", new)], as: caller)
    }

    @Test("are made once, told of without themselves, changed and taken away")
    func life() async throws {
        let absent = refusal(404, "NoSuchEntity", "Login Profile for User bob cannot be found.")
        #expect(try await bench.call("GetLoginProfile", bob).error == absent)
        let made = try await bench.done(
            "CreateLoginProfile",
            bob + [("Password", password), ("PasswordResetRequired", "true")]
        )
        #expect(
            made?["LoginProfile"]?.children.map { "\($0.name) \($0.text ?? "")" }
                == ["UserName bob", "CreateDate 2026-03-01T12:00:00Z", "PasswordResetRequired true"]
        )
        #expect(
            try await create(password)
                == refusal(409, "EntityAlreadyExists", "Login Profile for user bob already exists.")
        )
        #expect(
            try await bench.call("DeleteUser", bob).error?.message
                == "Cannot delete entity, must delete access keys first."
        )
        try await bench.done("DeleteAccessKey", bob + [("AccessKeyId", Bench.bob.key)])
        #expect(
            try await bench.call("DeleteUser", bob).error
                == refusal(409, "DeleteConflict", "Cannot delete entity, must delete login profile first.")
        )
        try await bench.done("UpdateLoginProfile", bob + [("PasswordResetRequired", "false")])
        // The profile goes along with the user.
        try await bench.done("UpdateUser", bob + [("NewUserName", "rob")])
        let rob = [("UserName", "rob")]
        let found = try await bench.done("GetLoginProfile", rob)?["LoginProfile"]
        #expect(found?["UserName"]?.text == "rob" && found?["PasswordResetRequired"]?.text == "false")
        try await bench.done("DeleteLoginProfile", rob)
        try await bench.done("DeleteUser", rob)
    }

    @Test(
        "meet AWS's usual policy, in its words",
        arguments: [
            ("Horse-7", "Password should have a minimum length of 8"),
            (
                "horses77",
                "Password should meet 1 more of the following requirements: Password should have at least one uppercase "
                    + "letter, Password should have at least one symbol"
            ),
            (
                "horsehorse",
                "Password should meet 2 more of the following requirements: Password should have at least one uppercase "
                    + "letter, Password should have at least one number, Password should have at least one symbol"
            ),
            ("horse-77", nil), ("HORSE-77", nil), ("Horses77", nil), ("Horse-horse", nil),
        ]
    )
    func usual(password: String, sentence: String?) async throws {
        #expect(try await create(password) == sentence.map { refusal(400, "PasswordPolicyViolation", $0) })
    }

    @Test("meet the account's own policy, which is set as a whole")
    func policy() async throws {
        let absent = refusal(
            404,
            "NoSuchEntity",
            "The Password Policy with domain name 123456789012 cannot be found."
        )
        #expect(try await bench.call("GetAccountPasswordPolicy").error == absent)
        #expect(
            try await bench.call("DeleteAccountPasswordPolicy").error
                == refusal(404, "NoSuchEntity", "The account policy with name PasswordPolicy cannot be found.")
        )
        try await bench.done(
            "UpdateAccountPasswordPolicy",
            [
                ("MinimumPasswordLength", "12"), ("RequireSymbols", "true"), ("RequireNumbers", "true"),
                ("RequireUppercaseCharacters", "true"), ("RequireLowercaseCharacters", "true"),
                ("MaxPasswordAge", "90"),
                ("PasswordReusePrevention", "2"), ("HardExpiry", "false"),
            ]
        )
        let told = try await bench.done("GetAccountPasswordPolicy")?["PasswordPolicy"]
        #expect(
            told?.children.map { "\($0.name) \($0.text ?? "")" } == [
                "MinimumPasswordLength 12", "RequireSymbols true", "RequireNumbers true",
                "RequireUppercaseCharacters true", "RequireLowercaseCharacters true",
                "AllowUsersToChangePassword false",
                "ExpirePasswords true", "MaxPasswordAge 90", "PasswordReusePrevention 2", "HardExpiry false",
            ]
        )
        #expect(
            try await create("horse")
                == refusal(
                    400,
                    "PasswordPolicyViolation",
                    "Password should have a minimum length of 12, Password should have at least one uppercase letter, "
                        + "Password should have at least one number, Password should have at least one symbol"
                )
        )
        #expect(try await create("Correct-Horse-1") == nil)
        func update(_ password: String) async throws -> AWSErrorAnswer? {
            try await bench.call("UpdateLoginProfile", bob + [("Password", password)]).error
        }
        let reused = refusal(
            400,
            "PasswordPolicyViolation",
            "Policy constraint violation with password reuse prevention during password change."
        )
        #expect(try await update("Correct-Horse-1") == reused)
        #expect(try await update("Correct-Horse-2") == nil)
        #expect(try await update("Correct-Horse-1") == reused)
        #expect(try await update("Correct-Horse-3") == nil)
        #expect(try await update("Correct-Horse-1") == nil)
        // What is not given has its default again.
        try await bench.done("UpdateAccountPasswordPolicy")
        let usual = try await bench.done("GetAccountPasswordPolicy")?["PasswordPolicy"]
        #expect(usual?["MinimumPasswordLength"]?.text == "6" && usual?["ExpirePasswords"]?.text == "false")
        #expect(usual?["MaxPasswordAge"] == nil && usual?["HardExpiry"] == nil)
        #expect(try await update("horses") == nil)
        try await bench.done("DeleteAccountPasswordPolicy")
        #expect(try await bench.call("GetAccountPasswordPolicy").error == absent)
    }

    @Test("are changed by who has them, and nobody else, with the old one")
    func own() async throws {
        #expect(
            try await change(password, password, as: Bench.root).error
                == refusal(400, "InvalidUserType", "Only IAM Users can change their own password.")
        )
        #expect(
            try await change(password, "Other-Horse-8").error
                == refusal(404, "NoSuchEntity", "Login Profile for User alice cannot be found.")
        )
        try await bench.done("CreateLoginProfile", [("Password", password), ("PasswordResetRequired", "true")])
        #expect(
            try await change("Wrong-Horse-7", "Other-Horse-8").error
                == refusal(403, "AccessDenied", "The old password was incorrect.")
        )
        #expect(try await change(password, "horse").error?.code == "PasswordPolicyViolation")
        #expect(try await change(password, "Other-Horse-8").status == 200)
        #expect(try await change(password, "Other-Horse-9").error?.code == "AccessDenied")
        let profile = try await bench.done("GetLoginProfile")?["LoginProfile"]
        #expect(profile?["UserName"]?.text == "alice" && profile?["PasswordResetRequired"]?.text == "false")
    }

    @Test("are every user's to change where the policy lets them, but not where another policy denies it")
    func allowed() async throws {
        _ = try await create(password)
        let denied = try await change(password, "Other-Horse-8", as: Bench.bob)
        #expect(
            denied.error
                == refusal(
                    403,
                    "AccessDenied",
                    "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: iam:ChangePassword on "
                        + "resource: arn:aws:iam::123456789012:user/bob because no identity-based policy allows the "
                        + "iam:ChangePassword action"
                )
        )
        try await bench.done("UpdateAccountPasswordPolicy", [("AllowUsersToChangePassword", "true")])
        #expect(try await change(password, "Other-Horse-8", as: Bench.bob).status == 200)
        #expect(try await bench.call("GetAccountPasswordPolicy", as: Bench.bob).status == 200)
        #expect(try await bench.call("GetLoginProfile", as: Bench.bob).status == 403)
        try await bench.done(
            "PutUserPolicy",
            bob + [
                ("PolicyName", "no"),
                (
                    "PolicyDocument",
                    Bench.allow("iam:ChangePassword").replacing("Allow", with: "Deny")
                ),
            ]
        )
        #expect(try await change("Other-Horse-8", password, as: Bench.bob).status == 403)
        try await bench.done("DeleteUserPolicy", bob + [("PolicyName", "no")])
        try await bench.done("DeleteAccountPasswordPolicy")
        #expect(try await change("Other-Horse-8", password, as: Bench.bob).status == 403)
    }

    @Test("of root may be deleted and allowed again, without being given")
    func root() async throws {
        func summary() async throws -> String? {
            try await bench.done("GetAccountSummary")?["SummaryMap"]?.children
                .first { $0["key"]?.text == "AccountPasswordPresent" }?["value"]?.text
        }
        #expect(try await summary() == "1")
        #expect(try await bench.call("GetLoginProfile", as: Bench.root).status == 200)
        #expect(
            try await bench.call("CreateLoginProfile", as: Bench.root).error?.code == "EntityAlreadyExists"
        )
        #expect(try await bench.call("DeleteLoginProfile", as: Bench.root).status == 200)
        #expect(try await summary() == "0")
        #expect(try await bench.call("GetLoginProfile", as: Bench.root).error?.code == "NoSuchEntity")
        #expect(
            try await bench.call("CreateLoginProfile", [("Password", password)], as: Bench.root).error?.code
                == "ValidationError"
        )
        #expect(try await bench.call("CreateLoginProfile", as: Bench.root).status == 200)
        #expect(try await summary() == "1")
        #expect(try await bench.call("CreateLoginProfile", bob).error?.code == "ValidationError")
    }

    @Test("of a member's root are a task of AssumeRoot's, as far as its policy goes")
    func rootTasks() async throws {
        let organization = """
            organization: {management_account: "123456789012", root_sessions: true, accounts: ["210987654321"]}

            """
        let bench = try Bench(organization + Bench.worldYAML)
        func session(_ task: String) async throws -> Bench.Credentials {
            let made = try await bench.sts(
                "AssumeRoot",
                [
                    ("TargetPrincipal", "210987654321"),
                    ("TaskPolicyArn.arn", "arn:aws:iam::aws:policy/root-task/" + task),
                ]
            ).xml()["AssumeRootResult"]?["Credentials"]
            return Bench.Credentials(
                key: try #require(made?["AccessKeyId"]?.text),
                secret: try #require(made?["SecretAccessKey"]?.text),
                token: made?["SessionToken"]?.text
            )
        }
        let deleting = try await session("IAMDeleteRootUserCredentials")
        #expect(try await bench.call("GetLoginProfile", as: deleting).status == 200)
        #expect(try await bench.call("DeleteLoginProfile", as: deleting).status == 200)
        #expect(try await bench.call("GetLoginProfile", as: deleting).error?.code == "NoSuchEntity")
        // Another task, and another principal than root.
        #expect(try await bench.call("CreateLoginProfile", as: deleting).error?.code == "AccessDenied")
        #expect(try await bench.call("ListAccessKeys", [("UserName", "mallory")], as: deleting).status == 403)
        let creating = try await session("IAMCreateRootUserPassword")
        #expect(try await bench.call("DeleteLoginProfile", as: creating).status == 403)
        #expect(try await bench.call("CreateLoginProfile", as: creating).status == 200)
        #expect(try await bench.call("GetLoginProfile", as: creating).status == 200)
    }

    @Test("stand in credential reports with their dates")
    func report() async throws {
        try await bench.done("UpdateAccountPasswordPolicy", [("MaxPasswordAge", "90")])
        _ = try await create(password)
        try await bench.done("GenerateCredentialReport")
        let content = try #require(try await bench.done("GetCredentialReport")?["Content"]?.text)
        let csv = String(decoding: try #require(Data(base64Encoded: content)), as: UTF8.self)
        let line = csv.split(separator: "\n").first { $0.hasPrefix("bob,") }
        #expect(
            line?.split(separator: ",").dropFirst(3).prefix(4) == [
                "true", "no_information", "2026-03-01T12:00:00+00:00", "2026-05-30T12:00:00+00:00",
            ]
        )
    }

    @Test("stand in no event, in no view of the identities, and in no file")
    func secrecy() async throws {
        let folder = try TemporaryFolder()
        let bench = try Bench(dataDirectory: folder.path)
        _ = try await bench.call("CreateLoginProfile", bob + [("Password", password)])
        _ = try await bench.call("CreateLoginProfile", [("Password", password)])
        _ = try await bench.call(
            "ChangePassword",
            [("OldPassword", password), ("NewPassword", "Other-Horse-8")]
        )
        _ = try await bench.call("UpdateLoginProfile", bob + [("Password", password + "\u{1}")])
        let events = String(describing: bench.emulator.events())
        let views = String(describing: try await bench.emulator.control(ReadIdentities()))
        for text in [events, views] { #expect(!text.contains(password) && !text.contains("Other-Horse")) }
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            guard let content = FileManager.default.contents(atPath: folder[name]) else { continue }
            #expect(content.range(of: Data(password.utf8)) == nil, "\(name)")
            #expect(content.range(of: Data("Other-Horse-8".utf8)) == nil, "\(name)")
        }
        #expect(events.contains("CreateLoginProfile") && views.contains("bob"))
        bench.emulator.close()
    }

    @Test("of the world's file and of calls are there after another start")
    func kept() async throws {
        let folder = try TemporaryFolder()
        let yaml = Bench.worldYAML
            .replacing("    path: /team/", with: "    path: /team/\n        login_profile: {password: \(password)}")
            .replacing(
                "  \"123456789012\":\n",
                with: "  \"123456789012\":\n    password_policy: {minimum_password_length: 9, max_password_age: 7}\n"
            )
        let change = [("OldPassword", password), ("NewPassword", "other-horse")]
        do {
            let first = try Bench(yaml, dataDirectory: folder.path)
            let policy = try await first.done("GetAccountPasswordPolicy")?["PasswordPolicy"]
            #expect(policy?["MinimumPasswordLength"]?.text == "9" && policy?["MaxPasswordAge"]?.text == "7")
            #expect(try await first.call("ChangePassword", change).status == 200)
            try await first.done("UpdateAccountPasswordPolicy", [("MinimumPasswordLength", "10")])
            first.emulator.close()
        }
        let second = try Bench(yaml, dataDirectory: folder.path)
        #expect(try await second.call("ChangePassword", change).error?.code == "AccessDenied")
        let back = [("OldPassword", "other-horse"), ("NewPassword", password)]
        #expect(try await second.call("ChangePassword", back).status == 200)
        #expect(
            try await second.done("GetAccountPasswordPolicy")?["PasswordPolicy"]?["MinimumPasswordLength"]?.text
                == "10"
        )
        second.emulator.close()
    }
}
