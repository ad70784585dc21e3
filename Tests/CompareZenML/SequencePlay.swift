import AWSClient
import ClientComparison
import Determinism
import Foundation
import Scenarios

/// One sequence, run by both clients.
struct SequencePlay {
    let sequence: Sequence
    let upstream: UpstreamProgram
    /// The home of a ZenML that has been run once, to start from.
    let template: String
    let folder: String

    private static let home = "/home/dev"

    func play(_ judge: inout ComparisonJudge, _ report: inout ComparisonReport) async throws {
        judge.begin(sequence.name)
        // `inout` values do not go into closures that escape.
        var found = (judge, report)
        try await bench("theirs") { theirs in
            try await bench("ours") { ours in
                try ours.initialiseClient()
                try adopt(template, as: theirs.sandbox.home)
                try await run(theirs, ours, &found.0, &found.1)
            }
        }
        (judge, report) = found
    }

    private func bench<Value>(_ name: String, _ body: (ClientBench) async throws -> Value) async throws -> Value {
        try await ClientBench.with(
            world: ComparedWorld.yaml,
            clock: .running(),
            seed: sequence.name,
            in: folder,
            shownHome: Self.home,
            body
        )
    }

    private func run(
        _ theirs: ClientBench,
        _ ours: ClientBench,
        _ judge: inout ComparisonJudge,
        _ report: inout ComparisonReport
    ) async throws {
        var variables = [
            "AWS_ACCESS_KEY_ID": ComparedWorld.accessKeyID, "AWS_SECRET_ACCESS_KEY": ComparedWorld.secretAccessKey,
            "AWS_DEFAULT_REGION": "us-east-1", "COLUMNS": "200",
        ]
        let sessions = (
            theirs: try await SessionStandIn(theirs.environment(variables, step: 0)),
            ours: try await SessionStandIn(ours.environment(variables, step: 0))
        )
        var identifiers: [String: String] = [:]
        var last = Shown()
        for (number, step) in sequence.steps.enumerated() {
            switch step {
            case .variable(let name, let value): variables[name] = value
            case .file(let name, let contents):
                try theirs.sandbox.write(sessions.theirs.real(contents), to: name)
                try ours.sandbox.write(sessions.ours.real(contents), to: name)
            case .identifier(let name): identifiers[name] = Self.identifier(in: last)
            case .command(let line, let text, let input):
                let command = Self.filled(text, identifiers)
                guard let words = ShellWords.split(sessions.theirs.real(command)),
                    let ourWords = ShellWords.split(sessions.ours.real(judge.command(for: command)))
                else { throw Sequence.Failure(description: "\(sequence.name):\(line): the command needs a shell") }
                let environment = theirs.environment(sessions.theirs.real(variables), step: number)
                last = try upstream.run(
                    Array(words.dropFirst()),
                    environment.variables,
                    in: theirs.sandbox.home,
                    input: input
                )
                last.output = Self.shown(last.output, theirs, sessions.theirs)
                last.error = StackTrace.withoutBox(Self.shown(last.error, theirs, sessions.theirs))
                let actual = await ours.run(
                    Array(ourWords.dropFirst()),
                    in: ours.environment(sessions.ours.real(variables), step: number),
                    input: input,
                    rewrite: { Self.withoutPorts(sessions.ours.recorded($0)) }
                )
                report.add(judge.judge(command, expected: last, actual: actual), "\(sequence.name):\(line)", command)
            }
        }
    }

    private static func shown(_ text: String, _ bench: ClientBench, _ session: SessionStandIn) -> String {
        // What the libraries log about where they found what; a question before it ends no line.
        withoutPorts(session.recorded(bench.sandbox.shown(text)))
            .replacing(#/Found (?:credentials in|endpoint for) [^\n]*(?:\n|$)/#, with: "")
    }

    /// Each client has an emulator of its own.
    private static func withoutPorts(_ text: String) -> String {
        text.replacing(#/(http:\/\/127\.0\.0\.1):[0-9]+/#) { String($0.output.1) }
    }

    private static func identifier(in shown: Shown) -> String? {
        let pattern = #/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/#
        return shown.output.firstMatch(of: pattern).map { String($0.output) }
    }

    private static func filled(_ command: String, _ identifiers: [String: String]) -> String {
        identifiers.reduce(command) { command, identifier in
            let (name, value) = identifier
            return (1...36).reduce(command.replacing("$" + name, with: value)) {
                $0.replacing("${\(name):\($1)}", with: value.prefix($1))
            }
        }
    }

    /// Copies a home, and lets its configuration name the copy.
    private func adopt(_ template: String, as home: String) throws {
        try FileManager.default.removeItem(atPath: home)
        try FileManager.default.copyItem(atPath: template, toPath: home)
        let path = home + "/.config/zenml/config.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacing(template, with: home).write(toFile: path, atomically: true, encoding: .utf8)
    }
}
