import AWSClient
import AWSCore
import AWSSignature
import Foundation
import TestSupport
import Testing

/// One home and environment.
struct Surroundings: Codable, Sendable, CustomTestStringConvertible {
    let name: String
    var variables: [String: String] = [:]
    var files: [String: String] = [:]

    var testDescription: String { name }

    init(_ name: String, _ variables: [String: String] = [:], config: String? = nil, credentials: String? = nil) {
        self.name = name
        self.variables = variables
        files[".aws/config"] = config
        files[".aws/credentials"] = credentials
    }

    func adding(_ path: String, _ text: String) -> Surroundings {
        var copy = self
        copy.files[path] = text
        return copy
    }
}

@Suite("The credential chain")
struct CredentialChainTests {
    /// What a chain found, in a form that botocore's finding can be written in too.
    struct Finding: Codable, Equatable {
        var region: String?
        var keys: [String?]?
        var role: [String?]?
        var error: String?
    }

    private static let keys = ["AWS_ACCESS_KEY_ID": "AKENV", "AWS_SECRET_ACCESS_KEY": "env+secret"]
    private static func profile(_ name: String, _ key: String, _ more: String = "") -> String {
        "[\(name)]\naws_access_key_id = \(key)\naws_secret_access_key = s/\(key)\n\(more)\n"
    }
    private static let role = "role_arn = arn:aws:iam::123456789012:role/r\n"

