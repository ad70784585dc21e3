import Testing
import World

/// Cases that count their lines from the first below a repository, a region or its templates.
@Suite("Registries, images and templates that are wrong")
struct RegistryFileErrorTests {
    typealias Case = WorldFileErrorTests.Case

    /// The first line of the case is the one after these keys, each below the one before.
    private static func check(_ test: Case, below keys: [String]) throws {
        let above = keys.enumerated().map { String(repeating: "  ", count: $0.offset) + $0.element + ":" }
        let indent = String(repeating: "  ", count: keys.count)
        let lines = test.yaml.split(separator: "\n", omittingEmptySubsequences: false).map { indent + $0 }
        let yaml = (above + lines).joined(separator: "\n") + "\n"
        try WorldFileErrorTests.check(Case(keys.count + test.line, test.reason, yaml))
    }

    private static let region = ["accounts", "\"123456789012\"", "regions", "us-east-1"]

    @Test(
        "Images",
        arguments: [
            Case(1, "'images' of repository 'app' takes a list", "images: {layout: a}"),
            Case(1, "entry 1 of 'images' of repository 'app' takes a mapping", "images: [a]"),
            Case(
                2,
                "entry 1 of 'images' of repository 'app' has neither layout nor generate",
                "images:\n  - tags: [a]"
            ),
            Case(3, "entry 2 of 'images' of repository 'app' has neither", "images:\n  - layout: a\n  - {}"),
            Case(2, "has both layout and generate", "images:\n  - layout: a\n    generate: {}"),
            Case(
                3,
                "unknown key 'tag' in entry 1 of 'images' of repository 'app'; it takes layout, generate, tags, pushed",
                "images:\n  - layout: a\n    tag: b"
            ),
            Case(2, "'layout' of entry 1 of 'images' of repository 'app' has no value", "images:\n  - layout:"),
            Case(1, "holds a zero byte", "images: [{layout: \"a\\0b\"}]"),
            Case(3, "takes a list", "images:\n  - layout: a\n    tags: v1"),
            Case(3, "'.a' is not a tag of an image", "images:\n  - layout: a\n    tags: [.a]"),
            Case(3, "'a b' is not a tag", "images:\n  - layout: a\n    tags: [a b]"),
            Case(
                3,
                "is not a tag",
                "images:\n  - layout: a\n    tags: [\(String(repeating: "a", count: 129))]"
            ),
            Case(
                3,
                "the tag 'v1' stands on line 8 already",
                "images:\n  - {layout: a, tags: [v1]}\n  - {generate: {}, tags: [v1]}"
            ),
            Case(1, "the tag 'v1' stands on line 7 already", "images: [{generate: {}, tags: [v1, v1]}]"),
            Case(3, "is 'today'; write a moment", "images:\n  - layout: a\n    pushed_at: today"),
            Case(
                2,
                "'generate' of entry 1 of 'images' of repository 'app' takes a mapping",
                "images:\n  - generate: 1"
            ),
            Case(
                3,
                "unknown key 'bytes' in 'generate' of entry 1 of 'images' of repository 'app'; it takes seed, size, ",
                "images:\n  - generate:\n      bytes: 5"
            ),
            Case(3, "is '5MB'; write bytes or such as 4KiB", "images:\n  - generate:\n      size: 5MB"),
            Case(1, "is '-1'; write bytes", "images: [{generate: {size: -1}}]"),
            Case(1, "is '+1'; write bytes", "images: [{generate: {size: +1}}]"),
            Case(1, "is '1.5GiB'; ", "images: [{generate: {size: 1.5GiB}}]"),
            Case(1, "is 'GiB'; ", "images: [{generate: {size: GiB}}]"),
            Case(1, "is '1 GiB'; ", "images: [{generate: {size: 1 GiB}}]"),
            Case(1, "is '17GiB'; ", "images: [{generate: {size: 17GiB}}]"),
            Case(1, "is '17179869185'; ", "images: [{generate: {size: 17179869185}}]"),
            Case(1, "is '9999999999999GiB'; ", "images: [{generate: {size: 9999999999999GiB}}]"),
            Case(1, "is '99999999999999999999'; ", "images: [{generate: {size: 99999999999999999999}}]"),
            Case(2, "has layers of 8GiB or more", "images:\n  - generate: {size: 16GiB, layers: 2}"),
            Case(1, "is '0'; write a whole number from 1 to 127", "images: [{generate: {layers: 0}}]"),
            Case(1, "is '128'; write", "images: [{generate: {layers: 128}}]"),
            Case(1, "'linux' is not a platform", "images: [{generate: {platforms: [linux]}}]"),
            Case(1, "is empty; ", "images: [{generate: {platforms: []}}]"),
            Case(
                1,
                "the platform 'linux/amd64' stands twice in 'platforms' of 'generate' of entry 1",
                "images: [{generate: {platforms: [linux/amd64, linux/amd64]}}]"
            ),
            Case(
                1,
                "'seed' of 'generate' of entry 1 of 'images' of repository 'app' has",
                "images: [{generate: {seed: }}]"
            ),
        ]
    )
    func images(_ test: Case) throws { try Self.check(test, below: Self.region + ["repositories", "app"]) }

