import Testing
import World

@Suite("Worlds that are wrong")
struct WorldFileErrorTests {
    /// A world in which one line is wrong, and what is said about it.
    struct Case: Sendable, CustomTestStringConvertible {
        let yaml: String
        let line: Int
        let reason: String

        init(_ line: Int, _ reason: String, _ yaml: String) {
            self.line = line
            self.reason = reason
            self.yaml = yaml
        }

        var testDescription: String { "\(line): \(reason)" }
    }

    /// A case within account 123456789012: the first line of `yaml` is line 3.
    private static func inAccount(_ line: Int, _ reason: String, _ yaml: String) -> Case {
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
        return Case(line + 2, reason, "accounts:\n  \"123456789012\":\n" + lines.joined(separator: "\n") + "\n")
    }

    private static func check(_ test: Case) throws {
        let error = try #require(throws: WorldFileError.self) { try World.load(yaml: test.yaml, fileName: "w.yaml") }
        #expect(error.line == test.line, "\(error)")
        #expect(error.reason.contains(test.reason), "\(error)")
        #expect(error.description == "w.yaml:\(error.line): \(error.reason)")
        #expect(!error.reason.contains("\n"))
        // What to do follows what is wrong.
        #expect(error.reason.contains(";") || error.reason.contains(", so "), "\(error)")
    }

