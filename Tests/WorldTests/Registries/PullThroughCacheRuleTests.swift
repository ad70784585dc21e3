import AWSCore
import Foundation
import OCI
import Testing
import World

@Suite("Pull-through cache rules of a world")
struct PullThroughCacheRuleTests {
    @Test(
        "An upstream is known by its host, letter by letter",
        arguments: [
            ("public.ecr.aws", UpstreamRegistry.Kind.ecrPublic), ("quay.io", .quay), ("registry.k8s.io", .kubernetes),
            ("registry-1.docker.io", .dockerHub), ("ghcr.io", .gitHub), ("registry.gitlab.com", .gitLab),
            ("cgr.dev", .chainguard), ("team.azurecr.io", .azure),
            ("123456789012.dkr.ecr.eu-west-1.amazonaws.com", .ecr),
            ("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", .ecr),
        ]
    )
    func upstreams(host: String, kind: UpstreamRegistry.Kind) {
        #expect(UpstreamRegistry(host)?.kind == kind)
        #expect((UpstreamRegistry(host)?.privateRegistry != nil) == (kind == .ecr))
        #expect(UpstreamRegistry("https://" + host) == nil)
        #expect(UpstreamRegistry(host.uppercased()) == nil)
        #expect(UpstreamRegistry(host + "/library") == nil)
    }

    @Test(
        "What is not an upstream of ECR's",
        arguments: [
            "", "docker.io", "mcr.microsoft.com", ".azurecr.io", "a.b.azurecr.io", "localhost:5000",
            "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com", "123456789012.dkr-ecr.us-east-1.on.aws",
            "api.ecr.us-east-1.amazonaws.com", "12345678901.dkr.ecr.us-east-1.amazonaws.com",
        ]
    )
    func unknown(host: String) {
        #expect(UpstreamRegistry(host) == nil)
    }

    /// *ECR User Guide*, "Customizing repository prefixes for ECR to ECR pull through cache".
    @Test(
        "A name is found at the upstream",
        arguments: [
            ("ecr-public", "ROOT", "ecr-public/my-app/image1", "my-app/image1"),
            ("ROOT", "ROOT", "my-app/image1", "my-app/image1"),
            ("team-a", "team-a", "team-a/myapp/image1", "team-a/myapp/image1"),
            ("my-app", "upstream-app", "my-app/image1", "upstream-app/image1"),
        ]
    )
    func names(prefix: String, upstreamPrefix: String, name: String, found: String) throws {
        let rule = PullThroughCacheRule(
            prefix: prefix,
            upstream: try #require(UpstreamRegistry("quay.io")),
            upstreamPrefix: upstreamPrefix,
            createdAt: .distantPast
        )
        #expect(rule.upstreamName(of: name) == found)
    }

    @Test("The rule with the longest prefix counts, and ROOT where there is no other")
    func longest() throws {
        var settings = RegistrySettings()
        let upstream = try #require(UpstreamRegistry("quay.io"))
        for prefix in ["ROOT", "team", "team/base"] {
            settings.pullThroughCacheRules[prefix] = PullThroughCacheRule(
                prefix: prefix,
                upstream: upstream,
                createdAt: .distantPast
            )
        }
        func prefix(_ name: String) -> String? { settings.pullThroughCacheRule(for: name)?.prefix }
        #expect(prefix("team/base/python") == "team/base" && prefix("team/base") == "team")
        #expect(prefix("teams/app") == "ROOT" && prefix("team") == "ROOT")
        settings.pullThroughCacheRules["ROOT"] = nil
        #expect(prefix("teams/app") == nil)
        let kept = try JSONDecoder().decode(RegistrySettings.self, from: JSONEncoder().encode(settings))
        #expect(kept == settings)
        // As it was kept before there were rules and backfills.
        let old =
            #"{"policyScope":"V2","isBlobMountingEnabled":false,"creationTemplates":{},"#
            + #""replicationRules":[{"destinations":[],"prefixes":[]}]}"#
        let read = try JSONDecoder().decode(RegistrySettings.self, from: Data(old.utf8))
        #expect(read.pullThroughCacheRules.isEmpty && read.backfills.isEmpty)
        #expect(read.replicationRules == [ReplicationRule(destinations: [])])
    }

    @Test(
        "The ARN of a secret has its form",
        arguments: [
            ("arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/hub-AbCdEf", true),
            ("arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:ecr-pullthroughcache/a/b_+=.@-1", true),
            ("arn:aws:secretsmanager:us-east-1:123456789012:secret:hub", false),
            ("arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/", false),
            ("arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/a b", false),
            ("arn:aws:ssm:us-east-1:123456789012:secret:ecr-pullthroughcache/hub", false),
            ("ecr-pullthroughcache/hub", false),
        ]
    )
    func secretARNs(text: String, isOne: Bool) {
        #expect(UpstreamSecret.isARN(text) == isOne)
    }
}

