import AWSCore
import Foundation
import IAM
import TestSupport
import Testing
import World

@Suite("Reading worlds")
struct WorldFileTests {
    private let account: AccountID

    init() throws {
        account = try #require(AccountID("715803424590"))
    }

    @Test("The example of the documentation loads as it says")
    func example() throws {
        let world = try World.load(yaml: try WorldExamples.first(), fileName: "example.yaml")
        #expect(world.seed == "ml-team")
        #expect(world.accounts.keys.sorted().map(\.value) == ["123456789012", "715803424590"])
        let team = try #require(world.accounts[account])
        #expect(team.partition == .aws)
        #expect(team.rootAccessKeys.map(\.id.value) == ["AKIADRYDOCKEXAMPLE00"])
        #expect(team.registries.keys.sorted().map(\.name) == ["eu-central-1", "us-east-1"])

        let stefan = try #require(team.users["stefan"])
        #expect(stefan.arn.description == "arn:aws:iam::715803424590:user/stefan")
        #expect(stefan.attachedPolicies.map(\.description) == ["arn:aws:iam::aws:policy/AdministratorAccess"])
        #expect(stefan.accessKeys.map(\.isActive) == [true, false])
        #expect(stefan.multiFactorDevices.map(\.serial) == ["arn:aws:iam::715803424590:mfa/stefan"])
        #expect(stefan.multiFactorDevices.first?.seed.count == 20)
        let intern = try #require(team.users["intern"])
        #expect(intern.arn.description == "arn:aws:iam::715803424590:user/guests/intern")
        #expect(intern.attachedPolicies.isEmpty && intern.permissionsBoundary == nil && intern.groups.isEmpty)
        #expect(intern.accessKeys.map(\.id.value) == ["test"])

        let ada = try #require(team.users["ada"])
        #expect(ada.groups == ["developers"] && ada.tags == ["team": "ml"])
        #expect(ada.permissionsBoundary?.description == "arn:aws:iam::715803424590:policy/limits/no-deletions")
        #expect(ada.inlinePolicies.keys.sorted() == ["assume-auditor"])
        #expect(ada.inlinePolicies["assume-auditor"]?.kind == .identity)
        #expect(
            team.groups["developers"]?.attachedPolicies.map(\.description) == [
                "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly",
                "arn:aws:iam::715803424590:policy/team-push",
            ]
        )
        #expect(team.managedPolicies["no-deletions"]?.summary?.hasPrefix("A boundary") == true)
        #expect(team.managedPolicies["no-deletions"]?.document.statements.map(\.effect) == [.allow, .deny])

        #expect(team.roles["deployer"]?.maxSessionDuration == 43_200)
        let trust = try #require(team.roles["deployer"]?.trustPolicy)
        #expect(trust.kind == .trust && trust.principals.map(\.kind) == [.arn(stefan.arn)])
        #expect(trust.statements.map(\.effect) == [.allow])
        #expect(team.roles["auditor"]?.arn.description == "arn:aws:iam::715803424590:role/security/auditor")
        #expect(team.roles["auditor"]?.trustPolicy.principals.map(\.kind) == [.account(account)])
        #expect(team.roles["auditor"]?.maxSessionDuration == 3_600)

