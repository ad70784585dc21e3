import AWSCore
import Foundation
import IAM
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
        let world = try World.load(yaml: try ProjectFile.example(), fileName: "example.yaml")
        #expect(world.seed == "ml-team")
        #expect(world.accounts.keys.sorted().map(\.value) == ["123456789012", "715803424590"])
        let team = try #require(world.accounts[account])
        #expect(team.partition == .aws)
        #expect(team.rootAccessKeys.map(\.id.value) == ["AKIADRYDOCKEXAMPLE00"])
        #expect(team.regions.keys.sorted().map(\.name) == ["eu-central-1", "us-east-1"])

        let stefan = try #require(team.users["stefan"])
        #expect(stefan.arn.description == "arn:aws:iam::715803424590:user/stefan")
        #expect(stefan.attachedPolicies.map(\.description) == ["arn:aws:iam::aws:policy/AdministratorAccess"])
        #expect(stefan.accessKeys.map(\.isActive) == [true, false])
        let intern = try #require(team.users["intern"])
        #expect(intern.arn.description == "arn:aws:iam::715803424590:user/guests/intern")
        #expect(intern.attachedPolicies.isEmpty)
        #expect(intern.accessKeys.map(\.id.value) == ["test"])

        #expect(team.roles["deployer"]?.maxSessionDuration == 43_200)
        #expect(team.roles["deployer"]?.trustPolicy.grants.map(\.grantee) == [.principal(stefan.arn)])
        #expect(team.roles["auditor"]?.arn.description == "arn:aws:iam::715803424590:role/security/auditor")
        #expect(team.roles["auditor"]?.trustPolicy.grants.map(\.grantee) == [.account(account)])
        #expect(team.roles["auditor"]?.maxSessionDuration == 3_600)

        let region = try #require(Region("us-east-1"))
        let app = try #require(team.regions[region]?["team/app"])
        #expect(app.arn.description == "arn:aws:ecr:us-east-1:715803424590:repository/team/app")
        #expect(app.uri == "715803424590.dkr.ecr.us-east-1.amazonaws.com/team/app")
        #expect(app.imageTagMutability == "IMMUTABLE_WITH_EXCLUSION")
        #expect(app.exclusionFilters == ["latest", "dev-*"])
        #expect(app.scanOnPush)
        #expect(app.encryptionType == "KMS" && app.kmsKey == "alias/team")
        #expect(app.tags == ["team": "ml", "stage": ""])
        #expect(AWSDate.extended(app.createdAt) == "2024-05-14T09:30:00Z")
        let zenml = try #require(team.regions[region]?["zenml"])
        #expect(zenml.imageTagMutability == "MUTABLE" && !zenml.scanOnPush && zenml.encryptionType == "AES256")
        #expect(AWSDate.extended(zenml.createdAt) == "2024-01-01T00:00:00Z")
    }

    @Test("The standard world is the one that the documentation shows")
    func standard() throws {
        let text = try ProjectFile.text("docs/world.md")
        #expect(text.hasSuffix("```yaml\n" + World.standardYAML + "```\n"))
        let world = World.standard()
        let account = try #require(AccountID("123456789012").flatMap { world.accounts[$0] })
        let developer = try #require(account.users["developer"])
        #expect(developer.accessKeys.map(\.id.value) == ["AKIADRYDOCKDEVELOPER"])
        #expect(developer.accessKeys.first?.secret.count == 40)
        #expect(account.roles["deployer"]?.trustPolicy.grants.map(\.grantee) == [.principal(developer.arn)])
        #expect(account.regions.values.map(\.count) == [1])
    }

    @Test("The world of the documented flow loads")
    func fixture() throws {
        let world = try World.load(yaml: try ProjectFile.text("fixtures/ml-team.yaml"), fileName: "ml-team.yaml")
        let team = try #require(world.accounts[account])
        #expect(team.users["stefan"]?.accessKeys.first?.secret.count == 40)
        #expect(try team.regions[#require(Region("us-east-1"))]?.keys.sorted() == ["team/app", "zenml"])
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
        #expect(account.regions.values.first?["app"]?.arn.partition == partition)
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
        #expect(world.accounts[account]?.roles["r"]?.trustPolicy.grants.map(\.grantee) == [.account(account)])
        let error = try #require(throws: WorldFileError.self) { try World.load(yaml: yaml("Deny"), fileName: "w") }
        #expect(error.description.hasPrefix("w:8: Deny in a trust policy is not evaluated yet"))
    }

    @Test("No beginning of a world, and no world with a line left out, does any harm")
    func fragments() throws {
        let example = try ProjectFile.example()
        for count in 0..<example.count {
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
