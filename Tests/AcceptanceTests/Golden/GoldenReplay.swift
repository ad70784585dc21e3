import AWSClient
import ClientComparison
import Determinism
import Foundation
import Scenarios

/// One record, replayed with our client.
struct GoldenReplay {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let transcript: GoldenTranscript
    let folder: String

    /// The day on which the records were made, by the lifetimes in them.
    private static let day = Date(timeIntervalSince1970: 1_795_528_500)
    private static let recordedEndpoint = "http://127.0.0.1:4566"
    /// The one that keeps a terminal's bytes.
    private static let rawTranscript = "60"
    /// The working directory of all records, below the home.
    private static let workingFolder = "project"

    func play(_ judge: inout ComparisonJudge, _ report: inout ComparisonReport) async throws {
        judge.begin(transcript.number)
        var found = (judge, report)
        let refusals = RefusingResponder.Refusals()
        try await ClientBench.with(
            world: ComparedWorld.yaml,
            clock: .standing(at: Self.day),
            seed: transcript.number,
            in: folder,
            shownHome: "/home/dev",
            responder: { RefusingResponder($0, refusals) }
        ) { bench in
            if !GoldenSetup.withoutStore.contains(transcript.number) { try bench.initialiseClient() }
            try bench.sandbox.write("", to: Self.workingFolder + "/.keep")
            try await run(bench, refusals, &found.0, &found.1)
        }
        (judge, report) = found
    }

    private func run(
        _ bench: ClientBench,
        _ refusals: RefusingResponder.Refusals,
        _ judge: inout ComparisonJudge,
        _ report: inout ComparisonReport
    ) async throws {
        let session = try await SessionStandIn(bench.environment([:], step: 0))
        let endpoint = bench.emulator.endpoint
        var variables = transcript.variables.merging(["COLUMNS": String(transcript.columns)]) { $1 }
        for (number, item) in transcript.items.enumerated() {
            switch item {
            case .file(let name, let contents):
                try bench.sandbox.write(
                    contents.replacing("\n[temp]\n", with: "\n\n[temp]\n").split(separator: "\n\n").map {
                        session.real(String($0))
                    }.joined(separator: "\n\n"),
                    to: name
                )
            case .note(let note):
                switch GoldenSetup.action(for: note) {
                case .variables(let changes): variables.merge(changes) { $1 }
                case .refusals(let calls): refusals.set(calls)
                case .nothing: break
                case nil: throw Failure(description: "\(transcript.number): nobody said what this means: # \(note)")
                }
            case .command(let command):
                if let known = GoldenSetup.typedIdentifiers[transcript.number], command.text.contains(known.identifier)
                {
                    let shown = await bench.run(
                        ["service-connector", "describe", known.connector, "--output", "json"],
                        in: bench.environment(variables, folder: Self.workingFolder, step: number)
                    )
                    judge.learn(known.identifier, fromFirstOf: shown.output)
                }
                let text = session.real(judge.command(for: command.text))
                    .replacing(Self.recordedEndpoint, with: endpoint)
                guard let words = ShellWords.split(text) else {
                    throw Failure(description: "\(transcript.number):\(command.line): the command needs a shell")
                }
                var environment = bench.environment(
                    session.real(variables),
                    folder: Self.workingFolder,
                    step: number
                )
                environment.sleep = { _ in }
                let arguments = Array(words.dropFirst())
                let actual = await bench.run(
                    arguments,
                    in: environment,
                    input: judge.command(for: command.input),
                    isTerminal: command.isTerminal || transcript.number == Self.rawTranscript,
                    rewrite: { session.recorded($0).replacing(endpoint, with: Self.recordedEndpoint) }
                )
                report.add(
                    judge.judge(command.text, expected: expected(command), actual: actual),
                    "\(transcript.number):\(command.line)",
                    command.text
                )
                if let standIn = GoldenStandIn.arguments(for: arguments, recorded: command.shown, actual: actual) {
                    _ = await bench.run(standIn, in: environment)
                }
            }
        }
    }

    /// What the record shows. In that of a terminal's bytes, without colours and without what was erased.
    private func expected(_ command: GoldenTranscript.GoldenCommand) -> Shown {
        guard transcript.number == Self.rawTranscript else { return command.shown }
        var lines: [String] = []
        var isBelowSpinner = false
        for line in command.shown.output.split(separator: "\n", omittingEmptySubsequences: false) {
            // The empty line before a spinner's next frame is the spinner's own.
            if line.hasPrefix("\\e[2K"), lines.last == "" { lines.removeLast() }
            let text = line.replacing(#/\\e\[[0-9;?]*[A-Za-z]/#, with: "")
            // A log line may follow a spinner's message in its line.
            let rest = text.replacing(#/^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] .*?\.\.\./#, with: "")
            if !rest.isEmpty || (line.isEmpty && !isBelowSpinner) { lines.append(String(rest)) }
            isBelowSpinner = rest != text
        }
        while lines.last == "" { lines.removeLast() }
        var shown = command.shown
        shown.output = lines.map { $0 + "\n" }.joined()
        return shown
    }
}
