import AWSCore
import AWSProtocols
import Emulator
import Testing

@Suite("Users by the IAM API")
struct UserTests {
    private let bench: Bench

    init() throws { bench = try Bench() }

    @Test("are made, and shown as AWS shows them")
    func create() async throws {
        let answer = try await bench.call(
            "CreateUser",
            [
                ("UserName", "carol"), ("Path", "/ci/"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "ml"),
                ("PermissionsBoundary", "arn:aws:iam::aws:policy/PowerUserAccess"),
            ]
        )
        let id = try #require(try answer.xml()["CreateUserResult"]?["User"]?["UserId"]?.text)
        #expect(id.wholeMatch(of: #/AIDA[A-Z2-7]{17}/#) != nil)
        #expect(answer.headers["Content-Type"] == "text/xml")
        #expect(
            answer.text == """
                <CreateUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
                  <CreateUserResult>
                    <User>
                      <Path>/ci/</Path>
                      <UserName>carol</UserName>
                      <UserId>\(id)</UserId>
                      <Arn>arn:aws:iam::123456789012:user/ci/carol</Arn>
                      <CreateDate>2026-03-01T12:00:00Z</CreateDate>
                      <PermissionsBoundary>
                        <PermissionsBoundaryType>PermissionsBoundaryPolicy</PermissionsBoundaryType>
                        <PermissionsBoundaryArn>arn:aws:iam::aws:policy/PowerUserAccess</PermissionsBoundaryArn>
                      </PermissionsBoundary>
                      <Tags>
                        <member>
                          <Key>team</Key>
                          <Value>ml</Value>
                        </member>
                      </Tags>
                    </User>
                  </CreateUserResult>
                  <ResponseMetadata>
                    <RequestId>ID</RequestId>
                  </ResponseMetadata>
                </CreateUserResponse>

                """
        )
        let event = try #require(bench.emulator.events().first)
        #expect(event.callName == "iam:CreateUser" && event.eventSource == "iam.amazonaws.com")
        #expect(event.awsRegion == "us-east-1")
        #expect(event.decision?.resource == "arn:aws:iam::123456789012:user/ci/carol")
    }

    @Test("are listed page by page, to the last one")
    func pages() async throws {
        for number in 1...7 { try await bench.done("CreateUser", [("UserName", "u\(number)"), ("Path", "/n/")]) }
        var names: [String] = []
        var marker: String?
        var pages = 0
        repeat {
            let answer = try await bench.done(
                "ListUsers",
                [("MaxItems", "3"), ("PathPrefix", "/n/")] + (marker.map { [("Marker", $0)] } ?? [])
            )
            names += answer?["Users"]?.texts("UserName") ?? []
            marker = answer?["Marker"]?.text
            #expect(answer?["IsTruncated"]?.text == (marker == nil ? "false" : "true"))
            pages += 1
        } while marker != nil && pages < 10
        #expect(names == (1...7).map { "u\($0)" } && pages == 3)
        #expect(
            try await bench.call("ListUsers", [("Marker", "nonsense")]).error
                == refusal(400, "ValidationError", "Invalid Marker.")
        )
    }

    @Test("keep ID, key, groups and what policies of others grant when they are renamed")
    func rename() async throws {
        try await bench.done("CreateUser", [("UserName", "old")])
        try await bench.done("AddUserToGroup", [("UserName", "old"), ("GroupName", "pushers")])
        let key = try await bench.key(of: "old")
        try await bench.done(
            "CreateRole",
            [
                ("RoleName", "for-old"),
                ("AssumeRolePolicyDocument", Bench.trust("arn:aws:iam::123456789012:user/old")),
            ]
        )
        let before = try await bench.done("GetUser", [("UserName", "old")])?["User"]?["UserId"]
        let none = try await bench.call(
            "UpdateUser",
            [("UserName", "old"), ("NewUserName", "new"), ("NewPath", "/p/")]
        )
        #expect(
            none.text == """
                <UpdateUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
                  <ResponseMetadata>
                    <RequestId>ID</RequestId>
                  </ResponseMetadata>
                </UpdateUserResponse>

                """
        )
        let user = try await bench.done("GetUser", [("UserName", "new")])?["User"]
        #expect(user?["UserId"] == before && user?["Arn"]?.text == "arn:aws:iam::123456789012:user/p/new")
        #expect(try await bench.sts("GetCallerIdentity", as: key).body.contains("user/p/new"))
        let groups = try await bench.done("ListGroupsForUser", [("UserName", "new")])
        #expect(groups?["Groups"]?.texts("GroupName") == ["pushers"])
        let role = try await bench.sts(
            "AssumeRole",
            [("RoleArn", "arn:aws:iam::123456789012:role/for-old"), ("RoleSessionName", "run")],
            as: key
        )
        #expect(role.status == 200, "\(role.body)")
        #expect(
            try await bench.call("GetUser", [("UserName", "old")]).error
                == refusal(404, "NoSuchEntity", "The user with name old cannot be found.")
        )
    }

    @Test("are the caller's own where none is named, which only a user has")
    func own() async throws {
        let bob = try await bench.call("GetUser", as: Bench.root)
        #expect(try bob.xml()["GetUserResult"]?["User"]?["Arn"]?.text == "arn:aws:iam::123456789012:root")
        let alice = try await bench.done("GetUser")
        #expect(alice?["User"]?["UserName"]?.text == "alice")
        let session = try await bench.sts(
            "AssumeRole",
            [("RoleArn", "arn:aws:iam::123456789012:role/deployer"), ("RoleSessionName", "run")]
        ).xml()["AssumeRoleResult"]?["Credentials"]
        let credentials = Bench.Credentials(
            key: try #require(session?["AccessKeyId"]?.text),
            secret: try #require(session?["SecretAccessKey"]?.text),
            token: session?["SessionToken"]?.text
        )
        #expect(
            try await bench.call("GetUser", as: credentials).error
                == refusal(400, "ValidationError", "Must specify userName when calling with non-User credentials")
        )
    }

    @Test("are taken away only when nothing of theirs is left")
    func delete() async throws {
        try await bench.done("CreateUser", [("UserName", "dave")])
        let name = [("UserName", "dave")]
        func blocked(by first: String) async throws {
            #expect(
                try await bench.call("DeleteUser", name).error
                    == refusal(409, "DeleteConflict", "Cannot delete entity, must \(first) first.")
            )
        }
        let key = try await bench.key(of: "dave")
        try await blocked(by: "delete access keys")
        try await bench.done("PutUserPolicy", name + [("PolicyName", "p"), ("PolicyDocument", Bench.allow("ecr:*"))])
        try await blocked(by: "delete policies")
        try await bench.done("AddUserToGroup", name + [("GroupName", "pushers")])
        try await blocked(by: "remove users from group")
        let team = [("PolicyArn", "arn:aws:iam::123456789012:policy/team")]
        try await bench.done("AttachUserPolicy", name + team)
        try await blocked(by: "detach all policies")
        try await bench.done("DetachUserPolicy", name + team)
        try await bench.done("RemoveUserFromGroup", name + [("GroupName", "pushers")])
        try await bench.done("DeleteUserPolicy", name + [("PolicyName", "p")])
        try await bench.done("DeleteAccessKey", name + [("AccessKeyId", key.key)])
        try await bench.done("DeleteUser", name)
        #expect(try await bench.call("DeleteUser", name).error?.code == "NoSuchEntity")
    }

    @Test(
        "are refused in AWS's words",
        arguments: [
            (
                [("UserName", "bob")], 409, "EntityAlreadyExists", "User with name bob already exists."
            ),
            ([("UserName", "BOB")], 409, "EntityAlreadyExists", "User with name BOB already exists."),
            (
                [("UserName", "a b")], 400, "ValidationError",
                "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the "
                    + "following: +=,.@_-"
            ),
            (
                [], 400, "ValidationError",
                "1 validation error detected: Value null at 'userName' failed to satisfy constraint: Member must not be "
                    + "null"
            ),
            (
                [("UserName", String(repeating: "x", count: 65))], 400, "ValidationError",
                "1 validation error detected: Value '\(String(repeating: "x", count: 65))' at 'userName' failed to "
                    + "satisfy constraint: Member must have length less than or equal to 64"
            ),
            (
                [("UserName", "x"), ("Path", "team")], 400, "ValidationError",
                "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric "
                    + "characters and/or / characters."
            ),
            (
                [("UserName", "x"), ("PermissionsBoundary", "arn:aws:iam::123456789012:policy/none")], 404,
                "NoSuchEntity",
                "Scope ARN: arn:aws:iam::123456789012:policy/none does not exist or is not attachable."
            ),
            (
                [
                    ("UserName", "x"), ("Tags.member.1.Key", "a"), ("Tags.member.1.Value", ""),
                    ("Tags.member.2.Key", "A"), ("Tags.member.2.Value", ""),
                ], 400, "InvalidInput",
                "Duplicate tag keys found. Please note that Tag keys are case insensitive."
            ),
        ] as [([(String, String)], Int, String, String)]
    )
    func refusals(parameters: [(String, String)], status: Int, code: String, message: String) async throws {
        #expect(try await bench.call("CreateUser", parameters).error == refusal(status, code, message))
    }

    @Test("are refused in the form of the Query protocol")
    func errorForm() async throws {
        let answer = try await bench.call("GetUser", [("UserName", "nobody")])
        #expect(answer.status == 404)
        #expect(
            answer.text == """
                <ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
                  <Error>
                    <Type>Sender</Type>
                    <Code>NoSuchEntity</Code>
                    <Message>The user with name nobody cannot be found.</Message>
                  </Error>
                  <RequestId>ID</RequestId>
                </ErrorResponse>

                """
        )
    }
}
