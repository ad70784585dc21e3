import ClientComparison
import Foundation

/// Runs the same commands with ZenML 0.63.0 and with this client, and tells what differs; see `make compare-zenml`.
@main
struct CompareZenML {
    /// Arguments: a Python interpreter that has ZenML installed, then names of sequences; none for all.
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let python = arguments.first else {
            print("usage: CompareZenML PYTHON [SEQUENCE…]")
            exit(2)
        }
        let names = Set(arguments.dropFirst())
        let here = URL(filePath: #filePath).deletingLastPathComponent().path
        let page = try String(contentsOfFile: here + "/../../docs/differences.md", encoding: .utf8)
        let sequences = try Sequence.all(in: here + "/sequences").filter { names.isEmpty || names.contains($0.name) }
        let folder = FileManager.default.temporaryDirectory.appending(path: "compare-\(UUID().uuidString.prefix(8))")
            .path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let upstream = try UpstreamProgram(python: python, program: here + "/Programs/upstream.py")
        var judge = try ComparisonJudge(page: page, suite: .comparison)
        var report = ComparisonReport { Self.show([$0]) }
        do {
            let template = try Self.template(upstream, in: folder)
            for sequence in sequences {
                let play = SequencePlay(sequence: sequence, upstream: upstream, template: template, folder: folder)
                try await play.play(&judge, &report)
            }
        } catch {
            print("\(error)")
            upstream.stop()
            try? FileManager.default.removeItem(atPath: folder)
            exit(1)
        }
        upstream.stop()
        try? FileManager.default.removeItem(atPath: folder)
        let unmet = names.isEmpty ? judge.unmet : []
        Self.show(unmet.map { "unmet    docs/differences.md lists what no command shows: \($0)" } + [report.summary])
        exit(report.differing.isEmpty && unmet.isEmpty ? 0 : 1)
    }

    /// At once, wherever the lines go.
    private static func show(_ lines: some Collection<String>) {
        FileHandle.standardOutput.write(Data(lines.map { $0 + "\n" }.joined().utf8))
    }

    /// A home in which ZenML has been run, so that a first command does not say what it sets up.
    private static func template(_ upstream: UpstreamProgram, in folder: String) throws -> String {
        let home = folder + "/template"
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        let shown = try upstream.run(["stack", "list"], ["HOME": home], in: home, input: "")
        guard shown.status == 0 else {
            throw UpstreamProgram.Failure(description: "ZenML does not run:\n" + shown.error)
        }
        return home
    }
}
