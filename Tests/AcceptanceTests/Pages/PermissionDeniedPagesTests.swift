import Foundation
import NIOPosix
import TestSupport
import Testing

@testable import Scenarios

/// The pages that reproduce refusals: each shows one, explains it, and puts it right.
@Suite("The pages about denied permissions")
struct PermissionDeniedPagesTests {
    private static let folder = "scenarios/permission-denied"
    private static let root = ProjectFolder.url.path

    private func pages() throws -> [Scenario] {
        let files = PageFiles(workingDirectory: Self.root, pages: nil)
        return try files.files([Self.folder]).map { file in
            try ScenarioPage.parse(text: files.text(file), file: Self.root + "/" + file)
        }
    }

    @Test("there are 35 or more, and none is another under a different name")
    func differ() throws {
        let pages = try pages()
        #expect(pages.count >= 35)
        var seen: [String: String] = [:]
        for page in pages {
            let matter = page.frontMatter
            let subject = "\(matter.symptom ?? "") / \(matter.cause ?? "")"
            if let other = seen.updateValue(page.file, forKey: subject) {
                Issue.record("\(page.file) and \(other) have one symptom and one cause")
            }
        }
    }

    @Test("each is denied, explained and put right")
    func shape() throws {
        for page in try pages() {
            let steps = page.steps
            let fix = try #require(steps.firstIndex { $0.isFix }, "\(page.file) has no `console fix` block")
            #expect(steps[..<fix].contains { $0.exitStatus != 0 }, "\(page.file) shows no failure before its fix")
            #expect(steps.allSatisfy { !$0.isFix || $0.exitStatus == 0 }, "\(page.file) has a fix that fails")
            let last = try #require(steps.last)
            #expect(!last.isFix && last.exitStatus == 0, "\(page.file) does not show that its fix works")
        }
    }

    @Test("each fails without its fix")
    func withoutFix() async throws {
        let pages = try pages()
        try await withTemporaryFolder { folder in
            let runner = ScenarioRunner(
                surroundings: TestSurroundings.make(in: folder),
                group: MultiThreadedEventLoopGroup.singleton,
                jobs: 4
            )
            let run = await runner.run(Plan(pages.map(\.withoutFix)))
            for (page, result) in zip(pages, run.instances) {
                let fix = try #require(page.steps.first { $0.isFix })
                switch result.verdict {
                case .failed:
                    // What comes before the fix is the page's failure itself, which must be as the page shows it.
                    let isLater = result.failures.allSatisfy { $0.line > fix.line }
                    #expect(isLater, "\(page.file) fails before its fix: \(result.report)")
                case .passed: Issue.record("\(page.file) passes without its fix")
                case .skipped(let missing): Issue.record("\(page.file) was not played: \(missing) not found")
                case .wrong(let reason): Issue.record("\(page.file) was not played: \(reason)")
                case .interrupted, .notPlayed: Issue.record("\(page.file) was interrupted")
                }
            }
        }
    }

    @Test("the table of contents is the one that the pages make")
    func contents() throws {
        let made = try ContentsCommand.contents(of: Self.folder, workingDirectory: Self.root)
        let kept = try String(contentsOfFile: "\(Self.root)/\(Self.folder)/README.md", encoding: .utf8)
        #expect(made == kept, "run `make contents`")
    }
}
