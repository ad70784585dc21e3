import AWSProtocols
import STSService
import Testing

@Suite("STS's parameters")
struct ParameterTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let operation: any STSOperation.Type
        let parameters: [(String, String)]
        let texts: [String]

        var testDescription: String { "\(operation.name): \(texts.first ?? "")" }

        init(_ operation: any STSOperation.Type, _ parameters: [(String, String)], _ texts: String...) {
            self.operation = operation
            self.parameters = parameters
            self.texts = texts
        }
    }

    @Test("break with AWS's sentences, all in one answer", arguments: cases)
    func violations(_ test: Case) throws {
        let count = test.texts.count
        let head = count == 1 ? "1 validation error detected: " : "\(count) validation errors detected: "
        try check(test.operation, test.parameters, head + test.texts.joined(separator: "; "))
    }

    private func check<Operation: STSOperation>(
        _ type: Operation.Type,
        _ parameters: [(String, String)],
        _ text: String
    ) throws {
        let usual = Self.usual[type.name] ?? []
        let kept = usual.filter { pair in !parameters.contains { $0.0 == pair.0 } }
        let error = #expect(throws: STSError.self) { _ = try Bench.read(type, kept + parameters) }
        #expect(error == refusal(400, "ValidationError", text))
    }

    @Test("that are missing are named, in the model's order")
    func missing() throws {
        let expected: [(any STSOperation.Type, [String])] = [
            (AssumeRole.self, ["roleArn", "roleSessionName"]),
            (AssumeRoleWithWebIdentity.self, ["roleArn", "roleSessionName", "webIdentityToken"]),
            (AssumeRoleWithSAML.self, ["roleArn", "principalArn", "sAMLAssertion"]),
            (AssumeRoot.self, ["targetPrincipal", "taskPolicyArn"]), (GetFederationToken.self, ["name"]),
            (GetAccessKeyInfo.self, ["accessKeyId"]), (DecodeAuthorizationMessage.self, ["encodedMessage"]),
            (GetWebIdentityToken.self, ["audience", "signingAlgorithm"]),
        ]
        for (operation, members) in expected { try checkMissing(operation, members) }
    }

    private func checkMissing<Operation: STSOperation>(_ type: Operation.Type, _ members: [String]) throws {
        let error = #expect(throws: STSError.self) { _ = try Bench.read(type, []) }
        let texts = members.map { Self.null($0) }
        #expect(error?.message.hasSuffix("detected: " + texts.joined(separator: "; ")) == true)
    }

    @Test("that are no numbers are refused", arguments: ["ten", "9.5", "99999999999999999999", "0x384", "٩٠٠"])
    func numbers(text: String) throws {
        let bench = try Bench()
        #expect(
            bench.refusal(GetSessionToken.self, [("DurationSeconds", text)])
                == refusal(400, "MalformedInput", "STRING_VALUE cannot be converted to Integer")
        )
    }

    @Test(
        "that are no lists are refused, not passed over",
        arguments: [
            ("Tags.1.Key", "team"), ("Tags", "team"), ("Tags.member.1", "team"), ("Tags.member.1.Name", "team"),
            ("Tags.member.x.Key", "team"), ("PolicyArns.1.arn", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
            ("PolicyArns.member.1", "arn:aws:iam::aws:policy/ReadOnlyAccess"), ("TransitiveTagKeys.1", "team"),
            ("TransitiveTagKeys.member.1.Key", "team"), ("ProvidedContexts.member.1.Other", "x"),
        ]
    )
    func lists(name: String, value: String) throws {
        let bench = try Bench()
        #expect(bench.refusal(AssumeRole.self, assuming("deployer", [(name, value)]))?.code == "MalformedInput")
    }

    @Test("that are empty lists are no lists at all")
    func emptyLists() throws {
        let bench = try Bench()
        let empty = [("Tags", ""), ("PolicyArns", ""), ("TransitiveTagKeys", "")]
        let result = try bench.perform(AssumeRole.self, assuming("deployer", empty))
        #expect(result.members.map(\.name) == ["AssumedRoleUser", "Credentials"])
    }

    @Test(
        "that should be a role's ARN and are not are refused",
        arguments: [
            "arn:aws:iam::123456789012:user/alice", "not an ARN of any kind", "arn:aws:iam::12345:role/deployer",
            "arn:aws:iam:us-east-1:123456789012:role/deployer", "arn:aws:iam::123456789012:role/",
            "arn:other:iam::123456789012:role/deployer",
        ]
    )
    func roleARN(arn: String) throws {
        let bench = try Bench()
        #expect(
            bench.refusal(AssumeRole.self, assuming("x", []).map { $0.0 == "RoleArn" ? ($0.0, arn) : $0 })
                == refusal(400, "ValidationError", "\(arn) is invalid")
        )
        let web = [("RoleArn", arn), ("RoleSessionName", "session-1"), ("WebIdentityToken", "a.b.c")]
        #expect(
            bench.refusal(AssumeRoleWithWebIdentity.self, web, as: .nobody)
                == refusal(400, "ValidationError", "Request ARN is invalid")
        )
    }

    @Test("with secrets are not shown, neither in errors nor in the journal")
    func secrets() throws {
        let bench = try Bench()
        let web = [("RoleArn", Bench.role("github")), ("RoleSessionName", "session-1"), ("WebIdentityToken", "x y")]
        #expect(bench.refusal(AssumeRoleWithWebIdentity.self, web, as: .nobody)?.message.contains("x y") == false)
        let input = try Bench.read(
            AssumeRole.self,
            assuming(
                "guarded",
                [("SerialNumber", TestWorld.device), ("TokenCode", "123456"), ("ExternalId", "partner-1")]
            )
        ).input
        #expect(
            input.requestParameters == [
                "roleArn": .string(Bench.role("guarded")), "roleSessionName": "session-1",
                "serialNumber": .string(TestWorld.device), "externalId": "partner-1",
            ]
        )
    }

    @Test("stand in the journal as CloudTrail has them")
    func journal() throws {
        let input = try Bench.read(
            AssumeRole.self,
            assuming(
                "deployer",
                [
                    ("DurationSeconds", "900"), ("Policy", "{}"), ("SourceIdentity", "ann"),
                    ("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
                    ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "blue"),
                    ("TransitiveTagKeys.member.1", "team"),
                ]
            )
        ).input
        #expect(
            input.requestParameters == [
                "roleArn": .string(Bench.role("deployer")), "roleSessionName": "session-1", "durationSeconds": 900,
                "policy": "{}", "sourceIdentity": "ann",
                "policyArns": [["arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"]],
                "tags": [["key": "team", "value": "blue"]], "transitiveTagKeys": ["team"],
            ]
        )
    }
}
