import AWSClient
import ClientStore
import CurlHTTP
import Determinism
import DockerConfiguration
import Foundation
import TestSupport
import Testing

@Suite("The calls of AWS in the transcripts of ZenML 0.63.0", .enabled(if: SharedFolder.isPresent))
struct GoldenReplayTests {
    /// In 03 the log was never emptied, so its later lists repeat the earlier ones.
    static let transcripts = (try? GoldenTranscript.names().filter { $0 != "03" }) ?? []

    @Test("are made in the same order, with the same contents", arguments: transcripts)
    func replay(_ name: String) async throws {
        let transcript = try GoldenTranscript(name)
        let home = try CommandHome(variables: transcript.variables)
        var bindings = IdentifierBindings()
        for step in transcript.steps {
            try apply(step.notes, to: home)
            _ = home.aws.takeCalls()
            if let id = step.command.firstMatch(of: IdentifierBindings.pattern), !bindings.knows(String(id.0)) {
                // One that is typed before it was ever shown: it is the first connector's.
                let first = try await home.storedState().connectors.first
                _ = bindings.translate(String(id.0), toMatch: first?.id ?? "")
            }
            let result = await home.zenml(bindings.translate(step.command), typed: step.typed)
            _ = bindings.translate(step.output, toMatch: result.output)
            // Where a command ends otherwise on purpose, its calls are others too.
            guard result.status == step.status, !step.calls.isEmpty else { continue }
            compareCalls(step, home, bindings, "\(name): \(step.command)")
        }
    }

    private func compareCalls(
        _ step: GoldenTranscript.Step,
        _ home: CommandHome,
        _ bindings: IdentifierBindings,
        _ comment: Comment
    ) {
        // Keys of roles are drawn; UUIDs in session names keep their length and place.
        let withoutDrawn = { (text: String) in
            text.replacing(/ASIA2N[A-Z0-9]+/, with: "ASIA2N").replacing(/zenml-connector-[0-9a-f-]+/) { match in
                match.0.prefix(16) + match.0.dropFirst(16).map { $0 == "-" ? "-" : "x" }
            }
        }
        let recorded = step.calls
            // boto3 assumes a profile's role to see what credentials it has; we see that from the profile.
            .filter { !$0.contains("RoleSessionName=botocore-session") }
            .map { withoutDrawn(bindings.translate($0)) }
        let hasBodies = recorded.contains { $0.contains("Action=") || $0.contains("{") }
        let calls = home.aws.takeCalls().map { call in
            let words = call.split(separator: " ").filter { !$0.hasPrefix("Action=") && !$0.hasPrefix("{") }
            return withoutDrawn(hasBodies ? call : words.joined(separator: " "))
        }
        #expect(calls == recorded, comment)
    }

    /// Does what a transcript's notes say.
    private func apply(_ notes: [String], to home: CommandHome) throws {
        var file: (name: String, lines: [String])?
        func writeFile() throws {
            if let file { try home.write(file.lines.joined(separator: "\n") + "\n", to: file.name) }
            file = nil
        }
        for note in notes {
            if note.hasPrefix("  ") {
                file?.lines.append(String(note.dropFirst(2)))
                continue
            }
            try writeFile()
            if note.hasPrefix("file ~/") {
                file = (String(note.dropFirst(7).dropLast()), [])
            } else if let denied = note.wholeMatch(of: /(\w+:\w+) denied/) {
                home.aws.trouble = .denied(String(denied.1))
            } else if note.hasPrefix("env now: ") {
                home.variables = variables(note)
            } else {
                switch note {
                case "unknown access key": home.aws.trouble = .unknownKey
                case "wrong secret key": home.aws.trouble = .wrongSecret
                case "AWS says the token has expired": home.aws.trouble = .expiredToken
                case let note where note.hasPrefix("nothing listens"): home.aws.trouble = .transport(.connect)
                case let note where note.hasSuffix("`docker login` itself fails"):
                    home.dockerTrouble = .refused(
                        url: "https://123456789012.dkr.ecr.us-east-1.amazonaws.com/v2/",
                        status: 400
                    )
                case "no docker daemon, docker binary present": home.dockerTrouble = nil
                case let note where note.hasPrefix("plus access key"):
                    home.variables.merge(CommandHome.keys.filter { $0.key != "AWS_DEFAULT_REGION" }) { $1 }
                default: break
                }
            }
        }
        try writeFile()
    }

    private func variables(_ note: String) -> [String: String] {
        var variables: [String: String] = [:]
        if note.contains("access key and secret key") {
            variables = CommandHome.keys.filter { $0.key != "AWS_DEFAULT_REGION" }
        }
        for match in note.matches(of: /(AWS_[A-Z_]+)=([^ ,]+)/) { variables[String(match.1)] = String(match.2) }
        return variables
    }
}
