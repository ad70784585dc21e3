import AWSCore
import Determinism
import Foundation
import IAM
import OCI
import TestSupport
import World

/// Draws worlds that a file can describe.
struct RandomWorld {
    static let count = RandomInputs.count(orElse: 20)

    private var random: RandomStream
    private var keys = 0
    private let seed: String?

    init(seed number: Int) {
        random = RandomStream(derivedFrom: "random world \(number)")
        seed = number % 3 == 0 ? nil : "seed \(number)"
    }

    mutating func world() -> World {
        let ids = ["111111111111", "222222222222", "012345678901"].compactMap { AccountID($0) }
        var world = World(seed: seed, accounts: [:])
        for id in ids { world.accounts[id] = account(id) }
        world.initialImages = images(in: world)
        if chance(3) { world.organization = organization(ids) }
        return world
    }

    // MARK: Chance

    /// True once in so many times.
    private mutating func chance(_ times: Int) -> Bool { Int.random(in: 0..<times, using: &random) == 0 }

    private mutating func some<Value>(_ make: (inout RandomWorld) -> Value) -> Value? { chance(2) ? make(&self) : nil }

    private mutating func names(_ most: Int) -> [String] {
        let count = Int.random(in: 0...most, using: &random)
        return (0..<count).map { "\(word())\($0)" }
    }

    private mutating func word() -> String {
        let words = ["app", "true", "null", "No", "x007", "team", "a-b", "y", "on", "e5", "dev_1"]
        return words[Int.random(in: 0..<words.count, using: &random)]
    }

    /// What a text may be that is hard to write.
    private mutating func text() -> String {
        let texts = [
            "plain", "two words", "007", "1e3", "true", "~", "null", "- x", "# not a comment", "a: b", "a #b", "'",
            "\"q\"",
            "über 日本 🐳", " leading", "trailing ", "first\nsecond\n", "\n\n", "\ttab", "{a: 1}", "[x]", "&a", "*a", "!t",
            "%",
            "@x", "`", "2024-05-14", "|", ">", "\u{85}next", "a\r\nb", "\u{7}bell", "---", "...", "=", "<<", "no: yes",
            "{\n  \"a\": 1\n}", "line\n  indented\n\nend",
        ]
        return texts[Int.random(in: 0..<texts.count, using: &random)]
    }

    /// A text without signs that no tag of IAM's takes.
    private mutating func tagText() -> String {
        let texts = ["ml", "007", "true", "", "a:b", "two words", "über", "=", "- x", "@", "1e3", "no", "2024-05-14"]
        return texts[Int.random(in: 0..<texts.count, using: &random)]
    }

    private mutating func tags() -> [String: String] {
        Dictionary(names(3).map { ($0, tagText()) }) { $1 }
    }