    @Test(
        "Templates",
        arguments: [
            Case(1, "'Team' is not a prefix of a repository creation template; write ROOT", "Team: {}"),
            Case(1, "'root/' is applied for nothing", "root/: {}"),
            Case(1, "'ROOT/' is not a prefix", "ROOT/: {}"),
            Case(1, "'/' is not a prefix", "/: {}"),
            Case(1, "'a//' is not a prefix", "a//: {}"),
            Case(1, "is not a prefix", "\(String(repeating: "a", count: 257)): {}"),
            Case(
                2,
                "there are two repository creation templates for 'a' in us-east-1",
                "a: {applied_for: [REPLICATION]}\na/: {applied_for: [REPLICATION]}"
            ),
            Case(2, "'applied_for' of repository creation template 'a' takes a list", "a:\n  applied_for: REPLICATION"),
            Case(1, "is empty; write one of CREATE_ON_PUSH", "a: {applied_for: []}"),
            Case(
                3,
                "is 'PUSH'; write one of CREATE_ON_PUSH, PULL_THROUGH_CACHE, REPLICATION",
                "a:\n  applied_for:\n    - PUSH"
            ),
            Case(1, "'REPLICATION' stands twice in", "a: {applied_for: [REPLICATION, REPLICATION]}"),
            Case(
                2,
                "'lifecycle_policy' of repository creation template 'a' is not a lifecycle policy: object has missing",
                "a:\n  lifecycle_policy: {}\n  applied_for: [REPLICATION]"
            ),
            Case(
                1,
                "unknown key 'scan_on_push' in repository creation template 'a'; it takes description, applied_for, ",
                "a: {scan_on_push: true}"
            ),
            Case(
                1,
                "has 257 characters, and ECR takes 256",
                "a: {applied_for: [REPLICATION], description: \(String(repeating: "x", count: 257))}"
            ),
            Case(
                1,
                "repository creation template 'a' is IMMUTABLE_WITH_EXCLUSION without",
                "a: {applied_for: [REPLICATION], image_tag_mutability: IMMUTABLE_WITH_EXCLUSION}"
            ),
            Case(1, "is 'maker'; write the ARN of a role", "a: {applied_for: [REPLICATION], custom_role_arn: maker}"),
            Case(1, "is 'now'; write a moment", "a: {applied_for: [REPLICATION], created_at: now}"),
            Case(1, "is 'RSA'", "a: {applied_for: [REPLICATION], encryption: RSA}"),
            Case(1, "'aws:x' is not a tag key", "a: {applied_for: [REPLICATION], tags: {\"aws:x\": y}}"),
            Case(
                2,
                "in 'repository_policy' of repository creation template 'a': ",
                "a:\n  repository_policy: {}\n  applied_for: [REPLICATION]"
            ),
            Case(
                3,
                "the policy of repository creation template 'a' names '999999999999', and the world has no account",
                "a:\n  applied_for: [REPLICATION]\n  repository_policy: {Statement: {Effect: Allow, "
                    + "Action: \"ecr:*\", Principal: {AWS: \"999999999999\"}}}"
            ),
        ]
    )
    func templates(_ test: Case) throws {
        try Self.check(test, below: Self.region + ["repository_creation_templates"])
    }

    @Test(
        "Pull time update exclusions",
        arguments: [
            Case(
                1,
                "'pull_time_update_exclusions' of region us-east-1 takes a list",
                "pull_time_update_exclusions: bob"
            ),
            Case(1, "is 'bob'; write the ARN of a user or role", "pull_time_update_exclusions: [bob]"),
            Case(
                3,
                "'arn:aws:iam::123456789012:user/bob' stands twice",
                "pull_time_update_exclusions:\n  - arn:aws:iam::123456789012:user/bob\n"
                    + "  - arn:aws:iam::123456789012:user/bob"
            ),
            Case(
                1,
                "has 101 entries, and ECR takes 100",
                "pull_time_update_exclusions: ["
                    + (0...100).map { "\"arn:aws:iam::123456789012:user/u\($0)\"" }.joined(separator: ",") + "]"
            ),
        ]
    )
    func pullTimeExclusions(_ test: Case) throws { try Self.check(test, below: Self.region) }

    @Test(
        "Scanning and signing",
        arguments: [
            Case(1, "'type' of 'scanning' of region us-east-1 is 'basic'; write one of", "scanning: {type: basic}"),
            Case(1, "unknown key 'filters' in 'scanning' of", "scanning: {filters: []}"),
            Case(1, "takes frequency and repositories; write both", "scanning: {rules: [{frequency: MANUAL}]}"),
            Case(
                1,
                "is 'CONTINUOUS_SCAN'; write one of SCAN_ON_PUSH, MANUAL",
                "scanning: {rules: [{frequency: CONTINUOUS_SCAN, repositories: [a]}]}"
            ),
            Case(
                4,
                "there are two rules of frequency MANUAL",
                "scanning:\n  rules:\n    - {frequency: MANUAL, repositories: []}\n"
                    + "    - {frequency: MANUAL, repositories: [a]}"
            ),
            Case(
                1,
                "'A' is not a filter of repositories",
                "scanning: {rules: [{frequency: MANUAL, repositories: [A]}]}"
            ),
            Case(1, "'signing' of region us-east-1 takes a list", "signing: {profile: a}"),
            Case(1, "has no profile; add profile:", "signing: [{repositories: [a]}]"),
            Case(1, "is 'images'; write the ARN of a signing profile", "signing: [{profile: images}]"),
            Case(
                1,
                "has 0 entries; write 1 to 100",
                "signing: [{profile: \"arn:aws:signer:us-east-1:123456789012:/signing-profiles/ab\", repositories: []}]"
            ),
        ]
    )
    func rules(_ test: Case) throws { try Self.check(test, below: Self.region) }

    @Test(
        "Blob mounting",
        arguments: [
            Case(1, "'blob_mounting' of region us-east-1 is 'on'; write one of ENABLED, DISABLED", "blob_mounting: on"),
            Case(1, "has no value", "blob_mounting:"),
        ]
    )
    func blobMounting(_ test: Case) throws { try Self.check(test, below: Self.region) }
}
