import AWSClient
import CurlHTTP
import DockerConfiguration
import Foundation
import TestSupport
import Testing

@Suite("Docker login")
struct DockerLoginTests {
    private static let login = Data("AWS:pa:ss\"wörd".utf8).base64EncodedString()

    @Test("asks the registry once, then writes the login where docker looks for it, for its owner alone")
    func freshHome() async throws {
        let fixture = try await LoginFixture()
        defer { fixture.end() }
        let outcome = try await fixture.login(to: "https://\(fixture.registry)/v2/")
        let file = fixture.folder[".docker/config.json"]
        #expect(outcome == DockerLogin.Outcome(isStoredInClear: true, configurationPath: file))
        #expect(fixture.server.requests.map { "\($0.method) \($0.target)" } == ["GET /v2/"])
        #expect(fixture.server.requests.first?.header("Authorization") == "Basic " + DockerLoginTests.login)
        #expect(
            try fixture.folder.text(of: ".docker/config.json")
                == "{\n\t\"auths\": {\n\t\t\"\(fixture.registry)\": {\n\t\t\t\"auth\": \"\(DockerLoginTests.login)\"\n"
                + "\t\t}\n\t}\n}"
        )
        let files = FileManager.default
        #expect(try files.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
        #expect(try files.attributesOfItem(atPath: fixture.folder[".docker"])[.posixPermissions] as? Int == 0o700)
        #expect(try fixture.names(in: ".docker") == ["config.json"])
    }

    @Test("keeps what it does not know, exactly, and replaces what it does")
    func unknownMembers() async throws {
        let fixture = try await LoginFixture()
        defer { fixture.end() }
        let text = """
            {
            \t"z": 1e400, "a": 12345678901234567890.10, "HttpHeaders": {"X": "\\u00e9\\/"},
            \t"empty": {}, "list": [ ], "nested": [{"x": [null, true]}],
            \t"auths": {
            \t\t"\(fixture.registry)": {"auth": "old", "identitytoken": "stale", "email": "me@x"},
            \t\t"other.example.com": {"auth": "b3RoZXI="}
            \t},
            \t"credHelpers": {"gcr.io": "gcloud"}
            }
            """
        try fixture.folder.write(text, to: "elsewhere/config.json")
        let outcome = try await fixture.login(["DOCKER_CONFIG": fixture.folder["elsewhere"]])
        #expect(outcome.configurationPath == fixture.folder["elsewhere/config.json"])
        let expected = """
            {
            \t"z": 1e400,
            \t"a": 12345678901234567890.10,
            \t"HttpHeaders": {
            \t\t"X": "\\u00e9\\/"
            \t},
            \t"empty": {},
            \t"list": [],
            \t"nested": [
            \t\t{
            \t\t\t"x": [
            \t\t\t\tnull,
            \t\t\t\ttrue
            \t\t\t]
            \t\t}
            \t],
            \t"auths": {
            \t\t"\(fixture.registry)": {
            \t\t\t"auth": "\(DockerLoginTests.login)",
            \t\t\t"email": "me@x"
            \t\t},
            \t\t"other.example.com": {
            \t\t\t"auth": "b3RoZXI="
            \t\t}
            \t},
            \t"credHelpers": {
            \t\t"gcr.io": "gcloud"
            \t}
            }
            """
        #expect(try fixture.folder.text(of: "elsewhere/config.json") == expected)
        #expect(!FileManager.default.fileExists(atPath: fixture.folder[".docker"]))
    }

    @Test(
        "Immunity 10, CVE-2020-15157: a realm or a redirect elsewhere gets no password; the answer is an error",
        arguments: [
            (400, "400 Bad Request"), (401, "401 Unauthorized"), (403, "403 Forbidden"), (302, "302 Found"),
            (500, "500 Internal Server Error"), (204, "204 No Content"),
        ]
    )
    func refused(_ status: Int, _ text: String) async throws {
        let rogue = try FixtureServer()
        defer { rogue.stop() }
        let headers = [
            ("Location", rogue.url + "/v2/"), ("Www-Authenticate", "Bearer realm=\"\(rogue.url)/token\",service=\"x\""),
        ]
        let fixture = try await LoginFixture { _ in .response(status, headers) }
        defer { fixture.end() }
        let error = await #expect(throws: DockerConfigurationError.self) { try await fixture.login() }
        #expect(
            error?.description
                == "Error response from daemon: login attempt to https://\(fixture.registry)/v2/ failed with status: \(text)"
        )
        #expect(rogue.connectionCount == 0)
        #expect(fixture.server.requests.count == 1)
        #expect(!FileManager.default.fileExists(atPath: fixture.folder[".docker"]))
    }

    @Test(
        "Immunity 10, CVE-2020-15157: no password is sent to what is not an https registry",
        arguments: [
            "http://REGISTRY", "HTTP://REGISTRY/", "ftp://REGISTRY", "", "https://", "user@REGISTRY", "a b", "x\r\ny",
        ]
    )
    func notARegistry(_ name: String) async throws {
        let fixture = try await LoginFixture(speaksTLS: false)
        defer { fixture.end() }
        let registry = name.replacingOccurrences(of: "REGISTRY", with: fixture.registry)
        let error = await #expect(throws: DockerConfigurationError.self) { try await fixture.login(to: registry) }
        guard case .registry = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(fixture.server.connectionCount == 0)
    }

    @Test("trusts no certificate that it was not told to trust")
    func untrusted() async throws {
        let fixture = try await LoginFixture()
        defer { fixture.end() }
        let error = await #expect(throws: DockerConfigurationError.self) {
            try await fixture.login(["SSL_CERT_FILE": ""])
        }
        #expect(
            error?.description.hasPrefix("Error response from daemon: Get \"https://\(fixture.registry)/v2/\": ")
                == true
        )
        #expect(fixture.server.requests.isEmpty)
    }

    @Test(
        "leaves a configuration alone that is none, and says where it is wrong, before any password is sent",
        arguments: [
            ("{\n\"auths\": {,}\n}", 2), ("not json", 1), ("[]", 1), ("{}\n\nx", 3), ("{\"auths\": []}", 1),
            ("{\"a\": 01}", 1), ("{\n\"a\": \"\n\"}", 2), ("{\"a\": \"\\x\"}", 1),
            (String(repeating: "[", count: 100_000), 1), ("{\"a\": tru}", 1), ("{\"a\" 1}", 1), ("{\"a\": \"b", 1),
        ]
    )
    func malformed(_ text: String, _ line: Int) async throws {
        let fixture = try await LoginFixture(speaksTLS: false)
        defer { fixture.end() }
        let file = try fixture.folder.write(text, to: ".docker/config.json")
        let error = await #expect(throws: DockerConfigurationError.self) { try await fixture.login() }
        #expect(error?.description.hasPrefix("\(file):\(line): not a docker configuration: ") == true)
        #expect(try fixture.folder.text(of: ".docker/config.json") == text)
        #expect(try fixture.names(in: ".docker") == ["config.json"])
        #expect(fixture.server.connectionCount == 0)
    }

    @Test("takes an empty file for an empty configuration")
    func emptyFile() async throws {
        let fixture = try await LoginFixture()
        defer { fixture.end() }
        try fixture.folder.write(" \n", to: ".docker/config.json")
        #expect(try await fixture.login().isStoredInClear)
        #expect(try fixture.folder.text(of: ".docker/config.json").contains(DockerLoginTests.login))
    }

    @Test("says in one line that it cannot read or write, and leaves nothing half-written")
    func inaccessible() async throws {
        let fixture = try await LoginFixture()
        defer { fixture.end() }
        try fixture.folder.write("x", to: "file")
        try fixture.folder.write("x", to: "dir/config.json/inner")
        for place in ["dir", "file", "/proc", "/dev/null"] {
            let directory = place.hasPrefix("/") ? place : fixture.folder[place]
            let error = await #expect(throws: DockerConfigurationError.self) {
                try await fixture.login(["DOCKER_CONFIG": directory])
            }
            #expect(error?.description.contains(directory + "/config.json: ") == true)
            #expect(error?.description.contains("\n") == false)
        }
        #expect(try fixture.names(in: "").sorted() == ["dir", "file"])
    }

    @Test("writes through a symbolic link, which stays", arguments: [true, false])
    func symbolicLink(_ targetExists: Bool) async throws {
        let fixture = try await LoginFixture()
        defer { fixture.end() }
        try fixture.folder.write(targetExists ? "{\"a\": 1}" : "x", to: targetExists ? "real/kept.json" : "real/other")
        try FileManager.default.createDirectory(atPath: fixture.folder[".docker"], withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: fixture.folder[".docker/config.json"],
            withDestinationPath: "../real/kept.json"
        )
        let outcome = try await fixture.login()
        #expect(outcome.configurationPath == fixture.folder[".docker/config.json"])
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: fixture.folder[".docker/config.json"])
                == "../real/kept.json"
        )
        #expect(try fixture.folder.text(of: "real/kept.json").contains(DockerLoginTests.login))
        #expect(try fixture.names(in: ".docker") == ["config.json"])
    }

    // MARK: Credential helpers

    private func configuration(_ fixture: LoginFixture, own: String? = nil, store: String? = nil) throws -> String {
        let helpers = own.map { "\"credHelpers\": {\"\(fixture.registry)\": \"\($0)\"}, " } ?? ""
        let general = store.map { "\"credsStore\": \"\($0)\", " } ?? ""
        let text = "{\(helpers)\(general)\"auths\": {\"\(fixture.registry)\": {\"auth\": \"old\"}}}"
        try fixture.folder.write(text, to: ".docker/config.json")
        return text
    }

    @Test("gives the password to the registry's own helper before the general one, and to nobody else")
    func helpers() async throws {
        for own in ["own", nil] {
            let fixture = try await LoginFixture()
            defer { fixture.end() }
            _ = try configuration(fixture, own: own, store: "general")
            for name in ["own", "general"] {
                try fixture.helper(name, "echo \"$0 $1\" >> \"$OUT.calls\"; cat > \"$OUT.\(name)\"")
            }
            let outcome = try await fixture.login(["OUT": fixture.folder["out"]])
            #expect(!outcome.isStoredInClear)
            let name = own ?? "general"
            let program = fixture.folder["bin/docker-credential-\(name)"]
            #expect(try fixture.folder.text(of: "out.calls") == "\(program) store\n")
            let message = try JSONDecoder().decode(
                [String: String].self,
                from: Data(try fixture.folder.text(of: "out.\(name)").utf8)
            )
            #expect(
                message == ["ServerURL": fixture.registry, "Username": "AWS", "Secret": "pa:ss\"wörd"]
            )
            let text = try fixture.folder.text(of: ".docker/config.json")
            #expect(!text.contains("\"auth\""))
            #expect(text.contains("\"\(fixture.registry)\": {}"))
        }
    }

    @Test(
        "Immunity 13, CVE-2021-41092: the password is stored nowhere when the helper is missing or fails",
        arguments: [
            ("echo 'no room for pa:ss\"wörd'; exit 1", "no room for [HIDDEN]"),
            ("cat > /dev/null; exit 3", "it said nothing"),
            ("exec sleep 60", "it gave no answer"), ("kill -9 $$", "it said nothing"), (nil, "it is not in PATH"),
        ] as [(String?, String)]
    )
    func failingHelper(_ script: String?, _ reason: String) async throws {
        let fixture = try await LoginFixture()
        defer { fixture.end() }
        let before = try configuration(fixture, own: "broken", store: "general")
        if let script { try fixture.helper("broken", script) }
        try fixture.helper("general", "cat > \"$OUT\"")
        let isSlow = script?.hasPrefix("exec sleep") == true
        let error = await #expect(throws: DockerConfigurationError.self) {
            try await fixture.login(
                helperTimeLimit: isSlow ? .milliseconds(300) : .seconds(20),
                ["OUT": fixture.folder["out"]]
            )
        }
        #expect(error?.description.hasPrefix("The credential helper docker-credential-broken ") == true)
        #expect(error?.description.contains(reason) == true)
        #expect(error?.description.contains("pa:ss") == false)
        #expect(error?.description.contains("\n") == false)
        #expect(try fixture.folder.text(of: ".docker/config.json") == before)
        #expect(!FileManager.default.fileExists(atPath: fixture.folder["out"]))
    }

    @Test("survives a helper that does not read its input")
    func deafHelper() async throws {
        let fixture = try await LoginFixture()
        defer { fixture.end() }
        _ = try configuration(fixture, store: "deaf")
        try fixture.helper("deaf", "exec 0<&-; exit 1")
        let password = String(repeating: "x", count: 20_000)
        for _ in 0..<20 {
            await #expect(throws: DockerConfigurationError.self) { try await fixture.login(password: password) }
        }
    }

    @Test("runs no program whose name leads out of PATH", arguments: ["../evil", "/bin/sh", "a\\u0000b"])
    func helperName(_ name: String) async throws {
        let fixture = try await LoginFixture()
        defer { fixture.end() }
        _ = try configuration(fixture, store: name)
        await #expect(throws: DockerConfigurationError.self) { try await fixture.login() }
    }
}
