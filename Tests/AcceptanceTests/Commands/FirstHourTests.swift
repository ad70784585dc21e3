import Foundation
import Scenarios
import TestSupport
import Testing
import World

@testable import Scenarios

/// What a newcomer meets who follows the README on a machine of their own.
@Suite("The first hour")
struct FirstHourTests {
    private static let root = ProjectFolder.url

    private func run(_ script: String, in folder: String) async throws -> ShellProcess.Result {
        let path = BuiltPrograms.folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
        return try await ShellProcess(
            command: script,
            variables: ["PATH": path, "HOME": folder, "LANG": "C.UTF-8", "TMPDIR": folder],
            workingDirectory: folder
        ).run()
    }

    @Test("The README's sample page passes where it is saved")
    func samplePage() async throws {
        let text = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        let blocks = text.components(separatedBy: "\n````")
        let sample = try #require(blocks.first { $0.hasPrefix("markdown\n") }).dropFirst("markdown\n".count)
        try await withTemporaryFolder { folder in
            let pages = folder + "/pages"
            try FileManager.default.createDirectory(atPath: pages, withIntermediateDirectories: false)
            try "\(sample)\n".write(toFile: pages + "/page.md", atomically: true, encoding: .utf8)
            let result = try await run("cd pages; drydock test page.md", in: folder)
            #expect(result.status == 0, "\(result.output)")
        }
    }

    @Test("The client's store is empty where the client never ran, and looking makes none")
    func emptyStore() async throws {
        try await withTemporaryFolder { folder in
            let result = try await run(
                "drydock store; echo $?; drydock store --json; echo $?; ls -A | grep -v output",
                in: folder
            )
            #expect(
                result.output == """
                    The zenml client has stored nothing yet.
                    0
                    {
                      "activeStackID" : "",
                      "components" : [

                      ],
                      "connectors" : [

                      ],
                      "stacks" : [

                      ]
                    }
                    0

                    """
            )
        }
    }

    @Test(
        "A misspelt verb or option is answered with the one that was meant",
        arguments: [
            ("drydock evnets", "Error: drydock has no verb 'evnets'; did you mean 'events'? See drydock --help\n"),
            ("drydock exce aws", "Error: drydock has no verb 'exce'; did you mean 'exec'? See drydock --help\n"),
            (
                "drydock iam simlate",
                "Error: drydock iam has no verb 'simlate'; did you mean 'simulate'? See drydock iam --help\n"
            ),
            (
                "drydock clock advence 1h",
                "Error: drydock clock has no verb 'advence'; did you mean 'advance'? See drydock clock --help\n"
            ),
            ("drydock lambda", "Error: drydock has no verb 'lambda'; see drydock --help\n"),
            ("drydock env --regoin x", "Error: Unknown option '--regoin'. Did you mean '--region'?\n"),
            ("drydock exec --identty x true", "Error: Unknown option '--identty'. Did you mean '--identity'?\n"),
            ("drydock exec --no-such aws", "Error: Unknown option '--no-such'\n"),
        ]
    )
    func suggestions(command: String, beginning: String) async throws {
        try await withTemporaryFolder { folder in
            let result = try await run(command, in: folder)
            #expect(result.output.hasPrefix(beginning), "\(result.output)")
            #expect(result.status == 2)
        }
    }

    @Test("The control requests take the bodies that docs/emulator.md shows")
    func controlBodies() async throws {
        let world = try World.load(
            yaml: """
                accounts:
                  "123456789012":
                    users: {ada: {policies: [AdministratorAccess]}}
                    oidc_providers: {"https://ci.example.com": {client_ids: [sts.amazonaws.com]}}
                """,
            fileName: "world.yaml"
        )
        try await RunningEmulator.with(world: world) { emulator in
            let bodies = [
                ("clock", #"{"advance": 1}"#),
                ("faults", #"{"kind": "throttle", "call": "ecr:PutImage", "times": 3}"#),
                ("faults", #"{"kind": "cut", "call": "ecr:PutImage"}"#),
                ("expire", #"{"what": "sessions"}"#),
                ("expire", #"{"what": "tokens", "of": "ada"}"#),
                ("iam/simulate", #"{"principal": "ada", "action": "ecr:GetAuthorizationToken", "resource": "*"}"#),
                ("iam/token", #"{"issuer": "https://ci.example.com", "subject": "job"}"#),
                ("iam/token", #"{"issuer": "https://ci.example.com", "subject": "job", "audience": "a"}"#),
                (
                    "iam/token",
                    #"{"issuer": "ci.example.com", "subject": "job", "claims": {"n": 1}, "algorithm": "ES256", "lifetime": 9}"#
                ),
                ("reset", ""),
            ]
            for (path, body) in bodies {
                let answer = try await emulator.shell(
                    "curl --silent --output /dev/null --write-out '%{http_code}' --data '\(body)' \(emulator.url)/_drydock/\(path)",
                    .endpoint
                )
                #expect(answer.output == "200", "\(path) \(body)")
            }
            for lifetime in ["0", "86401", "9223372036854775807"] {
                let body = #"{"issuer": "ci.example.com", "subject": "job", "lifetime": \#(lifetime)}"#
                let answer = try await emulator.shell(
                    "curl --silent --data '\(body)' \(emulator.url)/_drydock/iam/token",
                    .endpoint
                )
                #expect(
                    answer.output.contains("the lifetime \(lifetime) is out of range; give 1 to 86400 seconds"),
                    "\(answer.output)"
                )
            }
        }
    }
}