        let region = try #require(Region("us-east-1"))
        let app = try #require(team.registries[region]?.repositories["team/app"])
        #expect(app.arn.description == "arn:aws:ecr:us-east-1:715803424590:repository/team/app")
        #expect(app.uri == "715803424590.dkr.ecr.us-east-1.amazonaws.com/team/app")
        #expect(app.tagMutability.mode == .immutableWithExclusion)
        #expect(app.tagMutability.exclusionFilters.map(\.text) == ["latest", "dev-*"])
        #expect(app.scanOnPush)
        #expect(app.encryption.kind == .kms && app.encryption.key == "alias/team")
        #expect(app.tags == ["team": "ml", "stage": ""])
        #expect(AWSDate.extended(app.createdAt) == "2024-05-14T09:30:00Z")
        #expect(app.policy?.statements.first?.sid == "PullFromTheOtherAccount")
        let zenml = try #require(team.registries[region]?.repositories["zenml"])
        #expect(zenml.tagMutability == .mutable && !zenml.scanOnPush && zenml.encryption == .aes256)
        #expect(AWSDate.extended(zenml.createdAt) == "2024-01-01T00:00:00Z")
        #expect(zenml.policy == nil)
        #expect(world.initialImages.isEmpty)
    }

    @Test("Every world that the documentation shows loads")
    func examples() throws {
        let examples = try WorldExamples.all()
        #expect(examples.count >= 8)
        for (index, example) in examples.enumerated() {
            #expect(throws: Never.self, "block \(index + 1)") {
                try World.load(yaml: example, fileName: "block \(index + 1)")
            }
        }
    }

    /// The documented world that has a key of this name.
    private func documented(_ key: String) throws -> Account {
        let yaml = try #require(try WorldExamples.all().dropFirst().first { $0.contains(key) })
        return try #require(try World.load(yaml: yaml, fileName: "w").accounts[account])
    }

    @Test("A policy may be a mapping or JSON text, which is kept as written")
    func policyForms() throws {
        let policies = try #require(try documented("as-json").users["ada"]?.inlinePolicies)
        let mapping = try #require(policies["as-a-mapping"])
        #expect(try PolicyDocument(json: mapping.text, kind: .identity).statements.count == 1)
        #expect(policies["as-json"]?.text.hasPrefix("{\n  \"Version\"") == true)
    }

    @Test("Identity providers, endpoints and regions load as the documentation says")
    func surroundings() throws {
        let providers = try documented("oidc_providers")
        let github = try #require(providers.oidcProviders["token.actions.githubusercontent.com"])
        #expect(github.issuer == "https://token.actions.githubusercontent.com" && github.keys == nil)
        #expect(github.clientIDs == ["sts.amazonaws.com"])
        #expect(
            github.arn.description
                == "arn:aws:iam::715803424590:oidc-provider/token.actions.githubusercontent.com"
        )
        let okta = try #require(providers.samlProviders["okta"])
        #expect(okta.arn.description == "arn:aws:iam::715803424590:saml-provider/okta")
        #expect(okta.certificatePEM.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
        #expect(providers.outboundIssuer == nil)

        let endpoint = try #require(try documented("vpc_endpoints").vpcEndpoints["vpce-0a1b2c3d"])
        #expect(endpoint.vpc == "vpc-1234" && endpoint.policy?.kind == .endpoint)

        let registries = try documented("registry_policy_scope")
        let (virginia, frankfurt) = (try #require(Region("us-east-1")), try #require(Region("eu-central-1")))
        #expect(registries.registrySettings(in: virginia).policy?.kind == .registry)
        #expect(registries.registrySettings(in: virginia).policyScope == .v1)
        #expect(registries.registrySettings(in: frankfurt).policyScope == .v2)
        #expect(registries.registrySettings(in: virginia).isBlobMountingEnabled)
        #expect(!registries.registrySettings(in: frankfurt).isBlobMountingEnabled)
        #expect(registries.isSTSEnabled(in: virginia) && !registries.isSTSEnabled(in: frankfurt))
    }

    @Test("With outbound federation an account has an issuer of its own, always the same")
    func outboundIssuer() throws {
        func issuer(_ id: String) throws -> String? {
            let yaml = "accounts: {\"\(id)\": {outbound_web_identity_federation: true}}"
            return try World.load(yaml: yaml, fileName: "w").accounts[#require(AccountID(id))]?.outboundIssuer
        }
        let first = try #require(try issuer("715803424590"))
        #expect(first.hasPrefix("https://") && first.hasSuffix(".tokens.sts.global.api.aws"))
        #expect(try issuer("715803424590") == first)
        #expect(try issuer("123456789012") != first)
    }

    @Test("The standard world is the one that the documentation shows")
    func standard() throws {
        let text = try ProjectFolder.text("docs/world.md")
        #expect(text.hasSuffix("```yaml\n" + World.standardYAML + "```\n"))
        let world = World.standard()
        let account = try #require(AccountID("123456789012").flatMap { world.accounts[$0] })
        let developer = try #require(account.users["developer"])
        #expect(developer.accessKeys.map(\.id.value) == ["AKIADRYDOCKDEVELOPER"])
        #expect(developer.accessKeys.first?.secret.count == 40)
        #expect(account.roles["deployer"]?.trustPolicy.principals.map(\.kind) == [.arn(developer.arn)])
        #expect(account.registries.values.map(\.repositories.count) == [1])
    }

    @Test("The world of the documented flow loads")
    func fixture() throws {
        let world = try World.load(yaml: try ProjectFolder.text("fixtures/ml-team.yaml"), fileName: "ml-team.yaml")
        let team = try #require(world.accounts[account])
        #expect(team.users["stefan"]?.accessKeys.first?.secret.count == 40)
        #expect(
            try team.registries[#require(Region("us-east-1"))]?.repositories.keys.sorted() == ["team/app", "zenml"]
        )
    }

    @Test("IDs derive from ARN and seed, never from the order")
    func uniqueIDs() throws {
        func id(_ yaml: String, _ name: String) throws -> String {
            let world = try World.load(yaml: yaml, fileName: "w")
            return try #require(world.accounts[account]?.users[name]?.uniqueID)
        }
        let one = "accounts: {\"715803424590\": {users: {a: {}, b: {}}}}"
        let two = "accounts: {\"715803424590\": {users: {b: {}, c: {}, a: {}}}}"
        #expect(try id(one, "a") == id(two, "a"))
        #expect(try id(one, "a") != id(one, "b"))
        #expect(try id("seed: x\n" + one, "a") != id(one, "a"))
        #expect(try id("seed: x\n" + one, "a") == id("seed: x\n" + two, "a"))
        let text = try id(one, "a")
        #expect(text.hasPrefix("AIDA") && text.count == 21)
    }

    @Test("Values are the texts as they are written")
    func plainTexts() throws {
        let yaml = """
            accounts:
              012345678901:
                users:
                  yes: {access_keys: [{id: 0777, secret: 1234567890123456789012345678901234567890}]}
            """
        let account = try #require(AccountID("012345678901"))
        let user = try World.load(yaml: yaml, fileName: "w").accounts[account]?.users["yes"]
        #expect(user?.accessKeys.map(\.id.value) == ["0777"])
        #expect(user?.accessKeys.map(\.secret) == ["1234567890123456789012345678901234567890"])
    }

    @Test(
        "Regions say the partition, and the ARNs follow",
        arguments: [("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")]
    )
    func partitions(_ region: String, _ partition: String) throws {
        let yaml = """
            accounts:
              "715803424590":
                users: {u: {policies: [AdministratorAccess]}}
                regions: {\(region): {repositories: {app: }}}
            """
        let account = try #require(try World.load(yaml: yaml, fileName: "w").accounts[account])
        #expect(account.users["u"]?.arn.description == "arn:\(partition):iam::715803424590:user/u")
        #expect(account.users["u"]?.attachedPolicies.first?.partition == partition)
        #expect(account.registries.values.first?.repositories["app"]?.arn.partition == partition)
    }

    @Test("A trust policy may be JSON in a text, and its errors keep their lines")
    func jsonTrust() throws {
        func yaml(_ effect: String) -> String {
            """
            accounts:
              "715803424590":
                roles:
                  r:
                    trust: |
                      {
                        "Statement": {
                          "Effect": "\(effect)",
                          "Principal": {"AWS": "715803424590"},
                          "Action": ["sts:AssumeRole"]
                        }
                      }
            """
        }
        let world = try World.load(yaml: yaml("Allow"), fileName: "w")
        #expect(world.accounts[account]?.roles["r"]?.trustPolicy.principals.map(\.kind) == [.account(account)])
        let error = try #require(throws: WorldFileError.self) { try World.load(yaml: yaml("Permit"), fileName: "w") }
        #expect(error.description.hasPrefix("w:8: in 'trust' of role 'r': "))
    }

    @Test("The short form of trust allows AssumeRole to whom it lists, one or several")
    func shortTrust() throws {
        func trust(_ text: String) throws -> PolicyDocument {
            let yaml = "accounts: {\"715803424590\": {users: {u: {}}, roles: {r: {trust: \(text)}}}}"
            return try #require(try World.load(yaml: yaml, fileName: "w").accounts[account]?.roles["r"]?.trustPolicy)
        }
        let user = try #require(ARN("arn:aws:iam::715803424590:user/u"))
        #expect(try trust("715803424590").principals.map(\.kind) == [.account(account)])
        #expect(try trust("[\"\(user)\", \"*\"]").principals.map(\.kind) == [.arn(user), .everyone])
        let caller = RequestPrincipal(kind: .user, arn: user, account: account)
        let statement = try #require(try trust("\"\(user)\"").statements.first)
        let role = "arn:aws:iam::715803424590:role/r"
        func matches(_ action: String) -> Bool {
            statement.matches(AccessRequest(caller: caller, action: action, resource: role, resourceAccount: account))
        }
        #expect(statement.principalMatch(caller, isBounded: false) == .principal)
        #expect(matches("sts:AssumeRole") && !matches("sts:TagSession"))
    }

    @Test("Names mean the account's own policies first, then AWS's; ARNs mean either")
    func policyNames() throws {
        let own = "{Statement: {Effect: Allow, Action: \"ecr:*\", Resource: \"*\"}}"
        let yaml = """
            accounts:
              "715803424590":
                users:
                  u:
                    policies: [PowerUserAccess, ReadOnlyAccess, "arn:aws:iam::715803424590:policy/deep/other"]
                  v: {policies: ["arn:aws:iam::aws:policy/PowerUserAccess"]}
                policies: {PowerUserAccess: \(own), other: {path: /deep/, document: \(own)}}
            """
        let users = try #require(try World.load(yaml: yaml, fileName: "w").accounts[account]).users
        #expect(
            users["u"]?.attachedPolicies.map(\.description) == [
                "arn:aws:iam::715803424590:policy/PowerUserAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess",
                "arn:aws:iam::715803424590:policy/deep/other",
            ]
        )
        #expect(users["v"]?.attachedPolicies.map(\.account) == ["aws"])
    }

    @Test("The documentation names every policy of AWS's that is known")
    func documentedPolicies() throws {
        let text = try ProjectFolder.text("docs/world.md")
        #expect(!ManagedPolicy.names.isEmpty)
        for name in ManagedPolicy.names { #expect(text.contains("`\(name)`"), "\(name)") }
    }

    @Test(
        "Devices are told by name, ARN or number",
        arguments: [
            ("phone", "arn:aws:iam::715803424590:mfa/phone"),
            ("\"arn:aws:iam::715803424590:mfa/team/phone\"", "arn:aws:iam::715803424590:mfa/team/phone"),
            ("GAHT12345678", "GAHT12345678"),
        ]
    )
    func devices(_ serial: String, _ expected: String) throws {
        let yaml = """
            accounts:
              "715803424590":
                root: {mfa_devices: [{serial: root-phone, seed: "gezd gnbv gy3t qojq"}]}
                users: {u: {mfa_devices: [{serial: \(serial), seed: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ}]}}
            """
        let team = try #require(try World.load(yaml: yaml, fileName: "w").accounts[account])
        #expect(team.users["u"]?.multiFactorDevices.map(\.serial) == [expected])
        #expect(team.users["u"]?.multiFactorDevices.map(\.seed) == [Array("12345678901234567890".utf8)])
        #expect(team.rootMultiFactorDevices.map(\.seed) == [Array("1234567890".utf8)])
    }

    @Test("No beginning of a world, and no world with a line left out, does any harm")
    func fragments() throws {
        let example = try WorldExamples.first()
        for count in stride(from: 0, to: example.count, by: 3) {
            do {
                _ = try World.load(yaml: String(example.prefix(count)), fileName: "w")
            } catch {
                #expect(error.line >= 1 && !error.reason.contains("\n"))
            }
        }
        let lines = example.split(separator: "\n", omittingEmptySubsequences: false)
        for index in lines.indices {
            var rest = lines
            rest.remove(at: index)
            do {
                _ = try World.load(yaml: rest.joined(separator: "\n"), fileName: "w")
            } catch {
                #expect((1...lines.count).contains(error.line))
            }
        }
    }
}