    @Test(
        "The file as a whole",
        arguments: [
            Case(1, "the file is empty; ", ""),
            Case(1, "the file is empty; ", "# nothing\n"),
            Case(1, "the world takes a mapping", "hello"),
            Case(1, "the world takes a mapping", "- a\n- b\n"),
            Case(1, "the world has no accounts", "seed: x\n"),
            Case(2, "the world has no accounts", "seed: x\naccounts: {}\n"),
            Case(2, "unknown key 'acounts' in the world; it takes seed, accounts", "seed: x\nacounts: {}\n"),
            Case(2, "not readable as YAML", "seed: x\naccounts: [\n"),
            Case(1, "not readable as YAML", "["),
            Case(3, "not readable as YAML", "accounts:\n  \"123456789012\": {}\n\tusers: {}\n"),
            Case(2, "not readable as YAML", "seed: x\naccounts: \"\u{1}\"\n"),
            Case(2, "a second YAML document begins here", "accounts: {\"123456789012\": {}}\n---\naccounts: {}\n"),
            Case(1, "the key 'seed' stands more than once", "seed: x\nseed: y\naccounts: {}\n"),
            Case(2, "stands more than once", "accounts:\n  \"123456789012\": {}\n  123456789012: {}\n"),
            Case(2, "found undefined alias", "accounts:\n  \"123456789012\": *a\n"),
            Case(1, "'seed' of the world takes a single value", "seed: [x]\naccounts: {}\n"),
            Case(1, "'seed' of the world has no value", "seed:\naccounts: {}\n"),
            Case(1, "carries the YAML tag tag:yaml.org,2002:int", "seed: !!int 5\naccounts: {}\n"),
            Case(2, "'12345' is no account ID; write 12 digits", "accounts:\n  12345: {}\n"),
            Case(2, "is no account ID", "accounts:\n  ١٢٣٤٥٦٧٨٩٠١٢: {}\n"),
            Case(2, "account 123456789012 takes a mapping", "accounts:\n  \"123456789012\": text\n"),
            Case(2, "a key of 'accounts' of the world is no text", "accounts:\n  [a]: {}\n"),
            Case(1, "not readable as YAML", String(repeating: "[", count: 100_000)),
        ]
    )
    func file(_ test: Case) throws {
        // Where an unclosed bracket is noticed is the parser's affair.
        let anywhere = test.yaml.contains("[\n") || test.yaml.hasPrefix("[")
        if anywhere {
            let error = try #require(throws: WorldFileError.self) {
                try World.load(yaml: test.yaml, fileName: "w.yaml")
            }
            #expect(error.reason.contains(test.reason))
        } else {
            try Self.check(test)
        }
    }

    @Test(
        "Accounts and regions",
        arguments: [
            inAccount(
                1,
                "unknown key 'user' in account 123456789012; it takes root, users, roles, regions",
                "user: {}"
            ),
            inAccount(1, "'groups' of account 123456789012 is not evaluated yet, so it is refused", "groups: {}"),
            inAccount(1, "'policies' of account 123456789012 is not evaluated yet", "policies: {}"),
            inAccount(
                1,
                "'service_control_policies' of account 123456789012 is not evaluated yet",
                "service_control_policies: []"
            ),
            inAccount(2, "'us_east_1' is no region of AWS", "regions:\n  us_east_1: {}"),
            inAccount(2, "'mars-north-1' is no region of AWS", "regions:\n  mars-north-1: {}"),
            inAccount(
                3,
                "region cn-north-1 is of partition aws-cn, us-east-1 of aws",
                "regions:\n  us-east-1: {}\n  cn-north-1: {}"
            ),
            inAccount(2, "'regions' of account 123456789012 takes a mapping", "regions:\n  - us-east-1"),
            inAccount(
                2,
                "unknown key 'repos' in region us-east-1; it takes repositories",
                "regions:\n  us-east-1: {repos: {}}"
            ),
            inAccount(1, "unknown key 'secret' in root of account 123456789012", "root: {secret: x}"),
            inAccount(1, "unknown key '<<'", "<<: {users: {}}"),
        ]
    )
    func account(_ test: Case) throws { try Self.check(test) }

    @Test(
        "Users and roles",
        arguments: [
            inAccount(2, "'a b' is no name of a user", "users:\n  a b: {}"),
            inAccount(2, "is no name of a role", "roles:\n  \(String(repeating: "r", count: 65)): {}"),
            inAccount(3, "user 'BOB' has the name of user 'bob' in another case", "users:\n  bob: {}\n  BOB: {}"),
            inAccount(
                3,
                "unknown key 'polices' in user 'bob'; it takes path, policies, access_keys",
                "users:\n  bob:\n    polices: []"
            ),
            inAccount(2, "'path' of user 'bob' is 'team'; write a path", "users:\n  bob: {path: team}"),
            inAccount(
                2,
                "the policy 'ReadOnlyAccess' is not evaluated yet, so it is refused",
                "users:\n  bob: {policies: [ReadOnlyAccess]}"
            ),
            inAccount(
                4,
                "the policy 'arn:aws:iam::123456789012:policy/own' is not evaluated yet",
                "users:\n  bob:\n    policies:\n      - arn:aws:iam::123456789012:policy/own"
            ),
            inAccount(2, "'arn:aws:iam' is a malformed ARN", "users:\n  bob: {policies: [\"arn:aws:iam\"]}"),
            inAccount(
                2,
                "an inline policy, entry 1 of 'policies' of user 'bob', is not evaluated yet",
                "users:\n  bob: {policies: [{Statement: []}]}"
            ),
            inAccount(2, "takes a list", "users:\n  bob: {policies: AdministratorAccess}"),
            inAccount(
                2,
                "AdministratorAccess is attached twice",
                "users:\n  bob: {policies: [AdministratorAccess, \"arn:aws:iam::aws:policy/AdministratorAccess\"]}"
            ),
            inAccount(
                2,
                "'permissions_boundary' of user 'bob' is not evaluated yet",
                "users:\n  bob: {permissions_boundary: x}"
            ),
            inAccount(2, "'groups' of user 'bob' is not evaluated yet", "users:\n  bob: {groups: [x]}"),
            inAccount(2, "'inline_policies' of role 'r' is not evaluated yet", "roles:\n  r: {inline_policies: {}}"),
            inAccount(2, "role 'r' has no trust policy", "roles:\n  r: {}"),
            inAccount(
                3,
                "is '60'; write a whole number from 3600 to 43200",
                "roles:\n  r: {trust: [\"*\"],\n    max_session_duration: 60}"
            ),
            inAccount(
                2,
                "is '99999999999999999999'",
                "roles:\n  r: {trust: [\"*\"], max_session_duration: 99999999999999999999}"
            ),
        ]
    )
    func identity(_ test: Case) throws { try Self.check(test) }

    @Test(
        "Trust",
        arguments: [
            inAccount(2, "the list of principals is empty", "roles:\n  r: {trust: []}"),
            inAccount(2, "a principal is not a text", "roles:\n  r: {trust: }"),
            inAccount(4, "'bob' is no principal that can assume a role", "roles:\n  r:\n    trust:\n      - bob"),
            inAccount(
                2,
                "role 'r' trusts 'arn:aws:iam::123456789012:user/bob', and the world has no such user",
                "roles:\n  r: {trust: \"arn:aws:iam::123456789012:user/bob\"}"
            ),
            inAccount(
                2,
                "the world has no such user; add it, or mind the path",
                "roles:\n  r: {trust: \"arn:aws:iam::123456789012:user/bob\"}\nusers:\n  bob: {path: /p/}"
            ),
            inAccount(
                2,
                "the world has no such role",
                "roles:\n  r: {trust: \"arn:aws:sts::123456789012:assumed-role/x/s\"}"
            ),
            inAccount(2, "the world has no account 999999999999", "roles:\n  r: {trust: \"999999999999\"}"),
            inAccount(
                2,
                "the world has no account 999999999999",
                "roles:\n  r: {trust: \"arn:aws:iam::999999999999:user/x\"}"
            ),
            inAccount(
                2,
                "which is of another partition",
                "roles:\n  r: {trust: \"arn:aws-cn:iam::123456789012:root\"}"
            ),
            inAccount(
                2,
                "federated users cannot assume roles",
                "roles:\n  r: {trust: \"arn:aws:sts::123456789012:federated-user/f\"}"
            ),
            inAccount(
                7,
                "Condition in a trust policy is not evaluated yet",
                """
                roles:
                  r:
                    trust:
                      Statement:
                        - Effect: Allow
                          Action: sts:AssumeRole
                          Condition: {Bool: {"aws:MultiFactorAuthPresent": true}}
                          Principal: "*"
                """
            ),
            inAccount(2, "in 'trust' of role 'r': not readable as YAML", "roles:\n  r: {trust: '{\"Statement\": ['}"),
        ]
    )
    func trust(_ test: Case) throws { try Self.check(test) }

    @Test(
        "Access keys",
        arguments: [
            inAccount(1, "has no id", "root: {access_keys: [{secret: x}]}"),
            inAccount(1, "has no secret", "root: {access_keys: [{id: x}]}"),
            inAccount(1, "'secret' of entry 1 of 'access_keys'", "root: {access_keys: [{id: x, secret: }]}"),
            inAccount(1, "'a/b' is no access key ID", "root: {access_keys: [{id: a/b, secret: x}]}"),
            inAccount(
                1,
                "is 'off'; write one of active, inactive",
                "root: {access_keys: [{id: x, secret: x, status: off}]}"
            ),
            inAccount(1, "unknown key 'key' in entry 1", "root: {access_keys: [{id: x, key: x}]}"),
            inAccount(
                3,
                "the access key ID 'x' stands on line 3 already",
                "root: {access_keys: [{id: x, secret: x}]}\nusers:\n  bob: {access_keys: [{id: x, secret: y}]}"
            ),
        ]
    )
    func accessKeys(_ test: Case) throws { try Self.check(test) }

    @Test("A secret that is refused is not shown")
    func secrets() throws {
        for secret in ["hidden value", "hidden\\tvalue", "hidden" + String(repeating: "x", count: 300)] {
            let yaml = "accounts: {\"123456789012\": {root: {access_keys: [{id: x, secret: \"\(secret)\"}]}}}"
            let error = try #require(throws: WorldFileError.self) { try World.load(yaml: yaml, fileName: "w") }
            #expect(!error.description.contains("hidden"))
        }
    }

    /// A case within repository `app`: the first line of `yaml` is line 6.
    private static func inRepository(_ reason: String, _ yaml: String) -> Case {
        inAccount(4, reason, "regions:\n  us-east-1:\n    repositories:\n      app: {\(yaml)}")
    }

    @Test(
        "Repositories",
        arguments: [
            inRepository("'policy' of repository 'app' is not evaluated yet", "policy: {}"),
            inRepository("'images' of repository 'app' is not supported yet", "images: []"),
            inRepository("unknown key 'mutability'", "mutability: MUTABLE"),
            inRepository("is 'mutable'; write one of MUTABLE", "image_tag_mutability: mutable"),
            inRepository(
                "without image_tag_mutability_exclusion_filters",
                "image_tag_mutability: MUTABLE_WITH_EXCLUSION"
            ),
            inRepository("goes with MUTABLE_WITH_EXCLUSION", "image_tag_mutability_exclusion_filters: [a]"),
            inRepository(
                "has 6 entries",
                "image_tag_mutability: MUTABLE_WITH_EXCLUSION, "
                    + "image_tag_mutability_exclusion_filters: [a, b, c, d, e, f]"
            ),
            inRepository(
                "'***' is no tag filter",
                "image_tag_mutability: MUTABLE_WITH_EXCLUSION, image_tag_mutability_exclusion_filters: ['***']"
            ),
            inRepository("is 'yes'; write true or false", "scan_on_push: yes"),
            inRepository("is 'RSA'", "encryption: RSA"),
            inRepository("goes with KMS and KMS_DSSE only", "encryption: {type: AES256, key: k}"),
            inRepository("has no type", "encryption: {key: k}"),
            inRepository("is 'yesterday'; write a moment", "created_at: yesterday"),
            inRepository("is '2024-02-30T00:00:00Z'", "created_at: 2024-02-30T00:00:00Z"),
            inRepository("'aws:x' is no tag key", "tags: {\"aws:x\": y}"),
            inRepository("takes a mapping", "tags: [a]"),
            inAccount(4, "'App' is no repository name", "regions:\n  us-east-1:\n    repositories:\n      App: {}"),
            inAccount(4, "'a' is no repository name", "regions:\n  us-east-1:\n    repositories:\n      a: {}"),
            inAccount(4, "'a//b' is no repository name", "regions:\n  us-east-1:\n    repositories:\n      a//b: {}"),
        ]
    )
    func repositories(_ test: Case) throws { try Self.check(test) }

    @Test(
        "A repository's name has ECR's form",
        arguments: [
            ("ab", true), ("a-b", true), ("a--b", true), ("a---b/c.d", true), ("a__b", true), ("a_b/0", true),
            ("a___b", false), ("a..b", false), ("-a", false), ("a-", false), ("a._b", false), ("a/-b", false),
            ("/ab", false), ("ab/", false), ("äb", false), ("aB", false), ("", false),
            (String(repeating: "a", count: 256), true), (String(repeating: "a", count: 257), false),
        ]
    )
    func repositoryName(_ name: String, _ isName: Bool) {
        #expect(Repository.isName(name) == isName)
    }
}
