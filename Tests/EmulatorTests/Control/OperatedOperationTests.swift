import AWSProtocols
import Emulator
import IAM
import Testing
import World

/// What `drydock iam OPERATION` and `drydock ecr OPERATION` ask of an emulator.
@Suite("Operations that the operator has performed")
struct OperatedOperationTests {
    private static let reading =
        #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecr:DescribeRepositories","Resource":"*"}}"#
    private static let ours = "123456789012"

    private func perform(
        _ bench: TestBench,
        _ operation: String,
        _ parameters: [String: JSONValue],
        of service: OperatedService = .iam,
        in account: String? = nil,
        region: String? = nil
    ) async throws -> String {
        let verb = PerformOperation(service, operation, parameters, account: account, region: region)
        return String(decoding: try await bench.emulator.control(verb).json, as: UTF8.self)
    }

    private func describe(_ bench: TestBench) async throws -> Int {
        try await bench.ecr("DescribeRepositories", "{}", as: TestBench.bob).status
    }

    @Test("what they change takes effect on the next call, and leaves no event")
    func takesEffect() async throws {
        let bench = try TestBench()
        #expect(try await describe(bench) == 400)
        let events = bench.emulator.events().count
        let policy: [String: JSONValue] = [
            "UserName": "bob", "PolicyName": "read", "PolicyDocument": .string(Self.reading),
        ]
        #expect(try await perform(bench, "PutUserPolicy", policy) == "{}")
        #expect(bench.emulator.events().count == events)
        #expect(try await describe(bench) == 200)
        _ = try await perform(bench, "DeleteUserPolicy", ["UserName": "bob", "PolicyName": "read"])
        #expect(try await describe(bench) == 400)
        let administrator = "arn:aws:iam::aws:policy/AdministratorAccess"
        _ = try await perform(bench, "AttachUserPolicy", ["UserName": "bob", "PolicyArn": .string(administrator)])
        #expect(try await describe(bench) == 200)
    }

