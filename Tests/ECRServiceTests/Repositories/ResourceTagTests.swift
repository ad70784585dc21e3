import AWSCore
import AWSProtocols
import ECRService
import Testing
import World

@Suite("A repository's tags")
struct ResourceTagTests {
    static let arn = "arn:aws:ecr:us-east-1:123456789012:repository/app"

    private func tags(_ pairs: [(String, String)]) -> JSONValue {
        .array(pairs.map { .object(["Key": .string($0.0), "Value": .string($0.1)]) })
    }

    private func list(_ registry: TestRegistry) async throws -> JSONValue? {
        try await registry.perform(ListTagsForResource.self, ["resourceArn": .string(Self.arn)])["tags"]
    }

    @Test("are set, overwritten, listed by key and taken away")
    func cycle() async throws {
        let registry = try TestRegistry()
        #expect(try await list(registry) == [])
        let set: [String: JSONValue] = [
            "resourceArn": .string(Self.arn), "tags": tags([("team", "web"), ("Team", ""), ("cost", "7")]),
        ]
        #expect(try await registry.perform(TagResource.self, set) == [:])
        #expect(try await list(registry) == tags([("Team", ""), ("cost", "7"), ("team", "web")]))
        try await registry.perform(
            TagResource.self,
            ["resourceArn": .string(Self.arn), "tags": tags([("team", "ml")])]
        )
        let untag: [String: JSONValue] = ["resourceArn": .string(Self.arn), "tagKeys": ["cost", "absent", "Team"]]
        #expect(try await registry.perform(UntagResource.self, untag) == [:])
        #expect(try await list(registry) == tags([("team", "ml")]))
        #expect(try registry.repository().tags == ["team": "ml"])
    }

    @Test(
        "belong to an ARN of a repository",
        arguments: [
            "", "app", "arn:aws:ecr:us-east-1:123456789012:app", "arn:aws:ecr:us-east-1:123456789012:repository/",
            "arn:aws:ecr:us-east-1:123456789012:repository/App", "arn:aws:ecr:us-east-1:123456789012:repository/*",
            "arn:aws:ecr:us-east-1:12345678901:repository/app", "arn:aws:ecr::123456789012:repository/app",
            "arn:aws:ecr:us-east-1::repository/app", "arn:aws-cn:ecr:us-east-1:123456789012:repository/app",
            "arn:aws:s3:us-east-1:123456789012:repository/app", "arn::ecr:us-east-1:123456789012:repository/app",
            "ARN:aws:ecr:us-east-1:123456789012:repository/app",
        ]
    )
    func invalidARN(arn: String) async throws {
        let registry = try TestRegistry()
        let members: [String: JSONValue] = [
            "resourceArn": .string(arn), "tags": tags([("a", "b")]), "tagKeys": ["a"],
        ]
        let error = invalid("resourceArn", "Invalid ARN")
        #expect(try await registry.refusal(of: TagResource.self, members) == error)
        #expect(try await registry.refusal(of: UntagResource.self, members) == error)
        #expect(try await registry.refusal(of: ListTagsForResource.self, members) == error)
    }

    @Test(
        "are those of a repository that is there, in the region of the call",
        arguments: [
            ("us-east-1", "123456789012", "gone", "us-east-1"), ("eu-west-1", "123456789012", "app", "us-east-1"),
            ("us-east-1", "111111111111", "app", "us-east-1"), ("us-east-1", "123456789012", "app", "eu-west-1"),
        ]
    )
    func notFound(region: String, account: String, name: String, of call: String) async throws {
        let registry = try TestRegistry()
        let members: [String: JSONValue] = [
            "resourceArn": .string("arn:aws:ecr:\(region):\(account):repository/\(name)"),
            "tags": tags([("a", "b")]), "tagKeys": ["a"],
        ]
        let error = ECRError(
            "RepositoryNotFoundException",
            "The repository with name '\(name)' does not exist in the registry with id '\(account)'"
        )
        #expect(try await registry.refusal(of: TagResource.self, members, region: call) == error)
        #expect(try await registry.refusal(of: UntagResource.self, members, region: call) == error)
        #expect(try await registry.refusal(of: ListTagsForResource.self, members, region: call) == error)
    }

