import DockerConfiguration
import Foundation
import TestSupport
import Testing

@Suite("Stored logins")
struct StoredLoginsTests {
    private static let registry = "registry.example.com"

    private static func auth(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    @Test(
        "takes a login in every form that docker has written",
        arguments: [
            ("{\"auth\": \"\(auth("me:a:b"))\"}", .password(username: "me", password: "a:b")),
            ("{\"auth\": \"\(auth("me:filled\0\0"))\"}", .password(username: "me", password: "filled")),
            ("{\"username\": \"me\", \"password\": \"p\"}", .password(username: "me", password: "p")),
            ("{\"auth\": \"\(auth("me:"))\", \"identitytoken\": \"t\"}", .identityToken("t")),
            ("{\"registrytoken\": \"t\"}", .registryToken("t")),
            ("{}", nil), ("{\"auth\": \"\"}", nil), ("7", nil),
        ] as [(String, RegistryCredentials?)]
    )
    func forms(_ entry: String, _ expected: RegistryCredentials?) async throws {
        let fixture = try await LoginFixture(speaksTLS: false)
        defer { fixture.end() }
        try fixture.folder.write("{\"auths\": {\"\(Self.registry)\": \(entry)}}", to: ".docker/config.json")
        let found = try await fixture.stored(for: Self.registry)
        #expect(found == expected)
        #expect("\(String(describing: found)) \(String(reflecting: found))".contains("me") == false)
    }

    @Test(
        "finds a registry under every name that it has been given",
        arguments: [
            (registry, registry), ("https://\(registry)", registry), ("https://\(registry)/v1/", registry),
            ("http://\(registry)/", registry), ("\(registry)/v2/", registry),
            ("https://index.docker.io/v1/", "docker.io"), ("docker.io", "index.docker.io"),
            ("index.docker.io", "registry-1.docker.io"),
        ]
    )
    func keys(_ key: String, _ registry: String) async throws {
        let fixture = try await LoginFixture(speaksTLS: false)
        defer { fixture.end() }
        try fixture.folder.write(
            "{\"auths\": {\"other.\(Self.registry)\": {\"auth\": \"\(Self.auth("no:no"))\"}, "
                + "\"\(key)\": {\"auth\": \"\(Self.auth("me:p"))\"}}}",
            to: ".docker/config.json"
        )
        #expect(try await fixture.stored(for: registry) == .password(username: "me", password: "p"))
    }

    @Test("the plain name comes before an old address")
    func exactKeyFirst() async throws {
        let fixture = try await LoginFixture(speaksTLS: false)
        defer { fixture.end() }
        try fixture.folder.write(
            "{\"auths\": {\"https://\(Self.registry)/v1/\": {\"auth\": \"\(Self.auth("old:o"))\"}, "
                + "\"\(Self.registry)\": {\"auth\": \"\(Self.auth("new:n"))\"}}}",
            to: ".docker/config.json"
        )
        #expect(try await fixture.stored(for: Self.registry) == .password(username: "new", password: "n"))
    }

    @Test("reads .dockercfg where there is no config.json, and only there")
    func legacyFile() async throws {
        let fixture = try await LoginFixture(speaksTLS: false)
        defer { fixture.end() }
        let login = "{\"https://\(Self.registry)/v1/\": {\"auth\": \"\(Self.auth("me:p"))\", \"email\": \"me@x\"}}"
        try fixture.folder.write(login, to: ".dockercfg")
        #expect(try await fixture.stored(for: Self.registry) == .password(username: "me", password: "p"))
        try fixture.folder.write("{}", to: ".docker/config.json")
        #expect(try await fixture.stored(for: Self.registry) == nil)
    }

    @Test("says where a login cannot be read, without what it holds", arguments: ["%%%", auth("no colon"), "//79"])
    func unreadableLogin(_ login: String) async throws {
        let fixture = try await LoginFixture(speaksTLS: false)
        defer { fixture.end() }
        let file = try fixture.folder.write(
            "{\"auths\": {\"\(Self.registry)\": {\"auth\": \"\(login)\"}}}",
            to: ".docker/config.json"
        )
        let error = await #expect(throws: DockerConfigurationError.self) {
            try await fixture.stored(for: Self.registry)
        }
        #expect(error?.description.hasPrefix("\(file):1: not a docker configuration: the login of ") == true)
        #expect(error?.description.contains(login) == false)
    }