    @Test("what is answered has the order of AWS's answers, dates as the AWS CLI prints them, and policies as JSON")
    func answers() async throws {
        let bench = try TestBench()
        let made = try await perform(
            bench,
            "CreateUser",
            ["UserName": "zoe", "Tags": [["Key": "team", "Value": "vision"]]],
            in: Self.ours
        )
        #expect(made.hasPrefix(#"{"User":{"Path":"/","UserName":"zoe","UserId":"AIDA"#), "\(made)")
        #expect(made.contains(#"+00:00","Tags":[{"Key":"team","Value":"vision"}]}}"#), "\(made)")
        _ = try await perform(
            bench,
            "PutUserPolicy",
            ["UserName": "zoe", "PolicyName": "read", "PolicyDocument": .string(Self.reading)]
        )
        #expect(
            try await perform(bench, "GetUserPolicy", ["UserName": "zoe", "PolicyName": "read"])
                == #"{"UserName":"zoe","PolicyName":"read","PolicyDocument":\#(Self.reading)}"#
        )
    }

    @Test("no policy is asked and no fault hits them, in every service")
    func operators() async throws {
        let nothing = #"{"Effect":"Deny","Action":"*","Resource":"*"}"#
        let bench = try TestBench { world in
            try world.organize { $0.serviceControlPolicies["nothing"] = try .of(.serviceControl, nothing) }
        }
        for call in ["iam:*", "ecr:*"] {
            _ = try await bench.emulator.control(AddFault(FaultRule(.throttle, on: call)))
        }
        _ = try await perform(bench, "ListUsers", [:], in: Self.ours)
        let made = try await perform(
            bench,
            "CreateRepository",
            ["repositoryName": "made/here", "tags": [["Key": "a", "Value": "b"]]],
            of: .ecr,
            in: Self.ours
        )
        #expect(made.contains(#""repositoryName":"made/here""#))
        let policy = try await perform(
            bench,
            "SetRepositoryPolicy",
            [
                "repositoryName": "made/here",
                "policyText":
                    #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"ecr:*"}}"#,
            ],
            of: .ecr
        )
        #expect(policy.contains(#""registryId":"123456789012""#))
        #expect(try await perform(bench, "DescribeRegistries", [:], of: .ecrPublic, in: Self.ours).contains(Self.ours))
    }

    @Test("what is refused says what AWS's service says, or what the operator has to give, and changes nothing")
    func refused() async throws {
        let bench = try TestBench()
        let wrong: [(OperatedService, String, [String: JSONValue], String)] = [
            (.iam, "GetUser", ["UserName": "nobody"], "give --account"),
            (
                .iam, "AttachUserPolicy",
                ["UserName": "bob", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAcces"],
                "An error occurred (NoSuchEntity) when calling the AttachUserPolicy operation: "
            ),
            (
                .iam, "PutUserPolicy", ["UserName": "bob", "PolicyName": "p", "PolicyDocument": "{"],
                "(MalformedPolicyDocument)"
            ),
            (.iam, "PutUserPolicy", ["UserName": "bob"], "Value null at 'policyName'"),
            (.iam, "PutUserPolicy", ["UserName": "bob", "PolicyNam": "p"], "did you mean 'PolicyName'?"),
            (.iam, "TagUser", ["UserName": "bob", "Tags": [["Key": "a", "Vale": "b"]]], "'Tags.Vale'"),
            (.iam, "PutUserPolcy", [:], "did you mean 'PutUserPolicy'"),
            (.iam, "ListDelegationRequests", [:], "does not support the operation ListDelegationRequests of IAM"),
            (.ecr, "DescribeRepositories", [:], "give --account"),
            (.ecr, "DeleteRepository", ["repositoryName": "app", "registryId": .integer(1)], "SerializationException"),
        ]
        for (service, operation, parameters, sentence) in wrong {
            do {
                let answer = try await perform(bench, operation, parameters, of: service)
                Issue.record("\(operation) was not refused: \(answer)")
            } catch let error as ControlError {
                #expect(error.message.contains(sentence), "\(error.message)")
                #expect(!error.message.contains("\n"))
            }
        }
        #expect(try await describe(bench) == 400)
    }

    @Test("the account is the one that has what is named, or that an ARN names; a region is one with a registry")
    func places() async throws {
        let bench = try TestBench()
        #expect(try await perform(bench, "GetUser", ["UserName": "bob"]).contains("arn:aws:iam::123456789012:user/bob"))
        let other = "210987654321"
        let made = try await perform(
            bench,
            "CreatePolicy",
            ["PolicyName": "theirs", "PolicyDocument": .string(Self.reading)],
            in: other
        )
        #expect(made.contains("arn:aws:iam::210987654321:policy/theirs"))
        let found = try await perform(bench, "GetPolicy", ["PolicyArn": "arn:aws:iam::210987654321:policy/theirs"])
        #expect(found.contains(#""PolicyName":"theirs""#))
        for (account, region, word) in [
            ("1", nil, "12 digits"), ("000000000000", nil, "no account 000000000000"),
            (Self.ours, "mars-north-1", "mars-north-1"),
        ] as [(String, String?, String)] {
            await #expect {
                try await perform(bench, "DescribeRegistry", [:], of: .ecr, in: account, region: region)
            } throws: {
                ($0 as? ControlError)?.message.contains(word) == true
            }
        }
        await #expect(throws: ControlError.self) {
            try await perform(bench, "ListUsers", [:], in: Self.ours, region: "us-east-1")
        }
    }

    @Test("over HTTP an operation is what it is in process, and its answer is the body")
    func overHTTP() async throws {
        let bench = try TestBench()
        let verb = PerformOperation(.iam, "TagUser", ["UserName": "bob", "Tags": [["Key": "a", "Value": "b"]]])
        let body = String(decoding: try verb.message().body, as: UTF8.self)
        let answer = try await bench.send("POST", "/_drydock/operations", body: body)
        #expect(answer.status == 200 && answer.body == "{}")
        let list = PerformOperation(.iam, "ListUserTags", ["UserName": "bob"])
        let shown = try await bench.send(
            "POST",
            "/_drydock/operations",
            body: String(decoding: try list.message().body, as: UTF8.self)
        )
        #expect(shown.body == #"{"Tags":[{"Key":"a","Value":"b"}],"IsTruncated":false}"#)
        #expect(try await bench.send("POST", "/_drydock/operations", body: "{}").status == 400)
    }
}
