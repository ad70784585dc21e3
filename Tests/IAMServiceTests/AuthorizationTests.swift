import AWSCore
import AWSProtocols
import Emulator
import Testing

@Suite("Calls of IAM, judged by IAM")
struct AuthorizationTests {
    private let bench: Bench

    init() throws { bench = try Bench() }

    /// A user with one inline policy, who has a key.
    private func user(_ name: String, _ document: String) async throws -> Bench.Credentials {
        try await bench.done("CreateUser", [("UserName", name)])
        try await bench.done(
            "PutUserPolicy",
            [("UserName", name), ("PolicyName", "own"), ("PolicyDocument", document)]
        )
        return try await bench.key(of: name)
    }

    private func denial(_ action: String, on resource: String, of user: String = "bob") -> AWSErrorAnswer {
        refusal(
            403,
            "AccessDenied",
            "User: arn:aws:iam::123456789012:user/\(user) is not authorized to perform: \(action) on resource: "
                + "\(resource) because no identity-based policy allows the \(action) action"
        )
    }

    @Test(
        "are denied in AWS's words, on what they are about",
        arguments: [
            ("CreateUser", [("UserName", "x"), ("Path", "/p/")], "arn:aws:iam::123456789012:user/p/x"),
            ("GetUser", [("UserName", "alice")], "arn:aws:iam::123456789012:user/team/alice"),
            ("GetUser", [], "arn:aws:iam::123456789012:user/bob"),
            ("GetUser", [("UserName", "nobody")], "user nobody"),
            ("ListUsers", [], "arn:aws:iam::123456789012:user/"),
            ("ListUsers", [("PathPrefix", "/team/")], "arn:aws:iam::123456789012:user/team/"),
            ("GetRole", [("RoleName", "none")], "role none"),
            ("DeleteRole", [("RoleName", "deployer")], "arn:aws:iam::123456789012:role/deployer"),
            ("ListPolicies", [], "policy path /"),
            (
                "GetPolicy", [("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess")],
                "arn:aws:iam::aws:policy/AdministratorAccess"
            ),
            ("GetAccountSummary", [], "*"),
            (
                "AttachGroupPolicy",
                [("GroupName", "pushers"), ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess")],
                "arn:aws:iam::123456789012:group/pushers"
            ),
        ] as [(String, [(String, String)], String)]
    )
    func denials(action: String, parameters: [(String, String)], resource: String) async throws {
        let answer = try await bench.call(action, parameters, as: Bench.bob)
        #expect(answer.error == denial("iam:" + action, on: resource))
    }

    @Test("need TagUser as well where tags come along, and see them as conditions")
    func requestTags() async throws {
        let some =
            #"{"StringEquals":{"aws:RequestTag/team":"ml"},"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}"#
        let maker = try await user(
            "maker",
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:CreateUser","Resource":"*","#
                + #""Condition":\#(some)}]}"#
        )
        let tag = [("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "ml")]
        let user = "arn:aws:iam::123456789012:user/x"
        #expect(
            try await bench.call("CreateUser", [("UserName", "x")], as: maker).error
                == denial("iam:CreateUser", on: user, of: "maker")
        )
        #expect(
            try await bench.call("CreateUser", [("UserName", "x")] + tag, as: maker).error
                == denial("iam:TagUser", on: user, of: "maker")
        )
    }

    @Test("see the boundary that is set, and the policy that is attached")
    func boundaries() async throws {
        let boundary = "arn:aws:iam::123456789012:policy/team"
        let admin = try await user(
            "delegate",
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:CreateUser","iam:AttachUserPolicy"],"#
                + #""Resource":"*","Condition":{"StringEquals":{"iam:PermissionsBoundary":"\#(boundary)"}}},"#
                + #"{"Effect":"Deny","Action":"iam:AttachUserPolicy","Resource":"*","#
                + #""Condition":{"ArnEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/AdministratorAccess"}}}]}"#
        )
        #expect(try await bench.call("CreateUser", [("UserName", "free")], as: admin).status == 403)
        let bound = [("UserName", "bound"), ("PermissionsBoundary", boundary)]
        #expect(try await bench.call("CreateUser", bound, as: admin).status == 200)
        let attach = [("UserName", "bound"), ("PolicyArn", "arn:aws:iam::aws:policy/PowerUserAccess")]
        #expect(try await bench.call("AttachUserPolicy", attach, as: admin).status == 200)
        let more = [("UserName", "bound"), ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess")]
        #expect(
            try await bench.call("AttachUserPolicy", more, as: admin).error?.message.contains("explicit deny") == true
        )
        let other = [("UserName", "bob"), ("PolicyArn", "arn:aws:iam::aws:policy/PowerUserAccess")]
        #expect(try await bench.call("AttachUserPolicy", other, as: admin).status == 403)
    }

    @Test("see the tags of what they are about")
    func resourceTags() async throws {
        let keeper = try await user(
            "keeper",
            Bench.allow("iam:DeleteRole", where: #"{"StringEquals":{"iam:ResourceTag/team":"ml"}}"#)
        )
        for (name, team) in [("ours", "ml"), ("theirs", "web")] {
            try await bench.done(
                "CreateRole",
                [
                    ("RoleName", name), ("AssumeRolePolicyDocument", Bench.trust("123456789012")),
                    ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", team),
                ]
            )
        }
        #expect(try await bench.call("DeleteRole", [("RoleName", "theirs")], as: keeper).status == 403)
        #expect(try await bench.call("DeleteRole", [("RoleName", "ours")], as: keeper).status == 200)
    }

    @Test("that hand a role to machines need PassRole to EC2")
    func passRole() async throws {
        try await bench.done("CreateInstanceProfile", [("InstanceProfileName", "machines")])
        let parameters = [("InstanceProfileName", "machines"), ("RoleName", "deployer")]
        let adder = try await user("adder", Bench.allow("iam:AddRoleToInstanceProfile"))
        #expect(
            try await bench.call("AddRoleToInstanceProfile", parameters, as: adder).error
                == denial("iam:PassRole", on: "arn:aws:iam::123456789012:role/deployer", of: "adder")
        )
        let passer = try await user(
            "passer",
            Bench.allow(
                "iam:AddRoleToInstanceProfile",
                "iam:PassRole",
                where: #"{"StringEqualsIfExists":{"iam:PassedToService":"ec2.amazonaws.com"}}"#
            )
        )
        #expect(try await bench.call("AddRoleToInstanceProfile", parameters, as: passer).status == 200)
    }

    @Test("reach no other account")
    func accounts() async throws {
        let answer = try await bench.call("GetUser", [("UserName", "alice")], as: Bench.mallory)
        #expect(answer.error?.code == "NoSuchEntity")
        let policy = [("PolicyArn", "arn:aws:iam::123456789012:policy/team")]
        #expect(try await bench.call("GetPolicy", policy, as: Bench.mallory).error?.code == "NoSuchEntity")
    }

    @Test("need a signature for IAM, in the region where it is")
    func signatures() async throws {
        #expect(try await bench.call("ListUsers", region: "eu-west-1").error?.code == "SignatureDoesNotMatch")
        let local = try await bench.call("ListUsers", host: "localhost:4566", region: "eu-west-1")
        #expect(local.status == 200)
        #expect(bench.emulator.events().last?.awsRegion == "us-east-1")
        let forged = Bench.Credentials(key: Bench.alice.key, secret: "wrong")
        #expect(try await bench.call("ListUsers", as: forged).error?.code == "SignatureDoesNotMatch")
        #expect(
            try await bench.call("OpenDoor").error
                == refusal(400, "InvalidAction", "Could not find operation OpenDoor for version 2010-05-08")
        )
    }

    @Test("are answered in JSON where it is asked for")
    func json() async throws {
        let answer = try await bench.call("ListGroups", also: [("Accept", "application/json")])
        #expect(answer.headers["Content-Type"] == "application/json")
        let groups = try JSONValue.parse(Array(answer.body.utf8))["ListGroupsResponse"]?["ListGroupsResult"]?["Groups"]
        #expect(groups?.array?.first?["GroupName"]?.string == "pushers")
    }
}
