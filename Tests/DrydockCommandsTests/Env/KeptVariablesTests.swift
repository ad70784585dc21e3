import Foundation
import TestSupport
import Testing

@testable import DrydockCommands

@Suite("A shell's variables, before, between and after drydock env")
struct KeptVariablesTests {
    /// A shell, and how it prints its variables one a line, sorted.
    struct Shell: Sendable, CustomTestStringConvertible {
        let program: String
        let format: VariablesFormat

        static let all = [
            Shell(program: "sh", format: .shell), Shell(program: "bash", format: .shell),
            Shell(program: "fish", format: .fish),
        ]

        var testDescription: String { program }

        /// The variables that programs have which `texts`, evaluated one after the other, leave.
        func variables(
            evaluating texts: [String],
            from variables: [String: String]
        ) async throws -> [String: String] {
            let folder = try TemporaryFolder()
            var script = format == .fish ? "" : "set -eu\n"
            for (index, text) in texts.enumerated() {
                let file = try folder.write(text, to: "\(index)")
                script += format == .fish ? "cat \(file) | source\n" : "eval \"$(cat \(file))\"\n"
            }
            let home = ["HOME": folder.path, "XDG_CONFIG_HOME": folder.path, "XDG_DATA_HOME": folder.path]
            let outcome = try await InstalledProgram(program).run(
                ["-c", script + "env -0"],
                variables: variables.merging(home) { own, _ in own }
            )
            #expect(outcome.status == 0, "\(outcome.errors)")
            let pairs = outcome.output.split(separator: "\0").map { entry in
                let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (String(parts[0]), String(parts.count > 1 ? parts[1] : ""))
            }
            let ours = Set(ClientVariable.all.map(\.name))
            return Dictionary(uniqueKeysWithValues: pairs)
                .filter { ours.contains($0.key) || $0.key.hasPrefix("DRYDOCK_") || $0.key.hasPrefix("AWS_") }
        }
    }

    private static let values: [ClientVariable.Value: String] = [
        .accessKeyID: "AKIADRYDOCK", .secretAccessKey: "drydock's", .region: "us-east-1", .yes: "true",
        .endpoint: "http://127.0.0.1:4566", .authorityFile: "/ca.pem",
    ]

    /// What `drydock env` prints in a shell with these variables.
    private func text(_ way: ClientWay, in variables: [String: String], for shell: Shell) throws -> String {
        let settings = ClientVariable.settings(by: way, Self.values)
        let change = VariablesChange(
            cleared: ClientVariable.all.map(\.name).filter { settings[$0] == nil },
            set: settings
        )
        return try VariablesText.of(KeptVariables.keeping(change, in: variables), as: shell.format)
    }

    private func undo(in variables: [String: String], for shell: Shell) throws -> String {
        try VariablesText.of(KeptVariables.undoing(in: variables), as: shell.format)
    }

    /// All of them, with values that a shell could take for something else.
    private static let everything = Dictionary(
        uniqueKeysWithValues: ClientVariable.all.map { ($0.name, "\($0.name)'s \"own\" $HOME\n\\ `x`") }
    )

    @Test("None of the caller's is left by either way, and all of them come back", arguments: Shell.all)
    func everything(shell: Shell) async throws {
        for way in ClientWay.allCases {
            let text = try text(way, in: Self.everything, for: shell)
            #expect(!text.contains("own"), "no value is printed")
            let between = try await shell.variables(evaluating: [text], from: Self.everything)
            let settings = ClientVariable.settings(by: way, Self.values)
            #expect(between.filter { !$0.key.hasPrefix("DRYDOCK_BEFORE") } == settings)
            let back = try undo(in: between, for: shell)
            #expect(!back.contains("own"), "no value is printed")
            let after = try await shell.variables(evaluating: [text, back], from: Self.everything)
            #expect(after == Self.everything)
        }
    }

    @Test("A shell without any of them has none afterwards, also after both ways", arguments: Shell.all)
    func nothing(shell: Shell) async throws {
        let first = try text(.proxy, in: [:], for: shell)
        let one = try await shell.variables(evaluating: [first], from: [:])
        let second = try text(.endpoint, in: one, for: shell)
        let two = try await shell.variables(evaluating: [first, second], from: [:])
        #expect(two["HTTPS_PROXY"] == nil && two["AWS_CA_BUNDLE"] == nil && two["AWS_ENDPOINT_URL"] != nil)
        let back = try undo(in: two, for: shell)
        #expect(try await shell.variables(evaluating: [first, second, back], from: [:]).isEmpty)
    }

    @Test("Both ways one after the other give back what was there before the first", arguments: Shell.all)
    func bothWays(shell: Shell) async throws {
        let own = ["AWS_PROFILE": "mine", "HTTPS_PROXY": "http://corporate", "AWS_REGION": "eu-west-1", "NO_PROXY": ""]
        let first = try text(.proxy, in: own, for: shell)
        let one = try await shell.variables(evaluating: [first], from: own)
        let second = try text(.endpoint, in: one, for: shell)
        let two = try await shell.variables(evaluating: [first, second], from: own)
        let back = try undo(in: two, for: shell)
        #expect(try await shell.variables(evaluating: [first, second, back], from: own) == own)
    }

    @Test("What came since, and would be unset, comes back as well; what came and is not in the way stays")
    func since() throws {
        var shell = KeptVariables.keeping(VariablesChange(), in: ["AWS_PROFILE": "old"]).set
        shell["DRYDOCK_BEFORE_AWS_PROFILE"] = "old"
        shell["AWS_SESSION_TOKEN"] = "later"
        let second = KeptVariables.keeping(VariablesChange(), in: shell)
        #expect(second.copies == [.init(name: "DRYDOCK_BEFORE_AWS_SESSION_TOKEN", source: "AWS_SESSION_TOKEN")])
        #expect(second.set["DRYDOCK_BEFORE"] == "AWS_PROFILE AWS_SESSION_TOKEN")
        shell["AWS_ROLE_ARN"] = "of today"
        #expect(try !KeptVariables.undoing(in: shell).cleared.contains("AWS_ROLE_ARN"))
    }

    @Test("Undoing where nothing was done is an error, and a list of somebody else's leads nowhere")
    func nothingToUndo() throws {
        #expect(throws: UsageError.self) { try KeptVariables.undoing(in: ["PATH": "/bin"]) }
        let forged = ["DRYDOCK_BEFORE": "PATH AWS_PROFILE;id", "DRYDOCK_BEFORE_PATH": "/evil"]
        #expect(try KeptVariables.undoing(in: forged).copies.isEmpty)
    }

    @Test("Every shell's text unsets whatever does not apply", arguments: ClientWay.allCases)
    func unset(way: ClientWay) throws {
        let settings = ClientVariable.settings(by: way, Self.values)
        let names = ClientVariable.all.map(\.name).filter { settings[$0] == nil }
        let change = VariablesChange(cleared: names, set: settings)
        let shell = try VariablesText.of(change, as: .shell)
        let fish = try VariablesText.of(change, as: .fish).split(separator: "\n")
        let powershell = try VariablesText.of(change, as: .powershell).split(separator: "\n")
        #expect(names.count > 20)
        for name in names {
            #expect(shell.split(separator: "\n").first?.split(separator: " ").contains(Substring(name)) == true)
            #expect(fish.contains("set -e \(name)"))
            #expect(powershell.contains("Remove-Item Env:\(name) -ErrorAction Ignore"))
        }
    }

    @Test("The table has each name once")
    func names() {
        let names = ClientVariable.all.map(\.name)
        #expect(Set(names).count == names.count)
    }
}
