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

    static func check(_ test: Case) throws {
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
            Case(
                2,
                "unknown key 'acounts' in the world; it takes seed, denials, organization",
                "seed: x\nacounts: {}\n"
            ),
            Case(2, "not readable as YAML", "seed: x\naccounts: [\n"),
            Case(1, "not readable as YAML", "["),
            Case(3, "not readable as YAML", "accounts:\n  \"123456789012\": {}\n\tusers: {}\n"),
            Case(2, "not readable as YAML", "seed: x\naccounts: \"\u{1}\"\n"),
            Case(2, "a second YAML document begins here", "accounts: {\"123456789012\": {}}\n---\naccounts: {}\n"),
            Case(1, "the key 'seed' stands more than once", "seed: x\nseed: y\naccounts: {}\n"),
            Case(2, "stands more than once", "accounts:\n  \"123456789012\": {}\n  123456789012: {}\n"),
            Case(2, "found undefined alias", "accounts:\n  \"123456789012\": *a\n"),
            Case(1, "'seed' of the world takes a single value", "seed: [x]\naccounts: {}\n"),
            Case(1, "'denials' of the world is '2024'; write one of 2025, 2026", "denials: 2024\naccounts: {}\n"),
            Case(1, "'denials' of the world has no value", "denials:\naccounts: {}\n"),
            Case(1, "'seed' of the world has no value", "seed:\naccounts: {}\n"),
            Case(1, "carries the YAML tag tag:yaml.org,2002:int", "seed: !!int 5\naccounts: {}\n"),
            Case(2, "'12345' is not an account ID; write 12 digits", "accounts:\n  12345: {}\n"),
            Case(2, "is not an account ID", "accounts:\n  ١٢٣٤٥٦٧٨٩٠١٢: {}\n"),
            Case(2, "account 123456789012 takes a mapping", "accounts:\n  \"123456789012\": text\n"),
            Case(2, "a key of 'accounts' of the world is not a text", "accounts:\n  [a]: {}\n"),
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
                "unknown key 'user' in account 123456789012; it takes name, email, closed, alias, root, users, groups, roles, policies, ",
                "user: {}"
            ),
            inAccount(2, "'us_east_1' is not a region of AWS", "regions:\n  us_east_1: {}"),
            inAccount(2, "'mars-north-1' is not a region of AWS", "regions:\n  mars-north-1: {}"),
            inAccount(
                3,
                "region cn-north-1 is of partition aws-cn, us-east-1 of aws",
                "regions:\n  us-east-1: {}\n  cn-north-1: {}"
            ),
            inAccount(2, "'regions' of account 123456789012 takes a mapping", "regions:\n  - us-east-1"),
            inAccount(
                2,
                "unknown key 'repos' in region us-east-1; it takes sts, registry_policy, ",
                "regions:\n  us-east-1: {repos: {}}"
            ),
            inAccount(1, "unknown key 'secret' in root of account 123456789012", "root: {secret: x}"),
            inAccount(1, "unknown key '<<'", "<<: {users: {}}"),
            inAccount(
                2,
                "'registry_policy_scope' of region us-east-1 is 'V3'; write one of V1, V2",
                "regions:\n  us-east-1: {registry_policy_scope: V3}"
            ),
            inAccount(2, "is 'no'; write true or false", "regions:\n  us-east-1: {sts: no}"),
            inAccount(1, "is 'on'; write true or false", "outbound_web_identity_federation: on"),
        ]
    )
    func account(_ test: Case) throws { try Self.check(test) }

    @Test(
        "Users and roles",
        arguments: [
            inAccount(2, "'a b' is not a name of a user", "users:\n  a b: {}"),
            inAccount(2, "is not a name of a role", "roles:\n  \(String(repeating: "r", count: 65)): {}"),
            inAccount(3, "user 'BOB' has the name of user 'bob' in another case", "users:\n  bob: {}\n  BOB: {}"),
            inAccount(
                3,
                "unknown key 'polices' in user 'bob'; it takes path, groups, policies, inline_policies, ",
                "users:\n  bob:\n    polices: []"
            ),
            inAccount(2, "'path' of user 'bob' is 'team'; write a path", "users:\n  bob: {path: team}"),
            inAccount(
                2,
                "there is no policy 'ReadOnlyAcess' in account 123456789012 or among AWS's; did you mean "
                    + "'ReadOnlyAccess'",
                "users:\n  bob: {policies: [ReadOnlyAcess]}"
            ),
            inAccount(
                5,
                "there is no policy 'arn:aws:iam::123456789012:policy/team-pull' in account 123456789012 or among "
                    + "AWS's; did you mean 'team-push'",
                "policies: {team-push: {Statement: {Effect: Allow, Action: \"*\", Resource: \"*\"}}}\n"
                    + "users:\n  bob:\n    policies:\n"
                    + "      - arn:aws:iam::123456789012:policy/team-pull"
            ),
            inAccount(2, "did you mean 'AmazonEC2ContainerRegistryPullOnly'", "users:\n  bob: {policies: [PullOnly]}"),
            inAccount(2, "there is no policy 'arn:aws:iam' in account", "users:\n  bob: {policies: [\"arn:aws:iam\"]}"),
            inAccount(
                2,
                "is not a name or ARN of a policy; write a document below inline_policies",
                "users:\n  bob: {policies: [{Statement: []}]}"
            ),
            inAccount(2, "takes a list", "users:\n  bob: {policies: AdministratorAccess}"),
            inAccount(
                2,
                "AdministratorAccess is attached twice",
                "users:\n  bob: {policies: [AdministratorAccess, \"arn:aws:iam::aws:policy/AdministratorAccess\"]}"
            ),
            inAccount(2, "there is no policy 'x'", "users:\n  bob: {permissions_boundary: x}"),
            inAccount(
                3,
                "account 123456789012 has no group 'team'; did you mean 'teams'",
                "groups: {teams: {}}\nusers:\n  bob: {groups: [team]}"
            ),
            inAccount(2, "the group 'g' stands twice", "groups: {g: {}}\nusers: {bob: {groups: [g, g]}}"),
            inAccount(
                1,
                "characters besides blanks, and AWS takes 2048; shorten it",
                "users: {bob: {inline_policies: {"
                    + ["p", "q"].map { name in
                        "\(name): {Statement: {Effect: Deny, Action: \"*\", Resource: \"*\", "
                            + "Sid: \(String(repeating: "a", count: 1_000))}}"
                    }.joined(separator: ", ") + "}}}"
            ),
            inAccount(
                2,
                "is in 11 groups, and IAM takes 10",
                "groups: {\((1...11).map { "g\($0): {}" }.joined(separator: ", "))}\n"
                    + "users: {bob: {groups: [\((1...11).map { "g\($0)" }.joined(separator: ", "))]}}"
            ),
            inAccount(
                2,
                "the tags 'Team' and 'team' of user 'bob' differ in case",
                "users:\n  bob: {tags: {team: a, Team: b}}"
            ),
            inAccount(2, "'aws:x' is not a tag key", "roles:\n  r: {trust: \"*\", tags: {\"aws:x\": y}}"),
            inAccount(2, "unknown key 'tags' in group 'g'", "groups:\n  g: {tags: {a: b}}"),
            inAccount(2, "group 'G' has the name of group 'g'", "groups:\n  {g: {}, G: {}}"),
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
            inAccount(2, "trusts nobody; add the ARN", "roles:\n  r: {trust: []}"),
            inAccount(2, "in 'trust' of role 'r': ", "roles:\n  r: {trust: }"),
            inAccount(4, "in 'trust' of role 'r': ", "roles:\n  r:\n    trust:\n      - bob"),
            inAccount(
                2,
                "'trust' of role 'r' names 'arn:aws:iam::123456789012:user/bob', and the world has no such user",
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
                "its partition is not that of account 123456789012; write arn:aws:",
                "roles:\n  r: {trust: \"arn:aws-cn:iam::123456789012:root\"}"
            ),
            inAccount(
                8,
                "names '999999999999', and the world has no account 999999999999",
                """
                roles:
                  r:
                    trust:
                      Statement:
                        - Effect: Deny
                          Action: sts:AssumeRole
                          Principal: {AWS: "123456789012"}
                        - {Effect: Allow, Action: "sts:AssumeRole", Principal: {AWS: "999999999999"}}
                """
            ),
            inAccount(
                2,
                "'trust' of role 'r' has 2",
                "roles:\n  r: {trust: {Statement: {Effect: Allow, Principal: \"*\", Action: \"sts:AssumeRole\", "
                    + "Sid: \(String(repeating: "a", count: 2_048))}}}"
            ),
            inAccount(2, "in 'trust' of role 'r': not JSON", "roles:\n  r: {trust: '{\"Statement\": ['}"),
        ]
    )
    func trust(_ test: Case) throws { try Self.check(test) }

    @Test(
        "Access keys",
        arguments: [
            inAccount(1, "has no id", "root: {access_keys: [{secret: x}]}"),
            inAccount(1, "has no secret", "root: {access_keys: [{id: x}]}"),
            inAccount(1, "'secret' of entry 1 of 'access_keys'", "root: {access_keys: [{id: x, secret: }]}"),
            inAccount(1, "'a/b' is not an access key ID", "root: {access_keys: [{id: a/b, secret: x}]}"),
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

    @Test(
        "Policies",
        arguments: [
            inAccount(
                4,
                "in 'p' of 'inline_policies' of user 'bob': ",
                "users:\n  bob:\n    inline_policies:\n      p: {Statement: {Effect: Allow, Action: \"ecr:*\"}}"
            ),
            inAccount(
                7,
                "in policy 'p': ",
                """
                policies:
                  p: |
                    {
                      "Statement": [
                        {
                          "Effect": "Allow",
                          "Action": 5,
                          "Resource": "*"
                        }
                      ]
                    }
                """
            ),
            inAccount(5, "in policy 'p': ", "policies:\n  p: |\n    {\n      \"Statement\": [\n    }\nusers: {}"),
            inAccount(2, "unknown key 'name' in policy 'p'", "policies:\n  p: {document: {Statement: []}, name: p}"),
            inAccount(2, "'a b' is not a name of a policy", "policies:\n  a b: {Statement: []}"),
            inAccount(
                2,
                "'inline_policies' of user 'bob' has 2",
                "users:\n  bob: {inline_policies: {p: {Statement: {Effect: Allow, Action: \"*\", "
                    + "Resource: \"*\", Sid: \(String(repeating: "a", count: 2_048))}}}}"
            ),
            inAccount(
                2,
                "policy 'p' has 6",
                "policies:\n  p: {Statement: {Effect: Allow, Action: \"*\", Resource: "
                    + "\"arn:aws:ecr:*:*:\(String(repeating: "a", count: 6_144))\"}}"
            ),
        ]
    )
    func policies(_ test: Case) throws { try Self.check(test) }

    @Test(
        "Devices",
        arguments: [
            inAccount(1, "has no serial; ", "root: {mfa_devices: [{seed: x}]}"),
            inAccount(1, "has no seed; ", "root: {mfa_devices: [{serial: phone}]}"),
            inAccount(
                1,
                "is not a seed; write 10 to 128 bytes",
                "root: {mfa_devices: [{serial: phone, seed: GEZDGNBV}]}"
            ),
            inAccount(1, "is not a seed; ", "root: {mfa_devices: [{serial: phone, seed: GEZDGNBVGY3TQOJ1}]}"),
            inAccount(
                1,
                "'a b' is not a device of account 123456789012",
                "root: {mfa_devices: [{serial: a b, seed: x}]}"
            ),
            inAccount(
                1,
                "is not a device of account 123456789012",
                "root: {mfa_devices: [{serial: \"arn:aws:iam::999999999999:mfa/x\", seed: x}]}"
            ),
            inAccount(
                2,
                "the device 'arn:aws:iam::123456789012:mfa/phone' stands on line 3 already",
                "root: {mfa_devices: [{serial: phone, seed: GEZDGNBVGY3TQOJQ}]}\n"
                    + "users: {u: {mfa_devices: [{serial: phone, seed: GEZDGNBVGY3TQOJQ}]}}"
            ),
        ]
    )
    func devices(_ test: Case) throws { try Self.check(test) }

    @Test(
        "Passwords",
        arguments: [
            inAccount(1, "has no password; ", "users: {u: {login_profile: {}}}"),
            inAccount(
                1,
                "is not 1 to 128 characters of Latin-1; ",
                "users: {u: {login_profile: {password: \(String(repeating: "x", count: 129))}}}"
            ),
            inAccount(
                1,
                "'minimum_length'",
                "password_policy: {minimum_length: 8}"
            ),
            inAccount(1, "write a whole number from 6 to 128", "password_policy: {minimum_password_length: 5}"),
            inAccount(1, "write a whole number from 1 to 24", "password_policy: {password_reuse_prevention: 25}"),
        ]
    )
    func passwords(_ test: Case) throws { try Self.check(test) }

    @Test(
        "Identity providers and endpoints",
        arguments: [
            inAccount(2, "'http://x' is not an issuer", "oidc_providers:\n  http://x: {client_ids: [a]}"),
            inAccount(2, "has no client_ids", "oidc_providers:\n  https://x: {}"),
            inAccount(
                2,
                "has 101 entries; write up to 100",
                "oidc_providers:\n  https://x: {client_ids: [\(Array(repeating: "a", count: 101).joined(separator: ","))]}"
            ),
            inAccount(
                2,
                "they are not a JSON object with a list 'keys'",
                "oidc_providers:\n  https://x: {client_ids: [a], jwks: '{\"keys\": 1}'}"
            ),
            inAccount(2, "has no certificate", "saml_providers:\n  s: {issuer: x}"),
            inAccount(
                2,
                "cannot be used: it does not begin with -----BEGIN CERTIFICATE-----; write one X.509 certificate",
                "saml_providers:\n  s: {issuer: x, certificate: y}"
            ),
            inAccount(2, "'a b' is not a name of a SAML provider", "saml_providers:\n  a b: {}"),
            inAccount(2, "'endpoint' is not the ID of a VPC endpoint", "vpc_endpoints:\n  endpoint: {vpc: vpc-1234}"),
            inAccount(2, "has no vpc; ", "vpc_endpoints:\n  vpce-1234: {}"),
            inAccount(2, "'1234' is not the ID of a VPC; ", "vpc_endpoints:\n  vpce-1234: {vpc: 1234}"),
            inAccount(
                2,
                "the policy of VPC endpoint 'vpce-1234' names '999999999999', and the world has no account",
                "vpc_endpoints:\n  vpce-1234: {vpc: vpc-1234, policy: {Statement: {Effect: Allow, Action: \"*\", "
                    + "Resource: \"*\", Principal: {AWS: \"999999999999\"}}}}"
            ),
            Case(
                3,
                "the VPC endpoint 'vpce-1234' stands on line 2 already",
                "accounts:\n  \"111111111111\": {vpc_endpoints: {vpce-1234: {vpc: vpc-1234}}}\n"
                    + "  \"222222222222\": {vpc_endpoints: {vpce-1234: {vpc: vpc-1234}}}\n"
            ),
        ]
    )
    func providers(_ test: Case) throws { try Self.check(test) }

    /// A case within an organization above two accounts: the first line of `yaml` is line 2.
    private static func inOrganization(_ line: Int, _ reason: String, _ yaml: String) -> Case {
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
        let accounts = "accounts: {\"111111111111\": {}, \"222222222222\": {}}\n"
        return Case(line + 1, reason, "organization:\n" + lines.joined(separator: "\n") + "\n" + accounts)
    }

    @Test(
        "The organization",
        arguments: [
            inOrganization(1, "unknown key 'ous' in the organization", "ous: {}"),
            inOrganization(1, "'id' of the organization is 'o-1'; write o- and 10 to 32", "id: o-1"),
            inOrganization(1, "write r- and 4 to 32", "root_id: o-drydock0001"),
            inOrganization(2, "write ou-, 4 to 32", "units:\n  a: {id: ou-abcd}"),
            inOrganization(
                1,
                "is '999999999999', and the world has no such account",
                "management_account: \"999999999999\""
            ),
            inOrganization(2, "and the world has no such account", "units:\n  a: {accounts: [me]}"),
            inOrganization(
                3,
                "account 111111111111 stands on line 3 already",
                "units:\n  a: {accounts: [\"111111111111\"]}\n  b: {accounts: [\"111111111111\"]}"
            ),
            inOrganization(
                3,
                "unit 'b' has the ID ou-dry1-00000000 of the one on line 3",
                "units:\n  a: {id: ou-dry1-00000000}\n  b: {id: ou-dry1-00000000}"
            ),
            inOrganization(1, "is 'NONE'; write one of ALL, CONSOLIDATED_BILLING", "feature_set: NONE"),
            inOrganization(1, "from 1 to 10000", "account_quota: 0"),
            inOrganization(1, "'x' is not a member account of the organization", "invited_accounts: [x]"),
            inOrganization(
                2,
                "'111111111111' is not a member account of the organization",
                "management_account: \"111111111111\"\ndelegated_administrators: {\"111111111111\": []}"
            ),
            inOrganization(1, "'a b' is not the principal of a service", "service_access: [a b]"),
            inOrganization(1, "the resource policy has no document; add it", "resource_policy: {}"),
            Case(
                3,
                "the address 'A@b.com' is that of the account on line 2; give another",
                "accounts:\n  \"111111111111\": {email: a@b.com}\n  \"222222222222\": {email: A@b.com}\n"
            ),
            Case(1, "'a@b' is not an address; write one such as", "accounts: {\"111111111111\": {email: a@b}}\n"),
            Case(1, "is not a name of an account; write 1 to 50", "accounts: {\"111111111111\": {name: ü}}\n"),
            Case(
                2,
                "account 111111111111 manages the organization and cannot be closed",
                "organization: {management_account: \"111111111111\"}\n"
                    + "accounts: {\"111111111111\": {closed: 2026-03-01T12:00:00Z}}\n"
            ),
            inOrganization(1, "has no service control policy, and AWS asks for one", "full_access: false"),
            inOrganization(
                2,
                "'FullAWSAccess' is a policy that AWS attaches by itself",
                "service_control_policies:\n"
                    + "  FullAWSAccess: {Statement: {Effect: Deny, Action: \"*\", Resource: \"*\"}}"
            ),
            inOrganization(
                1,
                "has 11 service control policies, and AWS takes 10",
                "service_control_policies: {"
                    + (1...10).map { "p\($0): {Statement: {Effect: Deny, Action: \"*\", Resource: \"*\"}}" }
                    .joined(separator: ", ") + "}"
            ),
            inOrganization(
                2,
                "in 'p' of 'service_control_policies' of the organization: ",
                "service_control_policies:\n"
                    + "  p: {Statement: {Effect: Deny, Principal: \"*\", Action: \"*\", Resource: \"*\"}}"
            ),
            inOrganization(
                2,
                "has 5204 characters, and AWS takes 5120; shorten it",
                "resource_control_policies:\n  p: {Statement: {Effect: Deny, Principal: \"*\", Action: \"*\", "
                    + "Resource: \"*\", Sid: \(String(repeating: "a", count: 5_120))}}"
            ),
            Case(
                4,
                "account 222222222222 has policies of its level and is not in the organization",
                """
                organization: {accounts: ["111111111111"]}
                accounts:
                  "111111111111": {}
                  "222222222222":
                    service_control_policies: {p: {Statement: {Effect: Deny, Action: "*", Resource: "*"}}}
                """
            ),
        ]
    )
    func organization(_ test: Case) throws { try Self.check(test) }

    @Test("A seed that is refused is not shown")
    func seeds() throws {
        let yaml = "accounts: {\"123456789012\": {root: {mfa_devices: [{serial: x, seed: HIDDEN1}]}}}"
        let error = try #require(throws: WorldFileError.self) { try World.load(yaml: yaml, fileName: "w") }
        #expect(!error.description.contains("HIDDEN"))
    }

    @Test("A password that is refused is not shown")
    func passwordIsHidden() throws {
        let yaml = "accounts: {\"123456789012\": {users: {u: {login_profile: {password: HIDDEN☃}}}}}"
        let error = try #require(throws: WorldFileError.self) { try World.load(yaml: yaml, fileName: "w") }
        #expect(!error.description.contains("HIDDEN"))
    }

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
            inRepository("in 'policy' of repository 'app': ", "policy: {}"),
            inRepository(
                "the policy of repository 'app' names 'arn:aws:iam::123456789012:role/none', and the world has no such "
                    + "role",
                "policy: {Statement: {Effect: Allow, Action: \"ecr:*\", "
                    + "Principal: {AWS: \"arn:aws:iam::123456789012:role/none\"}}}"
            ),
            inRepository(
                "the policy of repository 'app' has 10",
                "policy: {Statement: {Effect: Allow, Action: \"ecr:*\", Principal: \"*\", "
                    + "Sid: \(String(repeating: "a", count: 10_240))}}"
            ),
            inRepository(
                "'lifecycle_policy' of repository 'app' is not a lifecycle policy: object has missing required",
                "lifecycle_policy: {}"
            ),
            inRepository("unknown key 'mutability'", "mutability: MUTABLE"),
            inRepository("is 'mutable'; write one of IMMUTABLE", "image_tag_mutability: mutable"),
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
                "'***' is not a tag filter",
                "image_tag_mutability: MUTABLE_WITH_EXCLUSION, image_tag_mutability_exclusion_filters: ['***']"
            ),
            inRepository("is 'yes'; write true or false", "scan_on_push: yes"),
            inRepository("is 'RSA'", "encryption: RSA"),
            inRepository("goes with KMS and KMS_DSSE only", "encryption: {type: AES256, key: k}"),
            inRepository("has no type", "encryption: {key: k}"),
            inRepository("is 'yesterday'; write a moment", "created_at: yesterday"),
            inRepository("is '2024-02-30T00:00:00Z'", "created_at: 2024-02-30T00:00:00Z"),
            inRepository("'aws:x' is not a tag key", "tags: {\"aws:x\": y}"),
            inRepository("takes a mapping", "tags: [a]"),
            inAccount(4, "'App' is not a repository name", "regions:\n  us-east-1:\n    repositories:\n      App: {}"),
            inAccount(4, "'a' is not a repository name", "regions:\n  us-east-1:\n    repositories:\n      a: {}"),
            inAccount(
                4,
                "'a//b' is not a repository name",
                "regions:\n  us-east-1:\n    repositories:\n      a//b: {}"
            ),
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
