import AWSCore
import AWSProtocols
import ECRService
import IAM
import Testing
import World

@Suite("Pull-through cache rules by the API")
struct PullThroughCacheRuleTests {
    private let registry: TestRegistry

    init() throws { registry = try TestRegistry(yaml: Self.yaml) }

    private static let yaml = """
        upstreams:
          registry-1.docker.io: {credentials: [{username: dana, access_token: token}]}
          quay.io: {}
          ghcr.io: {failure: UNAVAILABLE}
        accounts:
          "123456789012":
            users:
              alice: {policies: [AdministratorAccess], access_keys: [{id: ALICE, secret: alice-secret}]}
            roles:
              puller:
                policies: [AmazonEC2ContainerRegistryPullOnly]
                trust: {Version: "2012-10-17", Statement: {Effect: Allow, Principal: {Service: pullthroughcache.ecr.amazonaws.com}, Action: sts:AssumeRole}}
              stranger: {trust: ["arn:aws:iam::123456789012:user/alice"]}
            regions:
              us-east-1:
                secrets:
                  ecr-pullthroughcache/hub-AbCdEf: {username: dana, access_token: token}
                  ecr-pullthroughcache/old: {username: dana, access_token: old}
                  ecr-pullthroughcache/locked: {username: a, access_token: b, state: ACCESS_DENIED}
                  ecr-pullthroughcache/scrambled: {username: a, access_token: b, state: UNDECRYPTABLE}
              eu-west-1:
          "999999999999":
            users: {mallory: {access_keys: [{id: MALLORY, secret: mallory-secret}]}}
            regions: {us-east-1: }
        """

    /// 2024-05-14T09:30:00Z, at which the clock stands.
    private static let now = JSONValue.number(1_715_679_000)

    private static func secret(_ name: String, _ place: String = "us-east-1:123456789012") -> JSONValue {
        .string("arn:aws:secretsmanager:\(place):secret:ecr-pullthroughcache/\(name)")
    }

    @discardableResult
    private func create(_ prefix: String, _ url: String, _ more: [String: JSONValue] = [:]) async throws -> JSONValue {
        try await registry.perform(
            CreatePullThroughCacheRule.self,
            ["ecrRepositoryPrefix": .string(prefix), "upstreamRegistryUrl": .string(url)].merging(more) { $1 }
        )
    }

    private func refusal(_ prefix: String, _ url: String, _ more: [String: JSONValue] = [:]) async throws -> ECRError? {
        try await registry.refusal(
            of: CreatePullThroughCacheRule.self,
            ["ecrRepositoryPrefix": .string(prefix), "upstreamRegistryUrl": .string(url)].merging(more) { $1 }
        )
    }

