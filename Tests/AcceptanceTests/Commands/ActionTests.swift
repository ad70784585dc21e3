import Foundation
import TestSupport
import Testing

@testable import Scenarios

/// The steps of the GitHub action, in the environment that a runner gives them.
@Suite("The GitHub action")
struct ActionTests {
    private static let root = ProjectFolder.url.path

    private func run(_ script: String, in folder: String) async throws -> ShellProcess.Result {
        let environment = ProcessInfo.processInfo.environment
        var variables = [
            "PATH": BuiltPrograms.folder + ":" + (environment["PATH"] ?? "/usr/bin:/bin"), "HOME": folder,
            "LANG": "C.UTF-8", "TMPDIR": folder, "RUNNER_TEMP": folder, "GITHUB_ENV": folder + "/env",
            "GITHUB_OUTPUT": folder + "/output", "GITHUB_ACTION_PATH": Self.root,
        ]
        variables["PYENV_ROOT"] = environment["PYENV_ROOT"]
        return try await ShellProcess(command: script, variables: variables, workingDirectory: folder).run()
    }

    @Test("hands its inputs to the steps by variables that the steps read, and by no text that a shell would run")
    func inputs() throws {
        let text = try String(contentsOfFile: Self.root + "/action.yml", encoding: .utf8)
        let steps = try ["start", "replay"].map {
            try String(contentsOfFile: Self.root + "/deploy/action/\($0)", encoding: .utf8)
        }.joined()
        let form = #/(DRYDOCK_ACTION_[A-Z]+): \$\{\{ inputs\.[a-z]+ \}\}/#
        let given = Set(text.matches(of: form).map { String($0.1) })
        let read = Set(steps.matches(of: #/DRYDOCK_ACTION_[A-Z]+/#).map { String($0.0) })
        #expect(given == read)
        for line in text.split(separator: "\n") where line.contains("run: ") { #expect(!line.contains("inputs.")) }
    }

    @Test("starts an emulator for the steps that follow")
    func start() async throws {
        try await withTemporaryFolder { folder in
            let result = try await run(
                """
                export DRYDOCK_ACTION_PORT=0 DRYDOCK_ACTION_IDENTITY=developer DRYDOCK_ACTION_REGION=us-east-1
                export DRYDOCK_ACTION_WORLD= DRYDOCK_ACTION_SEED= DRYDOCK_ACTION_VIA=endpoint
                "$GITHUB_ACTION_PATH/deploy/action/start" || exit
                set -a; . "$GITHUB_ENV"
                aws sts get-caller-identity --query Arn --output text
                [ "endpoint=$AWS_ENDPOINT_URL" = "$(cat "$GITHUB_OUTPUT")" ] && echo same
                kill $(sed 's/.*"pid":\\([0-9]*\\).*/\\1/' "$RUNNER_TEMP/drydock-ready.json")
                """,
                in: folder
            )
            #expect(result.output.contains("arn:aws:iam::123456789012:user/developer\nsame\n"), "\(result.output)")
            #expect(result.status == 0)
        }
    }

    @Test("fails with the emulator's own sentence where that does not start")
    func wrongWorld() async throws {
        try await withTemporaryFolder { folder in
            let result = try await run(
                #"DRYDOCK_ACTION_PORT=0 DRYDOCK_ACTION_WORLD=none.yaml "$GITHUB_ACTION_PATH/deploy/action/start""#,
                in: folder
            )
            #expect(
                result.output
                    == "Error: the world file none.yaml cannot be read; check the path given to --world\n"
            )
            #expect(result.status == 1)
        }
    }

    @Test("replays pages, and leaves with their status")
    func replay() async throws {
        try await withTemporaryFolder { folder in
            try "```console\n$ drydock images --json | head -c 1\n[\n```\n"
                .write(toFile: folder + "/page.md", atomically: true, encoding: .utf8)
            let result = try await run(
                #"DRYDOCK_ACTION_PAGES=page.md "$GITHUB_ACTION_PATH/deploy/action/replay""#,
                in: folder
            )
            #expect(result.output.contains("1 scenario: 1 passed"), "\(result.output)")
            #expect(result.status == 0)
        }
    }
}