    @Test("have keys of 1 to 128 characters, values of up to 256, and none of AWS's own")
    func rules() async throws {
        let registry = try TestRegistry()
        func refusal(_ pairs: [(String, String)]) async throws -> ECRError? {
            try await registry.refusal(of: TagResource.self, ["resourceArn": .string(Self.arn), "tags": tags(pairs)])
        }
        let tooLong = ECRError(
            "InvalidTagParameterException",
            "Tag keys can have a maximum character length of 128 characters, and tag values can have a maximum length "
                + "of 256 characters."
        )
        let key = String(repeating: "k", count: 128)
        let value = String(repeating: "v", count: 256)
        #expect(try await refusal([("", "x")]) == tooLong)
        #expect(try await refusal([(key + "k", "x")]) == tooLong)
        #expect(try await refusal([("x", value + "v")]) == tooLong)
        #expect(try await refusal([("aws:x", "y")]) == .reservedTag)
        #expect(try await refusal([("AWS:x", "y")]) == .reservedTag)
        #expect(try await refusal([("a", "1"), ("a", "2")]) == .duplicateTag)
        #expect(try registry.repository().tags.isEmpty)
        try await registry.perform(TagResource.self, ["resourceArn": .string(Self.arn), "tags": tags([(key, value)])])
        #expect(try registry.repository().tags == [key: value])
        for key in ["", key + "k"] {
            let error = try await registry.refusal(
                of: UntagResource.self,
                ["resourceArn": .string(Self.arn), "tagKeys": [.string(key)]]
            )
            #expect(error == tooLong)
        }
        let error = try await registry.refusal(
            of: UntagResource.self,
            ["resourceArn": .string(Self.arn), "tagKeys": ["aws:x"]]
        )
        #expect(error == .reservedTag)
    }

    @Test("are fifty at most, with those that are there already")
    func limit() async throws {
        let registry = try TestRegistry()
        func set(_ numbers: ClosedRange<Int>) -> [String: JSONValue] {
            ["resourceArn": .string(Self.arn), "tags": tags(numbers.map { ("k\($0)", "") })]
        }
        let tooMany = ECRError(
            "TooManyTagsException",
            "The list of tags on the repository is over the limit. The maximum number of tags that can be applied to a "
                + "repository is 50."
        )
        #expect(try await registry.refusal(of: TagResource.self, set(1...51)) == tooMany)
        try await registry.perform(TagResource.self, set(1...50))
        #expect(try await registry.refusal(of: TagResource.self, set(51...51)) == tooMany)
        #expect(try registry.repository().tags.count == 50)
        try await registry.perform(TagResource.self, set(10...20))
    }

    @Test("must be given whole")
    func missing() async throws {
        let registry = try TestRegistry()
        let arn = JSONValue.string(Self.arn)
        #expect(
            try await registry.refusal(of: TagResource.self, ["tags": []]) == invalid("resourceArn", "must not be null")
        )
        #expect(
            try await registry.refusal(of: TagResource.self, ["resourceArn": arn])
                == invalid("tags", "must not be null")
        )
        #expect(
            try await registry.refusal(of: TagResource.self, ["resourceArn": arn, "tags": [["Key": "k"]]])
                == invalid("tags.Value", "must not be null")
        )
        #expect(
            try await registry.refusal(of: UntagResource.self, ["resourceArn": arn])
                == invalid("tagKeys", "must not be null")
        )
        #expect(
            try await registry.refusal(of: UntagResource.self, ["resourceArn": arn, "tagKeys": [.null]])
                == invalid("tagKeys", "must not be null")
        )
    }
}