    @Test("One is made, described and taken away, and each answer has its members")
    func life() async throws {
        #expect(
            try await create("quay/", "quay.io") == [
                "ecrRepositoryPrefix": "quay", "upstreamRegistryUrl": "quay.io", "createdAt": Self.now,
                "registryId": "123456789012", "upstreamRegistry": "quay", "upstreamRepositoryPrefix": "ROOT",
            ]
        )
        try registry.world.advanceClock(by: 60)
        #expect(
            try await registry.perform(DescribePullThroughCacheRules.self, [:]) == [
                "pullThroughCacheRules": [
                    [
                        "ecrRepositoryPrefix": "quay", "upstreamRegistryUrl": "quay.io", "createdAt": Self.now,
                        "updatedAt": Self.now, "registryId": "123456789012", "upstreamRegistry": "quay",
                        "upstreamRepositoryPrefix": "ROOT",
                    ]
                ]
            ]
        )
        #expect(
            try await registry.perform(DeletePullThroughCacheRule.self, ["ecrRepositoryPrefix": "quay"]) == [
                "ecrRepositoryPrefix": "quay", "upstreamRegistryUrl": "quay.io", "createdAt": Self.now,
                "registryId": "123456789012", "upstreamRepositoryPrefix": "ROOT",
            ]
        )
        #expect(try await registry.perform(DescribePullThroughCacheRules.self, [:]) == ["pullThroughCacheRules": []])
    }

    @Test("A secret is asked for, read and answered, and can be changed for another one")
    func secrets() async throws {
        let made = try await create("hub", "registry-1.docker.io", ["credentialArn": Self.secret("hub-AbCdEf")])
        #expect(made["credentialArn"] == Self.secret("hub-AbCdEf") && made["upstreamRegistry"] == "docker-hub")
        try registry.world.advanceClock(by: 60)
        #expect(
            try await registry.perform(
                UpdatePullThroughCacheRule.self,
                ["ecrRepositoryPrefix": "hub/", "credentialArn": Self.secret("hub")]
            ) == [
                "ecrRepositoryPrefix": "hub", "registryId": "123456789012", "updatedAt": .number(1_715_679_060),
                "credentialArn": Self.secret("hub"), "upstreamRepositoryPrefix": "ROOT",
            ]
        )
        let rule = try await registry.perform(DescribePullThroughCacheRules.self, [:])["pullThroughCacheRules"]?.array?[
            0
        ]
        #expect(rule?["updatedAt"] == .number(1_715_679_060) && rule?["createdAt"] == Self.now)
        #expect(rule?["credentialArn"] == Self.secret("hub"))
    }

    @Test(
        "A secret that is of no use is refused, as ECR says it",
        arguments: [
            (
                "absent", "SecretNotFoundException",
                "The ARN of the secret specified in the pull through cache rule was not found. Update the pull through "
                    + "cache rule with a valid secret ARN and try again."
            ),
            (
                "locked", "UnableToAccessSecretException",
                "The secret is unable to be accessed. Verify the resource permissions for the secret and try again."
            ),
            (
                "scrambled", "UnableToDecryptSecretValueException",
                "The secret is accessible but is unable to be decrypted. Verify the resource permissions and try again."
            ),
        ]
    )
    func uselessSecrets(name: String, code: String, message: String) async throws {
        let secret: [String: JSONValue] = ["credentialArn": Self.secret(name)]
        #expect(try await refusal("hub", "registry-1.docker.io", secret) == ECRError(code, message))
        try await create("hub", "registry-1.docker.io", ["credentialArn": Self.secret("hub")])
        #expect(
            try await registry.refusal(
                of: UpdatePullThroughCacheRule.self,
                secret.merging(["ecrRepositoryPrefix": "hub"]) { $1 }
            ) == ECRError(code, message)
        )
    }

    private static func unsupported(_ sentence: String) -> ECRError {
        ECRError("UnsupportedUpstreamRegistryException", sentence)
    }

    @Test("What does not go together is refused, in the words that were seen of ECR")
    func mismatches() async throws {
        let secret: [String: JSONValue] = ["credentialArn": Self.secret("hub")]
        let role: [String: JSONValue] = ["customRoleArn": "arn:aws:iam::123456789012:role/puller"]
        let requires =
            "The specified upstream registry requires authentication. Specify a valid Secrets Manager ARN containing the "
            + "upstream registry credentials."
        let mismatch = ECRError(
            "InvalidParameterException",
            "Upstream registry URL and provided credential type do not match"
        )
        let home = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
        let other = "999999999999.dkr.ecr.us-east-1.amazonaws.com"
        #expect(try await refusal("hub", "registry-1.docker.io") == Self.unsupported(requires))
        #expect(
            try await refusal("quay", "quay.io", secret)
                == Self.unsupported("The specified upstream registry doesn't require authentication.")
        )
        #expect(try await refusal("hub", "ghcr.io", role) == mismatch)
        #expect(try await refusal("ours", other, secret) == mismatch)
        #expect(
            try await refusal("mcr", "mcr.microsoft.com")
                == Self.unsupported("The upstream registry URL mcr.microsoft.com is invalid.")
        )
        #expect(
            try await refusal("ours", home)
                == Self.unsupported("Upstream registry URL cannot be the same as the cache registry")
        )
        #expect(
            try await refusal("hub", "ghcr.io", secret.merging(["upstreamRegistry": "docker-hub"]) { $1 })
                == Self.unsupported("Upstream registry URL and entered upstream registry do not match")
        )
        // ECR does not compare the two where the upstream takes no secret.
        #expect(try await create("quay", "quay.io", ["upstreamRegistry": "k8s"])["upstreamRegistry"] == "quay")
        #expect(
            try await refusal("hub", "ghcr.io", ["credentialArn": Self.secret("hub", "eu-west-1:123456789012")])
                == ECRError(
                    "InvalidParameterException",
                    "Please verify the secret exists in the same region and account that the pullthrough cache rule will "
                        + "be created in"
                )
        )
        #expect(
            try await refusal("ours", other)
                == Self.unsupported(
                    "The specified upstream registry requires authentication. Specify a valid IAM role ARN."
                )
        )
        #expect(
            try await refusal("ours", other, ["customRoleArn": "arn:aws:iam::999999999999:role/puller"])
                == invalid("customRoleArn", "must be the ARN of an IAM role in the account of the registry")
        )
        #expect(
            try await refusal("ROOT", "quay.io", ["upstreamRepositoryPrefix": "team"])
                == invalid("upstreamRepositoryPrefix", "must be ROOT when ecrRepositoryPrefix is ROOT")
        )
    }

    @Test("A registry of another region of the account takes no role, one of another account does")
    func privateRegistries() async throws {
        let made = try await create(
            "ours",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
            ["upstreamRepositoryPrefix": "theirs/"]
        )
        #expect(made["upstreamRegistry"] == "ecr" && made["upstreamRepositoryPrefix"] == "theirs")
        let role: JSONValue = "arn:aws:iam::123456789012:role/puller"
        let foreign = try await create(
            "partner",
            "999999999999.dkr.ecr.us-east-1.amazonaws.com",
            ["customRoleArn": role]
        )
        #expect(foreign["customRoleArn"] == role)
    }

    @Test("One that is there, one that is not, and too many")
    func presence() async throws {
        try await create("quay", "quay.io")
        #expect(
            try await refusal("quay/", "public.ecr.aws")
                == ECRError(
                    "PullThroughCacheRuleAlreadyExistsException",
                    "The pull through cache rule with prefix 'quay' already exists in the registry with id '123456789012'"
                )
        )
        let missing = ECRError(
            "PullThroughCacheRuleNotFoundException",
            "The pull through cache rule with prefix 'none' does not exist in the registry with id '123456789012'"
        )
        let none: [String: JSONValue] = ["ecrRepositoryPrefix": "none"]
        #expect(try await registry.refusal(of: DeletePullThroughCacheRule.self, none) == missing)
        #expect(try await registry.refusal(of: ValidatePullThroughCacheRule.self, none) == missing)
        #expect(
            try await registry.refusal(
                of: UpdatePullThroughCacheRule.self,
                none.merging(["credentialArn": Self.secret("hub")]) { $1 }
            ) == missing
        )
        #expect(
            try await registry.refusal(
                of: DescribePullThroughCacheRules.self,
                ["ecrRepositoryPrefixes": ["quay", "none"]]
            ) == missing
        )
        for number in 1..<PullThroughCacheRule.most { try await create("p\(number)", "quay.io") }
        #expect(try await refusal("more", "quay.io")?.code == "LimitExceededException")
    }

    @Test("An update without credentials says so, as ECR does")
    func emptyUpdate() async throws {
        try await create("quay", "quay.io")
        #expect(
            try await registry.refusal(of: UpdatePullThroughCacheRule.self, ["ecrRepositoryPrefix": "quay"])
                == ECRError(
                    "InvalidParameterException",
                    "Invalid input: Please set either credential arn or role arn to update the credentials"
                )
        )
    }

    @Test("An update has no error of its own for credentials that the upstream does not take")
    func needlessUpdate() async throws {
        try await create("quay", "quay.io")
        #expect(
            try await registry.refusal(
                of: UpdatePullThroughCacheRule.self,
                ["ecrRepositoryPrefix": "quay", "credentialArn": Self.secret("hub")]
            )
                == ECRError(
                    "InvalidParameterException",
                    "The specified upstream registry doesn't require authentication."
                )
        )
    }

    @Test("Pages come by prefix")
    func pages() async throws {
        for prefix in ["cc", "ROOT", "aa"] { try await create(prefix, "quay.io") }
        func prefixes(_ answer: JSONValue) -> [String] {
            answer["pullThroughCacheRules"]?.array?.compactMap { $0["ecrRepositoryPrefix"]?.string } ?? []
        }
        let first = try await registry.perform(DescribePullThroughCacheRules.self, ["maxResults": 2])
        #expect(prefixes(first) == ["ROOT", "aa"])
        let token = try #require(first["nextToken"])
        let last = try await registry.perform(
            DescribePullThroughCacheRules.self,
            ["maxResults": 2, "nextToken": token]
        )
        #expect(prefixes(last) == ["cc"] && last["nextToken"] == nil)
        let named = try await registry.perform(
            DescribePullThroughCacheRules.self,
            ["ecrRepositoryPrefixes": ["cc/", "aa"]]
        )
        #expect(prefixes(named) == ["aa", "cc"])
        #expect(
            try await registry.refusal(
                of: DescribePullThroughCacheRules.self,
                ["ecrRepositoryPrefixes": ["aa"], "nextToken": token]
            ) == invalid("nextToken", "Invalid token")
        )
    }

    @Test(
        "Members that break the model are refused",
        arguments: [
            (#"{"ecrRepositoryPrefix":"quay"}"#, missing("upstreamRegistryUrl")),
            (#"{"upstreamRegistryUrl":"quay.io"}"#, missing("ecrRepositoryPrefix")),
            (
                #"{"ecrRepositoryPrefix":"q","upstreamRegistryUrl":"quay.io"}"#,
                invalid("ecrRepositoryPrefix", "Member must have length greater than or equal to 2", value: "q")
            ),
            (
                #"{"ecrRepositoryPrefix":"qq","upstreamRegistryUrl":"quay.io","upstreamRegistry":"hub"}"#,
                invalid(
                    "upstreamRegistry",
                    "Member must satisfy enum value set: [ecr, ecr-public, quay, k8s, docker-hub, "
                        + "github-container-registry, azure-container-registry, gitlab-container-registry, chainguard]",
                    value: "hub"
                )
            ),
        ]
    )
    func malformed(body: String, error: ECRError) async throws {
        #expect(try await registry.refusal(of: CreatePullThroughCacheRule.self, body) == error)
    }

    private func validate(_ prefix: String) async throws -> (isValid: JSONValue?, failure: JSONValue?) {
        let answer = try await registry.perform(
            ValidatePullThroughCacheRule.self,
            ["ecrRepositoryPrefix": .string(prefix)]
        )
        #expect(answer["upstreamRegistryUrl"]?.string != nil && answer["upstreamRepositoryPrefix"] == "ROOT")
        return (answer["isValid"], answer["failure"])
    }

    @Test("A rule is validated by trying it: the upstream, the secret, the role")
    func validation() async throws {
        try await create("quay", "quay.io")
        #expect(try await validate("quay") == (true, nil))
        try await create("k8s", "registry.k8s.io")
        let absent: JSONValue =
            "Drydock has nothing in the place of registry.k8s.io, and asks nobody else; add it to the world's file."
        #expect(try await validate("k8s") == (false, absent))
        let denied: JSONValue =
            "The authentication to the upstream registry failed. Verify that the credentials provided in the pull through cache rule are correct, and try again."
        try await create("hub", "registry-1.docker.io", ["credentialArn": Self.secret("hub")])
        #expect(try await validate("hub") == (true, nil))
        try await create("old", "registry-1.docker.io", ["credentialArn": Self.secret("old")])
        #expect(try await validate("old") == (false, denied))
        try await create("ghcr", "ghcr.io", ["credentialArn": Self.secret("old")])
        #expect(try await validate("ghcr") == (false, "The upstream registry is unavailable. Try again later."))
        try await create("own", "123456789012.dkr.ecr.eu-west-1.amazonaws.com")
        #expect(try await validate("own") == (true, nil))
        for (prefix, role, isValid) in [
            ("puller", "puller", true), ("stranger", "stranger", false), ("nobody", "x", false),
        ] {
            try await create(
                prefix,
                "999999999999.dkr.ecr.us-east-1.amazonaws.com",
                ["customRoleArn": .string("arn:aws:iam::123456789012:role/\(role)")]
            )
            #expect(try await validate(prefix) == (.bool(isValid), isValid ? nil : denied), "\(prefix)")
        }
    }

    @Test("Each is asked about the registry as a whole, of another account where that is named")
    func questions() throws {
        let body = #"{"ecrRepositoryPrefix":"quay","upstreamRegistryUrl":"quay.io","registryId":"999999999999"}"#
        let asked = try registry.questions(CreatePullThroughCacheRule.self, body)
        #expect(asked.map(\.action) == ["ecr:CreatePullThroughCacheRule"])
        #expect(asked.map(\.resource.name) == ["*"] && asked.map(\.resource.account.value) == ["999999999999"])
    }

    @Test("Who gives a rule a role must be allowed to pass it to ECR")
    func passRole() throws {
        let role = "arn:aws:iam::123456789012:role/puller"
        let create =
            #"{"ecrRepositoryPrefix":"p","upstreamRegistryUrl":"999999999999.dkr.ecr.us-east-1.amazonaws.com","#
            + #""customRoleArn":"\#(role)"}"#
        let update = #"{"ecrRepositoryPrefix":"p","customRoleArn":"\#(role)"}"#
        for asked in [
            try registry.questions(CreatePullThroughCacheRule.self, create),
            try registry.questions(UpdatePullThroughCacheRule.self, update),
        ] {
            #expect(asked.count == 2 && asked.last?.action == "iam:PassRole" && asked.last?.resource.name == role)
            #expect(asked.last?.context["iam:PassedToService"] == ["pullthroughcache.ecr.amazonaws.com"])
        }
    }
}
