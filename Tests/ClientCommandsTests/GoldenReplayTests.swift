import AWSClient
import ClientStore
import Determinism
import DockerConfiguration
import Foundation
import TestSupport
import Testing

@Suite("Recorded transcripts of ZenML 0.63.0", .enabled(if: SharedFolder.isPresent))
struct GoldenReplayTests {
    @Test("are replayed byte for byte", arguments: GoldenCoverage.transcripts)
    func replay(_ name: String) async throws {
        let transcript = try GoldenTranscript(name)
        let home = try CommandHome(variables: transcript.variables)
        var bindings = IdentifierBindings()
        var replayed = 0
        for step in transcript.steps {
            try apply(step.notes, to: home)
            if step.command.hasPrefix("stack set "), let stack = step.command.split(separator: " ").last {
                try await activate(String(stack), home)
            }
            guard GoldenCoverage.omission(step, in: name) == nil else {
                if let instead = GoldenCoverage.replacement(of: step.command, in: name) {
                    _ = await home.zenml(instead)
                }
                continue
            }
            replayed += 1
            _ = home.aws.takeCalls()
            if let id = step.command.firstMatch(of: IdentifierBindings.pattern), name == "16" {
                // The one recording where a UUID is typed before it was ever shown: it is the first connector's.
                let first = try await home.storedState().connectors.first
                _ = bindings.translate(String(id.0), toMatch: first?.id ?? "")
            }
            let result = await home.zenml(bindings.translate(step.command))
            let shown = { (text: String) in text.replacing(home.path, with: "/home/dev") }
            let output = comparable(shown(result.output))
            let recorded = comparable(GoldenCoverage.corrected(step.output))
            let comment = Comment(rawValue: "\(name): \(step.command)")
            #expect(output == bindings.translate(recorded, toMatch: output), comment)
            let error = shown(result.error)
            #expect(error == bindings.translate(GoldenCoverage.corrected(step.error), toMatch: error), comment)
            #expect(result.status == step.status, comment)
            // In 03 the log was never emptied, so its later lists repeat the earlier ones.
            if name != "03", !step.calls.isEmpty { compareCalls(step, home, bindings, comment) }
        }
        #expect(replayed > 0)
    }

    @Test("are replayed in the number that is known, so that none drops out unseen")
    func coverage() throws {
        var (replayed, omitted) = (0, 0)
        for name in GoldenCoverage.transcripts {
            for step in try GoldenTranscript(name).steps {
                if GoldenCoverage.omission(step, in: name) == nil { replayed += 1 } else { omitted += 1 }
            }
        }
        #expect(replayed == 244)
        #expect(omitted == 179)
    }

    /// The order of a stack's components follows their UUIDs, so the rows of that table are compared in any order.
    private func comparable(_ text: String) -> String {
        guard text.contains("Stack Configuration") else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).sorted().joined(separator: "\n")
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
                case let note where note.hasPrefix("nothing listens"): home.aws.trouble = .noConnection
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

    /// `stack set` is not built, but later commands depend on it.
    private func activate(_ name: String, _ home: CommandHome) async throws {
        let store = try ClientStore.open(home.location, clock: home.clock, randomness: .system())
        defer { store.close() }
        try await store.write { writer in
            guard let stack = try writer.reader.stacks().first(where: { $0.name.hasPrefix(name) }) else { return }
            try writer.activateStack(id: stack.id)
        }
    }
}