    private static let cases: [Surroundings] = [
        Surroundings("nothing at all"),
        Surroundings("keys in the environment", keys),
        Surroundings(
            "keys with a token in the environment",
            keys.merging(["AWS_SESSION_TOKEN": "tok", "AWS_DEFAULT_REGION": "eu-west-1"]) { $1 }
        ),
        Surroundings("the old name of the token", keys.merging(["AWS_SECURITY_TOKEN": "old"]) { $1 }),
        Surroundings("an access key without its secret", ["AWS_ACCESS_KEY_ID": "AK"]),
        Surroundings("a secret without its access key", ["AWS_SECRET_ACCESS_KEY": "s"]),
        Surroundings("AWS_REGION, which is not read", keys.merging(["AWS_REGION": "eu-west-1"]) { $1 }),
        Surroundings(
            "default profiles in both files",
            config: "[default]\nregion = us-east-1\noutput = json\n",
            credentials: profile("default", "AK1")
        ),
        Surroundings(
            "the environment's region over the profile's",
            ["AWS_DEFAULT_REGION": "eu-west-2"],
            config: "[default]\nregion = us-east-1\n",
            credentials: profile("default", "AK1")
        ),
        Surroundings(
            "keys of the environment with a profile's region",
            keys.merging(["AWS_PROFILE": "eu"]) { $1 },
            config: "[profile eu]\nregion = eu-west-3\n",
            credentials: profile("eu", "AK2")
        ),
        Surroundings(
            "a named profile",
            ["AWS_PROFILE": "eu"],
            config: "[default]\nregion=us-east-1\n[profile eu]\nregion=eu-west-2\n",
            credentials: profile("default", "AK1") + profile("eu", "AK2")
        ),
        Surroundings(
            "AWS_DEFAULT_PROFILE over AWS_PROFILE",
            ["AWS_PROFILE": "a", "AWS_DEFAULT_PROFILE": "b"],
            credentials: profile("a", "AKA") + profile("b", "AKB")
        ),
        Surroundings("an unknown profile", ["AWS_PROFILE": "nosuch"], credentials: profile("default", "AK1")),
        Surroundings("an unknown profile beside keys", keys.merging(["AWS_PROFILE": "nosuch"]) { $1 }),
        Surroundings(
            "region and token in the credentials file",
            credentials: profile("default", "ASIA1", "aws_session_token = t==\nregion = sa-east-1")
        ),
        Surroundings(
            "the old name of the token in a file",
            credentials: profile("default", "ASIA1", "aws_security_token = old\naws_session_token = new")
        ),
        Surroundings("keys in the configuration file", config: profile("default", "AKC", "region = us-west-2")),
        Surroundings(
            "the credentials file over the configuration file",
            config: profile("default", "AKC"),
            credentials: profile("default", "AKS")
        ),
        Surroundings("a profile's key without its secret", credentials: "[default]\naws_access_key_id = AK1\n"),
        Surroundings("a configuration's key without its secret", config: "[default]\naws_access_key_id = AK1\n"),
        Surroundings(
            "a profile section without the word profile",
            ["AWS_PROFILE": "eu"],
            config: "[eu]\nregion = eu-west-1\n"
        ),
        Surroundings(
            "a quoted profile name",
            ["AWS_PROFILE": "my profile"],
            config: "[profile \"my profile\"]\nregion = eu-west-1\n",
            credentials: profile("my profile", "AKQ")
        ),
        Surroundings("[profile default]", config: "[profile default]\nregion = eu-central-1\n"),
        Surroundings(
            "both forms of default, this one last",
            config: "[default]\nregion=r1\n[profile default]\nregion=r2\n"
        ),
        Surroundings(
            "both forms of default, the plain last",
            config: "[profile default]\nregion=r2\n[default]\nregion=r1\n"
        ),
        Surroundings(
            "comments, colons, blanks and capitals",
            config: "# c\n; c\n\n[default]\n  # inner\nREGION : us-east-2   \n\noutput=json # not a comment\n"
        ),
        Surroundings(
            "settings of their own, and a value over two lines",
            config: "[default]\ns3 =\n  addressing_style = path\n  # c\n  max = 1\nregion = us-east-1\ncli_x = a\n  b\n"
        ),
        Surroundings(
            "values for all sections",
            ["AWS_PROFILE": "x"],
            config: "[DEFAULT]\nregion = r0\n[profile x]\noutput = json\n"
        ),
        Surroundings(
            "Windows line ends",
            config: "[default]\r\nregion = us-east-1\r\n",
            credentials: profile("default", "AK1").replacingOccurrences(of: "\n", with: "\r\n")
        ),
        Surroundings("an empty region", config: "[default]\nregion =\noutput = json\n"),
        Surroundings(
            "other files by variables",
            ["AWS_CONFIG_FILE": "~/c", "AWS_SHARED_CREDENTIALS_FILE": "$HOME/k"]
        ).adding("c", "[default]\nregion = r9\n")
            .adding("k", profile("default", "AK9")),
        Surroundings(
            "other files by relative paths",
            ["AWS_CONFIG_FILE": "x/c", "AWS_SHARED_CREDENTIALS_FILE": "${NOPE}k"]
        ).adding("x/c", "[default]\nregion = r9\n"),
        Surroundings("a file that is a directory", ["AWS_CONFIG_FILE": "/"], credentials: profile("default", "AK1")),
        Surroundings(
            "a role with a source profile",
            ["AWS_PROFILE": "r"],
            config: "[default]\nregion=us-east-1\n[profile r]\n\(role)source_profile = default\nregion = eu-west-1\n",
            credentials: profile("default", "AK1")
        ),
        Surroundings(
            "a role with all that belongs to it",
            ["AWS_PROFILE": "r"],
            config: "[profile r]\n\(role)source_profile = src\nexternal_id = x-1\nrole_session_name = me\n"
                + "duration_seconds = 1800\n",
            credentials: profile("src", "ASIA1", "aws_session_token = tok")
        ),
        Surroundings(
            "a role with a duration that is not a number",
            ["AWS_PROFILE": "r"],
            config: "[profile r]\n\(role)source_profile = src\nduration_seconds = long\n",
            credentials: profile("src", "AK")
        ),
        Surroundings(
            "a role whose source is in the configuration file",
            ["AWS_PROFILE": "r"],
            config: "[profile r]\n\(role)source_profile = src\n" + profile("profile src", "AKSRC")
        ),
        Surroundings(
            "a role of the default profile",
            config: "[default]\n\(role)source_profile = src\n",
            credentials: profile("src", "AK")
        ),
        Surroundings(
            "a role with its own keys",
            ["AWS_PROFILE": "r"],
            config: "[profile r]\n\(role)source_profile = r\n",
            credentials: profile("r", "AKR")
        ),
        Surroundings(
            "a role in the credentials file",
            ["AWS_PROFILE": "r"],
            credentials: "[r]\n\(role)source_profile = s\n" + profile("s", "AKS")
        ),
        Surroundings(
            "keys of the environment over a role",
            keys.merging(["AWS_PROFILE": "r"]) { $1 },
            config: "[profile r]\n\(role)source_profile = src\n",
            credentials: profile("src", "AK")
        ),
        Surroundings(
            "a source profile that does not exist",
            ["AWS_PROFILE": "r"],
            config: "[profile r]\n\(role)source_profile = nowhere\nregion = us-east-1\n"
        ),
        Surroundings(
            "a source profile without keys",
            ["AWS_PROFILE": "r"],
            config: "[profile r]\n\(role)source_profile = e\n[profile e]\nregion = r\n"
        ),
        Surroundings(
            "a source profile with half of its keys",
            ["AWS_PROFILE": "r"],
            config: "[profile r]\n\(role)source_profile = e\n[profile e]\naws_access_key_id = AK\n"
        ),
        Surroundings("a role without a source", ["AWS_PROFILE": "r"], config: "[profile r]\n\(role)"),
        Surroundings(
            "a role with two sources",
            ["AWS_PROFILE": "r"],
            config: "[profile r]\n\(role)source_profile = a\ncredential_source = Environment\n"
        ),
        Surroundings(
            "credential_source beside keys of the environment",
            keys.merging(["AWS_PROFILE": "r"]) { $1 },
            config: "[profile r]\n\(role)credential_source = Environment\nregion = us-east-1\n"
        ),
        Surroundings(
            "a source that is not one",
            ["AWS_PROFILE": "r"],
            config: "[profile r]\n\(role)credential_source = Nowhere\n"
        ),
        Surroundings(
            "an empty credential_source",
            ["AWS_PROFILE": "r"],
            config: "[profile r]\n\(role)credential_source = Environment\n"
        ),
        Surroundings("its own source", ["AWS_PROFILE": "r"], config: "[profile r]\n\(role)source_profile = r\n"),
        Surroundings(
            "a loop of roles",
            ["AWS_PROFILE": "r"],
            config: "[profile r]\n\(role)source_profile = q\n[profile q]\n\(role)source_profile = r\n"
        ),
        Surroundings(
            "a program",
            config: "[default]\ncredential_process = /bin/sh -c \"cat '$HOME/out'\"\n"
        ).adding("out", #"{"Version": 1, "AccessKeyId": "AKP", "SecretAccessKey": "sp", "SessionToken": "tp"}"#),
        Surroundings(
            "a program without a token, which ends later",
            config: "[default]\ncredential_process = /bin/cat out\n"
        ).adding(
            "out",
            #"{"Version": 1, "AccessKeyId": "AKP", "SecretAccessKey": "sp", "Expiration": "2099-01-01T00:00:00Z"}"#
        ),
        Surroundings(
            "a source profile with a program",
            ["AWS_PROFILE": "r"],
            config: "[profile r]\n\(role)source_profile = p\n[profile p]\ncredential_process = /bin/cat out\n"
        ).adding("out", #"{"Version": 1, "AccessKeyId": "AKP", "SecretAccessKey": "sp"}"#),
        Surroundings("a program of another version", config: "[default]\ncredential_process = /bin/cat out\n")
            .adding("out", #"{"Version": 2, "AccessKeyId": "AKP", "SecretAccessKey": "sp"}"#),
        Surroundings("a program without a version", config: "[default]\ncredential_process = /bin/cat out\n")
            .adding("out", #"{"AccessKeyId": "AKP", "SecretAccessKey": "sp"}"#),
        Surroundings("a program without a secret", config: "[default]\ncredential_process = /bin/cat out\n")
            .adding("out", #"{"Version": 1, "AccessKeyId": "AKP"}"#),
        Surroundings(
            "a program that fails",
            config: "[default]\ncredential_process = /bin/sh -c 'echo no luck >&2; exit 3'\n"
        ),
        Surroundings(
            "keys of the configuration file after a program",
            config: profile("default", "AKC", "credential_process = /bin/cat out")
        ).adding("out", #"{"Version": 1, "AccessKeyId": "AKP", "SecretAccessKey": "sp"}"#),
        Surroundings(
            "shared keys before a program",
            config: "[default]\ncredential_process = /bin/false\n",
            credentials: profile("default", "AKS")
        ),
        Surroundings(
            "half of what SSO needs",
            config: "[default]\nsso_account_id = 1\nsso_role_name = r\n",
            credentials: profile("default", "AK")
        ),
        Surroundings(
            "an SSO session that is not there",
            config: "[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n"
        ),
        Surroundings(
            "an SSO session that contradicts the profile",
            config: "[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\nsso_region = a\n"
                + "[sso-session s]\nsso_region = b\nsso_start_url = https://x\n"
        ),
        Surroundings("a line before any section", config: "region = us-east-1\n"),
        Surroundings("a line that is not a setting", credentials: "[default]\njust words\n"),
        Surroundings("a section that repeats", config: "[default]\na=1\n[default]\nb=1\n"),
        Surroundings("a setting that repeats", config: "[default]\na=1\nA=2\n"),
        Surroundings("a setting without a name", config: "[default]\n= 1\n"),
        Surroundings("inner settings without a value", config: "[default]\ns3 =\n  word\n"),
    ]

    private func finding(_ surroundings: Surroundings) async throws -> Finding {
        let fixture = try ClientFixture(surroundings.variables, files: surroundings.files)
        defer { fixture.end() }
        let chain = CredentialChain(AWSSettings(fixture.environment), programTimeLimit: .seconds(20))
        var finding = Finding()
        do throws(CredentialError) {
            finding.region = try chain.region()
            switch try await chain.credentials()?.credentials {
            case .longLived(let keys), .temporary(let keys):
                finding.keys = [keys.accessKeyID.value, keys.secretAccessKey, keys.sessionToken]
            case .role(let role):
                finding.role = [
                    role.roleARN, role.externalID, role.sessionName, role.durationSeconds.map(String.init),
                    role.source.accessKeyID.value, role.source.secretAccessKey, role.source.sessionToken,
                ]
            case nil: break
            }
        } catch {
            return Finding(error: error.description.replacingOccurrences(of: fixture.folder.path, with: "HOME"))
        }
        return finding
    }

    @Test("finds what botocore finds")
    func botocore() async throws {
        let verdicts = try await Botocore.judge(
            CredentialChainTests.cases,
            """
            from botocore.exceptions import BotoCoreError
            session = botocore.session.Session()
            result = {"region": None, "keys": None, "role": None, "error": None}
            try:
                session.get_component("data_loader")  # as boto3's Session does
                result["region"] = session.get_config_variable("region") or None
                found = session.get_credentials()
                if found is not None and found.method == "assume-role":
                    fetcher = found._refresh_using.__self__
                    arguments, source = fetcher._assume_kwargs, fetcher._source_credentials
                    name = arguments["RoleSessionName"]
                    duration = arguments.get("DurationSeconds")
                    result["role"] = [
                        arguments["RoleArn"], arguments.get("ExternalId"),
                        None if name.startswith("botocore-session-") else name,
                        None if duration is None else str(duration),
                        source.access_key, source.secret_key, source.token,
                    ]
                elif found is not None:
                    result["keys"] = [found.access_key, found.secret_key, found.token]
            except BotoCoreError as error:
                text = str(error).replace(os.environ["HOME"], "HOME").strip()
                return {"region": None, "keys": None, "role": None, "error": text}
            return result
            """,
            as: Finding.self
        )
        try #require(verdicts.count == CredentialChainTests.cases.count)
        for (surroundings, verdict) in zip(CredentialChainTests.cases, verdicts) {
            let own = try await finding(surroundings)
            // What is wrong with a file is said in other words, with its line.
            if let error = verdict.error, error.hasPrefix("Unable to parse config file: ") {
                #expect(own.error?.hasPrefix("\(error):") == true, "\(surroundings.name): \(own)")
            } else {
                #expect(own == verdict, "\(surroundings.name)")
            }
        }
    }

    @Test(
        "says file, line and reason of a malformed file",
        arguments: [
            ("region = us-east-1\n", 1, "a section such as [default] must come first"),
            ("[default]\n\n# c\njust words\n", 4, "'NAME = VALUE' or a section was expected"),
            ("[default]\n[a]\n[default]\n", 3, "the section 'default' is there already"),
            ("[default]\na = 1\nA : 2\n", 3, "'a' is set twice in one section"),
            ("[default]\n= 1\n", 2, "a name is missing before '='"),
            ("[default]\ns3 =\n  a = 1\n  word\n", 4, "'NAME = VALUE' was expected among the settings of 's3'"),
        ]
    )
    func malformed(_ text: String, _ line: Int, _ reason: String) throws {
        let fixture = try ClientFixture(files: [".aws/config": text])
        defer { fixture.end() }
        let file = fixture.folder[".aws/config"]
        #expect(throws: CredentialError.configuration(.malformed(file: file, line: line, reason: reason))) {
            try CredentialChain(AWSSettings(fixture.environment)).region()
        }
    }

    @Test(
        "refuses what it does not follow, in a sentence, instead of passing it over",
        arguments: [
            Surroundings(
                "mfa_serial",
                ["AWS_PROFILE": "r"],
                config: "[profile r]\n\(role)source_profile = s\nmfa_serial = arn:x\n",
                credentials: profile("s", "AK")
            ),
            Surroundings("login_session", config: "[default]\nlogin_session = x\n"),
        ]
    )
    func refused(_ surroundings: Surroundings) async throws {
        let own = try await finding(surroundings)
        let text = try #require(own.error)
        #expect(text.contains(surroundings.name))
        #expect(!text.contains("\n"))
        #expect(!text.contains("s/AK"))
    }

    @Test("takes an empty variable for one that is not set")
    func emptyVariables() async throws {
        let surroundings = Surroundings(
            "empty",
            ["AWS_PROFILE": "", "AWS_DEFAULT_REGION": "", "AWS_ACCESS_KEY_ID": "", "AWS_CONFIG_FILE": ""],
            config: "[default]\nregion = us-east-1\n",
            credentials: CredentialChainTests.profile("default", "AK1")
        )
        #expect(try await finding(surroundings) == Finding(region: "us-east-1", keys: ["AK1", "s/AK1", nil]))
    }

    @Test("shows no secret and no token in what it found")
    func redaction() throws {
        let credentials = try FakeKeys.credentials(token: "the-token")
        let role = RoleToAssume(
            roleARN: "a",
            source: credentials,
            sourceKeys: credentials,
            externalID: nil,
            sessionName: nil,
            durationSeconds: nil
        )
        let found = DiscoveredCredentials.role(role)
        let temporary = TemporaryCredentials(credentials: credentials, expiration: Date(timeIntervalSince1970: 0))
        let token = AuthorizationToken(
            token: "QVdTOnBhc3M=",
            expiresAt: Date(timeIntervalSince1970: 0),
            proxyEndpoint: "https://x"
        )
        for value in ["\(found)", String(reflecting: found), "\(temporary)", "\(token)", String(reflecting: token)] {
            #expect(!value.contains(FakeKeys.secret))
            #expect(!value.contains("the-token"))
            #expect(!value.contains("QVdTOnBhc3M="))
        }
        #expect(token.login?.username == "AWS")
        #expect(token.login?.password == "pass")
    }
}