    private mutating func policy(_ kind: PolicyKind, principal: String? = nil) -> PolicyDocument {
        let who = principal.map { "\"Principal\":{\"AWS\":\"\($0)\"}," } ?? ""
        let actions = kind == .repository ? "[\"ecr:BatchGet*\",\"ecr:PutImage\"]" : "[\"ecr:*\",\"s3:Get*\"]"
        let what = "\"Action\":" + (kind == .trust ? "\"sts:AssumeRole\"" : actions)
        let on = kind == .trust || kind == .repository ? "" : ",\"Resource\":\"*\""
        let condition = [
            "", ",\"Condition\":{\"StringEquals\":{\"aws:PrincipalTag/x\":\"007\"}}",
            ",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":true}}",
            ",\"Condition\":{\"StringLike\":{\"aws:userid\":[\"ü*\",\"\",\"~\"]}}",
        ][Int.random(in: 0..<4, using: &random)]
        let blank = ["", " ", "\n  ", "\t", "\r\n"][Int.random(in: 0..<5, using: &random)]
        let end = chance(4) ? "\n" : ""
        let json =
            "{\"Version\":\"2012-10-17\",\(blank)\"Statement\":[{\"Effect\":\"Allow\",\(who)\(what)\(on)\(condition)}]}\(end)"
        do {
            return try PolicyDocument(json: json, kind: kind)
        } catch {
            preconditionFailure("\(error): \(json)")
        }
    }

    // MARK: Parts

    private mutating func account(_ id: AccountID) -> Account {
        var account = Account(id: id, partition: .aws)
        account.identitySettings.alias = some { _ in "alias-\(id)" }
        account.rootAccessKeys = accessKeys()
        for name in names(2) {
            account.managedPolicies[name] = CustomerManagedPolicy(
                account: id,
                partition: .aws,
                path: chance(2) ? "/" : "/p/",
                name: name,
                seed: seed,
                summary: some { $0.text() },
                document: policy(.identity),
                tags: tags()
            )
        }
        let attachable =
            account.managedPolicies.values.map(\.arn).sorted { $0.description < $1.description }
            + ["AdministratorAccess", "AmazonEC2ContainerRegistryReadOnly"].compactMap {
                account.managedPolicy($0)?.arn
            }
        for name in names(2) {
            account.groups[name] = Group(
                account: id,
                partition: .aws,
                path: chance(2) ? "/" : "/g/h/",
                name: name,
                seed: seed,
                attachedPolicies: attachable.filter { _ in chance(2) },
                inlinePolicies: Dictionary(names(1).map { ($0, policy(.identity)) }) { $1 }
            )
        }
        for name in names(3) {
            var user = User(account: id, partition: .aws, path: chance(2) ? "/" : "/u/", name: name, seed: seed)
            user.groups = account.groups.keys.sorted().filter { _ in chance(2) }
            user.attachedPolicies = attachable.filter { _ in chance(2) }
            user.inlinePolicies = Dictionary(names(2).map { ($0, policy(.identity)) }) { $1 }
            user.permissionsBoundary = chance(2) ? attachable.last : nil
            user.tags = tags()
            user.accessKeys = accessKeys()
            account.users[name] = user
        }
        for name in names(3) {
            var role = Role(
                account: id,
                partition: .aws,
                path: chance(2) ? "/" : "/r/",
                name: name,
                seed: seed,
                trustPolicy: policy(.trust, principal: id.value),
                maxSessionDuration: chance(2) ? 3_600 : 7_200,
                attachedPolicies: attachable.filter { _ in chance(2) },
                inlinePolicies: Dictionary(names(1).map { ($0, policy(.identity)) }) { $1 },
                permissionsBoundary: chance(2) ? attachable.first : nil,
                tags: tags(),
                summary: some { $0.text() }
            )
            role.maxSigninSessionDuration = some { _ in 7_200 }
            account.roles[name] = role
        }
        account.outboundIssuer = nil
        for name in ["us-west-2", "eu-west-1"].filter({ _ in chance(2) }).compactMap({ Region($0) }) {
            account.firstRegion = account.firstRegion ?? name
            account.registries[name] = registry(id, name)
        }
        return account
    }

    private mutating func accessKeys() -> [AccessKey] {
        (0..<Int.random(in: 0...2, using: &random)).compactMap { _ in
            keys += 1
            let secrets = ["s", "~", "007", "#x", "'\"", "a:b", "{}"]
            let secret = secrets[Int.random(in: 0..<secrets.count, using: &random)]
            return AccessKeyID(chance(2) ? "AKIA\(keys)" : "\(keys)").map {
                AccessKey(id: $0, secret: secret, isActive: chance(2))
            }
        }
    }

    private mutating func registry(_ account: AccountID, _ region: Region) -> Registry {
        var registry = Registry()
        registry.settings.policyScope = chance(2) ? .v1 : .v2
        registry.settings.isBlobMountingEnabled = chance(2)
        if chance(2) {
            let filters = ["team/*", "prod"].compactMap { RepositoryFilter($0) }
            registry.settings.scanning = ScanningConfiguration(
                .enhanced,
                rules: [ScanningConfiguration.Rule(.continuous, filters: filters)]
            )
        }
        for name in names(3).map({ $0.lowercased() + "/r" }) {
            var repository = Repository(
                name: name,
                account: account,
                region: region,
                createdAt: Date(timeIntervalSince1970: 1_704_067_200 + (chance(2) ? 0 : 86_461)),
                tagMutability: mutability(),
                scanOnPush: chance(2),
                encryption: RepositoryEncryption(
                    chance(2) ? .aes256 : .kms,
                    key: chance(2) ? nil : "alias/x",
                    in: region,
                    of: account
                ),
                tags: tags()
            )
            repository.policy = chance(2) ? policy(.repository, principal: account.value) : nil
            registry.repositories[name] = repository
        }
        return registry
    }

    private mutating func mutability() -> TagMutability {
        chance(2)
            ? .mutable
            : TagMutability(.immutableWithExclusion, exclusionFilters: ["*", "1.0*"].compactMap { TagFilter($0) })
    }

    private mutating func images(in world: World) -> [InitialImages] {
        let repositories = world.accounts.values.flatMap { account in
            account.registries.values.flatMap { Array($0.repositories.values) }
        }.sorted { ($0.account, $0.region, $0.name) < ($1.account, $1.region, $1.name) }
        return repositories.filter { _ in chance(3) }.map { repository in
            let recipe = ImageRecipe(
                seed: chance(2) ? repository.name + " 1" : text(),
                size: chance(2) ? 65_536 : 1_000,
                layers: chance(2) ? 1 : 3,
                platforms: ["linux/amd64", "linux/arm64/v8"].compactMap { Platform($0) }
            )
            return InitialImages(
                account: repository.account,
                region: repository.region,
                repository: repository.name,
                images: [
                    WorldImage(
                        source: chance(2) ? .generated(recipe) : .layout(path: text()),
                        tags: chance(2) ? nil : ["1.0", "true"].compactMap { Tag($0) },
                        pushedAt: chance(2) ? repository.createdAt : repository.createdAt + 60,
                        line: 0
                    )
                ]
            )
        }
    }

    private mutating func organization(_ accounts: [AccountID]) -> Organization {
        var accounts = accounts
        var units: [String: OrganizationalUnit] = [:]
        for (number, name) in (names(2) + [text()]).enumerated() {
            var unit = OrganizationalUnit(
                name: name,
                id: "ou-abcd-0000000\(number)",
                level: level(),
                accounts: chance(2) ? [] : Array(accounts.popLast().map { [$0] } ?? [])
            )
            if chance(2) {
                unit.units["in " + name] = OrganizationalUnit(name: "in " + name, id: "ou-abcd-1000000\(number)")
            }
            units[name] = unit
        }
        var organization = Organization(
            rootID: "r-abcd",
            managementAccount: chance(2) ? accounts.first : nil,
            seed: seed,
            root: level(),
            units: units,
            rootAccounts: accounts
        )
        if chance(2) {
            organization.setServiceAccess(since: World.usualCreation, of: RootFeature.service)
            if chance(2) { organization.setRootFeature(.sessions, isEnabled: true) }
        }
        for unit in organization.allUnits { organization.setTags(tags(), of: unit.id) }
        for (number, name) in (names(2) + [text()]).enumerated() {
            let kind: ControlPolicyKind = chance(2) ? .service : .resource
            organization.put(
                OrganizationPolicy(
                    id: "p-Ab_0000\(number)",
                    kind: kind,
                    name: name,
                    summary: chance(2) ? "" : text(),
                    document: kind == .service ? policy(.serviceControl) : resourceControl,
                    tags: tags(),
                    targets: chance(2) ? [] : [organization.rootID]
                )
            )
        }
        if chance(3) { organization.enable(.resource, false) }
        if chance(2) { organization.setServiceAccess(since: World.usualCreation, of: "config.amazonaws.com") }
        if chance(3) { organization.ownAccountQuota = 7 }
        organization.hasAllFeatures = chance(2)
        return organization
    }

    private mutating func level() -> PolicyLevel {
        PolicyLevel(
            serviceControlPolicies: ["deny 007": policy(.serviceControl)],
            resourceControlPolicies: chance(2) ? [:] : ["x": resourceControl],
            hasFullAccess: chance(2)
        )
    }

    private var resourceControl: PolicyDocument {
        do {
            return try PolicyDocument(
                json:
                    #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"ecr:*","Resource":"*"}}"#,
                kind: .resourceControl
            )
        } catch {
            preconditionFailure("\(error)")
        }
    }
}
