import ClientComparison
import Foundation
import TestSupport
import Testing

/// What ZenML 0.63.0 printed, command by command, beside what the client prints.
///
/// `swift test --filter GoldenTranscripts` shows a line for each command: `same`, `listed` with the entries of
/// `docs/differences.md`, or `differs` with the lines that do. The same is in `.build/golden-transcripts.txt` afterwards.
@Suite("The transcripts of ZenML 0.63.0", .enabled(if: SharedFolder.isPresent), .serialized)
struct GoldenTranscriptsTests {
    private static let folder = "golden/zenml-0.63.0"

    private static func transcripts() throws -> [GoldenTranscript] {
        try SharedFolder.names(in: folder).filter { $0.hasSuffix(".txt") }.map {
            try GoldenTranscript(name: $0, text: SharedFolder.text(folder + "/" + $0))
        }
    }

    private static let root = ProjectFolder.url

    private static func differences() throws -> String {
        try String(contentsOfFile: root.appending(path: "docs/differences.md").path, encoding: .utf8)
    }

    @Test("every command shows the same, or differs as docs/differences.md lists it")
    func replay() async throws {
        var judge = try ComparisonJudge(page: Self.differences(), suite: .transcripts)
        var report = ComparisonReport { print($0) }
        try await withTemporaryFolder { folder in
            for transcript in try Self.transcripts() {
                try await GoldenReplay(transcript: transcript, folder: folder).play(&judge, &report)
            }
        }
        let text = (report.lines + [report.summary]).map { $0 + "\n" }.joined()
        try text.write(
            toFile: Self.root.appending(path: ".build/golden-transcripts.txt").path,
            atomically: true,
            encoding: .utf8
        )
        print(report.summary)
        #expect(report.differing.isEmpty, "\(report.summary)")
        #expect(judge.unmet.isEmpty, "docs/differences.md lists what no transcript shows")
    }
}