    // MARK: Containers' programs

    @Test("after docker's configuration come those of podman, skopeo and buildah, the session's before the user's")
    func containersFiles() async throws {
        let fixture = try await LoginFixture(speaksTLS: false)
        defer { fixture.end() }
        let files = [
            ".config/containers/auth.json", "run/containers/auth.json", "named/auth.json", ".docker/config.json",
        ]
        let session = ["XDG_RUNTIME_DIR": fixture.folder["run"]]
        for (number, file) in files.enumerated() {
            let login = Self.auth("user\(number):p")
            try fixture.folder.write("{\"auths\": {\"\(Self.registry)\": {\"auth\": \"\(login)\"}}}", to: file)
            let more = number == 2 ? ["REGISTRY_AUTH_FILE": fixture.folder[file]] : [:]
            #expect(
                try await fixture.stored(for: Self.registry, session.merging(more) { $1 })
                    == .password(username: "user\(number)", password: "p")
            )
        }
    }

    @Test(
        "of logins for parts of a registry the narrowest counts",
        arguments: [
            ("team/app", "app"), ("team/other", "team"), ("team", "team"), ("elsewhere/app", "all"), (nil, "all"),
        ] as [(String?, String)]
    )
    func namespaces(_ repository: String?, _ user: String) async throws {
        let fixture = try await LoginFixture(speaksTLS: false)
        defer { fixture.end() }
        let logins = [("", "all"), ("/team", "team"), ("/team/app", "app"), ("/team/app/deeper", "deeper")]
            .map { "\"\(Self.registry)\($0.0)\": {\"auth\": \"\(Self.auth($0.1 + ":p"))\"}" }
        try fixture.folder.write("{\"auths\": {\(logins.joined(separator: ","))}}", to: ".config/containers/auth.json")
        #expect(
            try await fixture.stored(for: Self.registry, repository: repository)
                == .password(username: user, password: "p")
        )
    }

    @Test("a login goes to auth.json where only that is there, and podman finds it")
    func containersLogin() async throws {
        let fixture = try await LoginFixture()
        defer { fixture.end() }
        let file = try fixture.folder.write(
            "{\"auths\": {\"other.example.com\": {\"auth\": \"\(Self.auth("other:o"))\"}}}",
            to: "run/containers/auth.json"
        )
        let session = ["XDG_RUNTIME_DIR": fixture.folder["run"]]
        #expect(try await fixture.login(session).configurationPath == file)
        #expect(!FileManager.default.fileExists(atPath: fixture.folder[".docker"]))
        #expect(
            try await fixture.stored(for: fixture.registry, session)
                == .password(username: "AWS", password: "pa:ss\"wörd")
        )
        for registry in ["other.example.com", fixture.registry] {
            let podman = try await InstalledProgram("podman").run(
                ["login", "--authfile", file, "--get-login", registry],
                variables: ["HOME": fixture.folder.path, "XDG_RUNTIME_DIR": fixture.folder["run"]]
            )
            #expect(podman.output == (registry == fixture.registry ? "AWS\n" : "other\n"), "\(podman.all)")
        }
        // Once docker has a configuration, that is where docker looks.
        try fixture.folder.write("{}", to: ".docker/config.json")
        #expect(
            try await fixture.login(session).configurationPath == fixture.folder[".docker/config.json"]
        )
    }

    @Test("a login goes to the file of REGISTRY_AUTH_FILE, unless docker has a configuration")
    func namedFile() async throws {
        let fixture = try await LoginFixture()
        defer { fixture.end() }
        let named = fixture.folder["named/auth.json"]
        #expect(try await fixture.login(["REGISTRY_AUTH_FILE": named]).configurationPath == named)
        let directory = fixture.folder["docker"]
        #expect(
            try await fixture.login(["REGISTRY_AUTH_FILE": named, "DOCKER_CONFIG": directory]).configurationPath
                == directory + "/config.json"
        )
    }

    // MARK: Helpers

    private func helper(_ fixture: LoginFixture, _ script: String, configuration: String = "\"credsStore\": \"kept\"")
        throws
    {
        try fixture.helper("kept", script)
        try fixture.folder.write("{\(configuration)}", to: ".docker/config.json")
    }

    @Test(
        "asks a helper for what it keeps",
        arguments: [
            (
                "{\"ServerURL\": \"x\", \"Username\": \"me\", \"Secret\": \"p\"}",
                .password(username: "me", password: "p")
            ),
            ("{\"Username\": \"<token>\", \"Secret\": \"t\"}", .identityToken("t")),
            ("{\"Username\": \"\", \"Secret\": \"\"}", nil),
        ] as [(String, RegistryCredentials?)]
    )
    func helperAnswers(_ answer: String, _ expected: RegistryCredentials?) async throws {
        let fixture = try await LoginFixture(speaksTLS: false)
        defer { fixture.end() }
        try helper(
            fixture,
            "[ \"$1\" = get ] || exit 1; read -r name; [ \"$name\" = \(Self.registry) ] && echo '\(answer)'"
        )
        #expect(try await fixture.stored(for: Self.registry) == expected)
    }

    @Test("asks again by the name that the helper lists, and goes on where it has none")
    func helperLists() async throws {
        let fixture = try await LoginFixture(speaksTLS: false)
        defer { fixture.end() }
        try helper(
            fixture,
            """
            if [ "$1" = list ]; then echo '{"https://\(Self.registry)/v1/": "me"}'; exit 0; fi
            name=$(cat)
            case "$name" in
            https://*) echo '{"Username": "me", "Secret": "p"}' ;;
            *) echo 'credentials not found in native keychain'; exit 1 ;;
            esac
            """
        )
        #expect(try await fixture.stored(for: Self.registry) == .password(username: "me", password: "p"))
        try fixture.folder.write(
            "{\"auths\": {\"elsewhere.example.com\": {\"auth\": \"\(Self.auth("podman:p"))\"}}}",
            to: ".config/containers/auth.json"
        )
        #expect(
            try await fixture.stored(for: "elsewhere.example.com") == .password(username: "podman", password: "p")
        )
    }

    @Test(
        "says in one line what a helper says is wrong, and quotes no answer that may hold a password",
        arguments: [
            ("echo; echo 'the keychain is locked'; echo more; exit 1", "the keychain is locked"),
            ("echo 'the error stream' >&2; exit 1", "the error stream"), ("exit 2", "it said nothing"),
            ("echo 'SECRETVALUE'", "its answer to 'get' is not a JSON object with a Secret"),
            ("echo '{\"Username\": \"SECRETVALUE\"}'", "its answer to 'get' is not a JSON object with a Secret"),
        ]
    )
    func helperErrors(_ script: String, _ reason: String) async throws {
        let fixture = try await LoginFixture(speaksTLS: false)
        defer { fixture.end() }
        try helper(fixture, script, configuration: "\"credHelpers\": {\"\(Self.registry)\": \"kept\"}")
        let error = await #expect(throws: DockerConfigurationError.self) {
            try await fixture.stored(for: Self.registry)
        }
        #expect(
            error?.description
                == "The credential helper docker-credential-kept that the docker configuration names failed: \(reason)"
        )
        #expect(try await fixture.stored(for: "other.example.com") == nil)
    }

    @Test("a login that cannot be written down is taken out of the helper again")
    func helperErases() async throws {
        let fixture = try await LoginFixture()
        defer { fixture.end() }
        try helper(
            fixture,
            // The configuration becomes a folder between the helper's work and the file's.
            "echo \"$1\" >> \"$OUT\"; cat > /dev/null; "
                + "[ \"$1\" = store ] && rm -r \"$HOME_DIR/.docker\" && touch \"$HOME_DIR/.docker\"; exit 0"
        )
        await #expect(throws: DockerConfigurationError.self) {
            try await fixture.login(["OUT": fixture.folder["out"], "HOME_DIR": fixture.folder.path])
        }
        #expect(try fixture.folder.text(of: "out") == "store\nerase\n")
    }

    @Test("speaks with Amazon's own credential helper")
    func amazonHelper() async throws {
        let fixture = try await LoginFixture(speaksTLS: false)
        defer { fixture.end() }
        _ = try InstalledProgram("docker-credential-ecr-login")
        try fixture.folder.write("{\"credsStore\": \"ecr-login\"}", to: ".docker/config.json")
        // It keeps passwords of ECR's registries alone.
        #expect(try await fixture.stored(for: Self.registry, ["HOME": fixture.folder.path]) == nil)
    }
}
