import AWSCore
import Determinism
import Foundation
import TestSupport
import Testing
import World

@Suite("Writing a world's file")
struct WorldWriterTests {
    /// The worlds of the project, by what they are called.
    private static func worlds() throws -> [(name: String, yaml: String)] {
        let fixtures = [
            "buckets-and-clusters", "files", "machine", "ml-team", "packages", "permissions", "public-registry",
            "pull-through-cache", "registry", "replication", "scans",
        ]
        let examples = try WorldExamples.all().enumerated().map { ("example \($0.offset + 1)", $0.element) }
        let files = try fixtures.map { ($0, try ProjectFolder.text("fixtures/\($0).yaml")) }
        return examples + files + [("every key", WorldOfEveryKey.yaml)]
    }

    @Test("Every world of the project is the same when it was written and read")
    func same() throws {
        for (name, yaml) in try Self.worlds() {
            let world = try World.load(yaml: yaml, fileName: name)
            let written = try world.yaml()
            #expect(
                try World.load(yaml: written, fileName: name).withoutLines == world.withoutLines,
                "\(name):\n\(written)"
            )
            #expect(try World.load(yaml: written, fileName: name).yaml() == written)
        }
    }

    @Test("Random worlds are the same when they were written and read")
    func random() throws {
        for seed in 0..<RandomWorld.count {
            var random = RandomWorld(seed: seed)
            let world = random.world()
            let written = try world.yaml(comment: ["Random world \(seed)."])
            let read = try World.load(yaml: written, fileName: "random world \(seed)")
            #expect(read.withoutLines == world.withoutLines, "random world \(seed):\n\(written)")
        }
    }

    @Test("Every key that is read is written, and is in the documentation")
    func everyKey() throws {
        let kinds = try Self.kinds()
        #expect(kinds.count > 40)
        let written = try World.load(yaml: WorldOfEveryKey.yaml, fileName: "w").yaml()
        let document = try ProjectFolder.text("docs/world.md")
        var wanted: [String: Int] = [:]
        for key in kinds.values.joined() { wanted[key, default: 0] += 1 }
        for (key, count) in wanted {
            #expect(document.contains("`\(key)`") || document.contains("\(key):"), "\(key) is not in docs/world.md")
            let times = written.components(separatedBy: "\n").filter { line in
                line.trimmingCharacters(in: CharacterSet(charactersIn: " -")).hasPrefix(key + ":")
            }
            #expect(times.count >= count, "\(key) is of \(count) kinds, and is written \(times.count) times")
        }
    }

    /// The keys of each kind of mapping, as the sources have them.
    private static func kinds() throws -> [String: [String]] {
        let files = [
            "Account", "Cluster", "Credential", "Identity", "Image", "Metadata", "Organization", "Provider",
            "PullThrough", "Region", "Repository", "Scan", "World",
        ]
        var kinds: [String: [String]] = [:]
        for file in files {
            var kind = ""
            for line in try ProjectFolder.text("Sources/Emulator/World/File/Keys/\(file)Keys.swift").split(
                separator: "\n"
            ) {
                let words = line.split(separator: " ")
                if words.first == "enum", words.contains("WorldFileKey") { kind = String(words[1]) }
                guard words.first == "case" else { continue }
                kinds[kind, default: []].append(words[words.count - 1].trimmingCharacters(in: ["\""]))
            }
        }
        return kinds
    }

    @Test("A policy is a mapping where that is the same text, and otherwise the text that was sent")
    func policies() throws {
        let sent =
            "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}\n}"
        let yaml = """
            accounts:
              "715803424590":
                policies:
                  mapping: {Version: "2012-10-17", Statement: {Effect: Deny, Action: ["s3:*"], Resource: "*"}}
                  text: '\(sent.replacingOccurrences(of: "\n", with: " "))'
            """
        let written = try World.load(yaml: yaml, fileName: "w").yaml()
        #expect(written.contains("Effect: Deny"))
        #expect(written.contains("{   \"Version\": \"2012-10-17\","))
    }

    @Test("Regions and the members of lists keep their order, all else is in the order of names")
    func order() throws {
        let yaml = """
            accounts:
              "715803424590":
                groups: {a: {}, b: {}}
                users: {u: {groups: [b, a]}, t: {}}
                regions: {us-west-2: {}, eu-west-1: {}}
            """
        let written = try World.load(yaml: yaml, fileName: "w").yaml()
        let words = written.split(whereSeparator: { " \n:".contains($0) }).map(String.init)
        #expect(words.firstIndex(of: "us-west-2") ?? 99 < words.firstIndex(of: "eu-west-1") ?? 0)
        #expect(words.firstIndex(of: "t") ?? 99 < words.firstIndex(of: "u") ?? 0)
        #expect(written.contains("groups: [b, a]"))
    }

    @Test("New secrets stand in the place of all, and the same one for what were the same")
    func secrets() throws {
        let yaml = """
            accounts:
              "715803424590":
                root: {access_keys: [{id: ROOT, secret: old-secret-of-root}]}
                users:
                  u:
                    access_keys: [{id: ONE, secret: old-secret-of-u, status: inactive}]
                    mfa_devices: [{serial: phone, seed: JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP}]
                roles: {machine: {trust: ["715803424590"]}}
                regions:
                  us-east-1:
                    secrets: {ecr-pullthroughcache/hub: {username: dana, access_token: old-token-of-dana}}
            metadata: {container_role: "arn:aws:iam::715803424590:role/machine", container_token: old-container-token}
            upstreams: {registry-1.docker.io: {credentials: [{username: dana, access_token: old-token-of-dana}]}}
            """
        let world = try World.load(yaml: yaml, fileName: "w")
        var stream = RandomStream(derivedFrom: "secrets")
        let new = world.withNewSecrets(&stream)
        let written = try new.yaml()
        for old in ["old-", "JBSWY3DPEHPK3PXP"] { #expect(!written.contains(old)) }
        let read = try World.load(yaml: written, fileName: "w")
        #expect(read == new)
        let account = try #require(AccountID("715803424590").flatMap { read.accounts[$0] })
        #expect(account.users["u"]?.accessKeys.map(\.id.value) == ["ONE"])
        #expect(account.users["u"]?.accessKeys.map(\.isActive) == [false])
        let region = try #require(Region("us-east-1"))
        let token = try #require(account.secrets[region]?.first?.credentials.accessToken)
        #expect(read.upstreams["registry-1.docker.io"]?.credentials.map(\.accessToken) == [token])
    }
}