@Suite("Pull-through caches in a world's file")
struct PullThroughFileTests {
    private static let yaml = """
        upstreams:
          registry-1.docker.io:
            credentials: [{username: dana, access_token: token-of-dana}]
            repositories:
              library/busybox:
                images:
                  - {generate: {size: 4KiB}, tags: [latest, "1"]}
                  - {generate: {size: 4KiB}, tags: [latest, "2"], pushed_at: 2024-05-15T00:00:00Z}
          quay.io: {failure: TOO_MANY_REQUESTS}
        accounts:
          "123456789012":
            regions:
              us-east-1:
                secrets:
                  ecr-pullthroughcache/hub-AbCdEf: {username: dana, access_token: token-of-dana}
                  ecr-pullthroughcache/locked: {username: a, access_token: b, state: ACCESS_DENIED}
                  ecr-pullthroughcache/scrambled: {username: a, access_token: b, state: UNDECRYPTABLE}
                pull_through_cache_rules:
                  docker-hub/:
                    upstream: registry-1.docker.io
                    credential_arn: arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/hub-AbCdEf
                    created_at: 2024-02-01T00:00:00Z
                  ROOT:
                    upstream: 999999999999.dkr.ecr.us-east-1.amazonaws.com
                    custom_role_arn: arn:aws:iam::123456789012:role/puller
                  ours: {upstream: 123456789012.dkr.ecr.eu-west-1.amazonaws.com, upstream_prefix: theirs}
        """

    @Test("Rules, secrets and upstreams are read")
    func read() throws {
        let world = try World.load(yaml: Self.yaml, fileName: "w")
        let account = try #require(AccountID("123456789012"))
        let region = try #require(Region("us-east-1"))
        let rules = try #require(world.accounts[account]?.registrySettings(in: region).pullThroughCacheRules)
        #expect(rules.keys.sorted() == ["ROOT", "docker-hub", "ours"])
        #expect(rules["docker-hub"]?.upstream.kind == .dockerHub)
        #expect(rules["docker-hub"]?.createdAt == Date(timeIntervalSince1970: 1_706_745_600))
        #expect(rules["docker-hub"]?.credentialARN?.hasSuffix("hub-AbCdEf") == true)
        #expect(rules["ROOT"]?.customRoleARN == "arn:aws:iam::123456789012:role/puller")
        #expect(rules["ours"]?.upstreamPrefix == "theirs" && rules["docker-hub"]?.upstreamPrefix == "ROOT")

        let hub = try #require(world.upstreams["registry-1.docker.io"]?.repositories["library/busybox"])
        #expect(hub.images.map(\.tags) == [Self.tags("latest", "1"), Self.tags("latest", "2")])
        let may14 = Date(timeIntervalSince1970: 1_715_679_000)
        #expect(hub.pushed(by: may14) == [0] && hub.pushed(by: may14.addingTimeInterval(86_400)) == [1, 0])
        #expect(world.upstreams["quay.io"]?.failure == .tooManyRequests)
    }

    private static func tags(_ texts: String...) -> [OCI.Tag] { texts.compactMap { OCI.Tag($0) } }

    @Test("A secret is meant by its ARN, with what Secrets Manager adds or without, in its own region and account")
    func secrets() throws {
        let world = try TestWorld(yaml: Self.yaml).store
        let account = try #require(AccountID("123456789012"))
        let region = try #require(Region("us-east-1"))
        func read(_ name: String, _ place: String = "us-east-1:123456789012") throws -> UpstreamCredentials {
            let arn = "arn:aws:secretsmanager:\(place):secret:ecr-pullthroughcache/\(name)"
            return try world.credentials(ofSecret: arn, for: account, in: region)
        }
        let dana = UpstreamCredentials(username: "dana", accessToken: "token-of-dana")
        #expect(try read("hub-AbCdEf") == dana && read("hub") == dana)
        for (name, failure) in [
            ("hub-AbCdEg", UpstreamSecretFailure.notFound), ("hu", .notFound), ("hub-Ab", .notFound),
            ("locked", .accessDenied), ("scrambled", .undecryptable),
        ] {
            #expect(throws: failure, "\(name)") { _ = try read(name) }
        }
        #expect(throws: UpstreamSecretFailure.notFound) { _ = try read("hub", "eu-west-1:123456789012") }
        #expect(throws: UpstreamSecretFailure.notFound) { _ = try read("hub", "us-east-1:999999999999") }
    }

    private static let role = "custom_role_arn: arn:aws:iam::123456789012:role/r"
    private static let secret =
        "credential_arn: arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/hub"

