import Foundation
import Scenarios
import Testing

/// What a user can set is what stands here. Who adds an option looks at it with this rule in mind: none of them lets
/// anybody in, or makes a refusal a permission. `--listen` alone opens the port to other machines, and then the control
/// requests ask for a token.
@Suite("Immunity: switches")
struct OptionImmunityTests {
    private struct Help: Decodable {
        struct Command: Decodable {
            struct Argument: Decodable {
                struct Name: Decodable { let name: String }

                let names: [Name]?
            }

            let commandName: String
            let arguments: [Argument]?
            let subcommands: [Command]?

            var options: Set<String> {
                Set((arguments ?? []).flatMap { ($0.names ?? []).map(\.name) }).subtracting(["help", "h", "version"])
            }
        }

        let command: Command
    }

    @Test("Immunity 15, permanent bypass identities: no option of what runs an emulator changes who may what")
    func options() async throws {
        try await withTemporaryFolder { folder in
            let result = try await ShellProcess(
                command: "\(BuiltPrograms.drydock) --experimental-dump-help",
                variables: ["PATH": "/usr/bin:/bin", "HOME": folder],
                workingDirectory: folder
            ).run()
            let help = try JSONDecoder().decode(Help.self, from: Data(result.output.utf8))
            func options(_ name: String) -> Set<String>? {
                help.command.subcommands?.first { $0.commandName == name }?.options
            }
            let world: Set = ["world", "data", "dialect", "denials", "seed"]
            #expect(help.command.options.isEmpty)
            #expect(options("serve") == world.union(["port", "ready-file", "ca", "listen", "name"]))
            #expect(options("exec") == world.union(["identity", "region"]))
            #expect(options("shell") == world.union(["identity", "region"]))
            #expect(
                options("test") == [
                    "check", "check-format", "client", "compare", "durations", "fail-fast", "fail-flaky", "failed",
                    "filter", "jobs", "least-privilege", "pages", "repeat", "report", "retries", "seed", "shard",
                    "shuffle", "update",
                    "watch",
                ]
            )
        }
    }

    @Test(
        "Immunity 15, permanent bypass identities: no variable switches a check off; one that is not known is an error",
        arguments: [
            "DRYDOCK_DISABLE_AUTH", "DRYDOCK_SKIP_SIGNATURE", "DRYDOCK_ALLOW_ANONYMOUS", "DRYDOCK_IAM", "DRYDOCK_HOST",
            "DRYDOCK_ENFORCE_IAM", "DRYDOCK_TEST",
        ]
    )
    func variables(name: String) async throws {
        try await withTemporaryFolder { folder in
            let result = try await ShellProcess(
                // Where it did start, it would not end by itself.
                command: "timeout 20 \(BuiltPrograms.drydock) serve --port 0",
                variables: ["PATH": "/usr/bin:/bin", "HOME": folder, name: "0"],
                workingDirectory: folder
            ).run()
            #expect(result.status == 2)
            #expect(result.output.contains(name))
        }
    }
}