    @Test(
        "Rules that are wrong are refused, with their line",
        arguments: [
            ("x: {upstream: quay.io}", "'x' is not a prefix of a pull-through cache rule"),
            ("Team: {upstream: quay.io}", "'Team' is not a prefix of a pull-through cache rule"),
            ("abcdefghijklmnopqrstuvwxyz01234: {upstream: quay.io}", "in 2 to 30 characters"),
            ("quay: {}", "pull-through cache rule 'quay' has no upstream; add upstream:"),
            ("quay: {upstream: docker.io}", "is 'docker.io'; write public.ecr.aws, quay.io,"),
            ("quay: {upstream: quay.io, url: x}", "unknown key 'url' in pull-through cache rule 'quay'"),
            (
                "own: {upstream: 123456789012.dkr.ecr.us-east-1.amazonaws.com}",
                "is the registry that the rule is for; name another one"
            ),
            ("quay: {upstream: quay.io, \(secret)}", "has credentials, and quay.io takes none; take them out"),
            ("hub: {upstream: ghcr.io}", "has no secret, and ghcr.io takes one; add credential_arn:"),
            ("hub: {upstream: ghcr.io, \(secret), \(role)}", "has a role, and ghcr.io takes a secret"),
            ("hub: {upstream: ghcr.io, credential_arn: x}", "is 'x'; write the ARN of a secret, such as"),
            (
                "ours: {upstream: 999999999999.dkr.ecr.us-east-1.amazonaws.com}",
                "has no role, and a registry of another account takes one; add custom_role_arn:"
            ),
            (
                "ours: {upstream: 999999999999.dkr.ecr.us-east-1.amazonaws.com, \(secret)}",
                "has a secret, and 999999999999.dkr.ecr.us-east-1.amazonaws.com takes a role"
            ),
            (
                "ours: {upstream: 999999999999.dkr.ecr.us-east-1.amazonaws.com, custom_role_arn: 'arn:aws:iam::999999999999:role/r'}",
                "write the ARN of a role of account 123456789012"
            ),
            ("ROOT: {upstream: quay.io, upstream_prefix: team}", "a rule for ROOT takes ROOT only; take it out"),
            (
                "quay: {upstream: quay.io, upstream_prefix: T}",
                "is 'T'; write ROOT, or the beginning of repository names"
            ),
        ]
    )
    func wrongRules(rule: String, reason: String) throws {
        let yaml = """
            accounts:
              "123456789012":
                regions:
                  us-east-1:
                    pull_through_cache_rules:
                      \(rule)
            """
        try expect(yaml, line: 6, reason)
    }

    @Test("A rule stands there once, whether or not its prefix ends with a slash")
    func twice() throws {
        let yaml = """
            accounts:
              "123456789012":
                regions:
                  us-east-1:
                    pull_through_cache_rules:
                      quay: {upstream: quay.io}
                      quay/: {upstream: quay.io}
            """
        try expect(yaml, line: 7, "there are two pull-through cache rules for 'quay' in us-east-1; keep one")
    }

    @Test(
        "Secrets that are wrong are refused, with their line",
        arguments: [
            ("hub: {username: a, access_token: b}", "'hub' is not the name of a secret for pull-through caches"),
            ("ecr-pullthroughcache/a: {username: a}", "takes username and access_token; add what is missing"),
            ("ecr-pullthroughcache/a: {username: a, access_token: b, state: GONE}", "is 'GONE'; write one of READABLE"),
            ("ecr-pullthroughcache/a: {username: a, password: b}", "unknown key 'password'"),
        ]
    )
    func wrongSecrets(secret: String, reason: String) throws {
        let yaml = """
            accounts:
              "123456789012":
                regions:
                  us-east-1:
                    secrets:
                      \(secret)
            """
        try expect(yaml, line: 6, reason)
    }

    @Test(
        "Upstreams that are wrong are refused, with their line",
        arguments: [
            ("docker.io: {}", "'docker.io' is not an upstream of pull-through caches; write public.ecr.aws"),
            (
                "123456789012.dkr.ecr.us-east-1.amazonaws.com: {}",
                "is a private registry of ECR's; its repositories stand below accounts:"
            ),
            ("quay.io: {password: x}", "unknown key 'password' in upstream 'quay.io'"),
            ("quay.io: {failure: BROKEN}", "is 'BROKEN'; write one of UNAVAILABLE, TOO_MANY_REQUESTS"),
            ("quay.io: {credentials: [{username: x}]}", "takes username and access_token; add what is missing"),
            ("quay.io: {repositories: {A: {}}}", "'A' is not a repository name"),
            ("quay.io: {repositories: {team/a: {tags: x}}}", "unknown key 'tags' in repository 'team/a' of quay.io"),
            ("quay.io: {repositories: {team/a: {images: [{generate: {}, tags: [v1, v1]}]}}}", "the tag 'v1' stands on"),
        ]
    )
    func wrongUpstreams(upstream: String, reason: String) throws {
        try expect("accounts: {\"123456789012\": {}}\nupstreams:\n  \(upstream)", line: 3, reason)
    }

    private func expect(_ yaml: String, line: Int, _ reason: String) throws {
        try WorldFileErrorTests.check(WorldFileErrorTests.Case(line, reason, yaml))
    }
}
