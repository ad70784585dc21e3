import Foundation
import TestSupport
import Testing

@testable import Scenarios

/// The instructions for coding assistants, followed to the letter.
@Suite("SKILL.md")
struct SkillTests {
    private static let root = ProjectFolder.url

    /// The contents of fenced blocks of a language, in their order. The last fence of a block closes it, for a block may
    /// hold a page with fences of its own.
    private static func blocks(_ language: String, in text: String) -> [String] {
        text.components(separatedBy: "\n```\(language)\n").dropFirst().compactMap { part in
            let section = part.components(separatedBy: "\n## ")[0]
            let isNested = section.contains("<<'END'")
            let end = isNested ? section.range(of: "\n```\n", options: .backwards) : section.range(of: "\n```\n")
            return end.map { String(section[..<$0.lowerBound]) + "\n" }
        }
    }

    @Test("its commands run from top to bottom, and answer its questions")
    func commands() async throws {
        let text = try String(contentsOf: Self.root.appending(path: "SKILL.md"), encoding: .utf8)
        let world = try #require(Self.blocks("yaml", in: text).first)
        let scripts = Self.blocks("sh", in: text)
        #expect(scripts.count == 5)
        try await withTemporaryFolder { folder in
            try world.write(toFile: folder + "/world.yaml", atomically: true, encoding: .utf8)
            // What it starts ends with the shell.
            let script = "trap 'kill $!; wait' EXIT\nset -e\n" + scripts.joined(separator: "\n")
            let path = BuiltPrograms.folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
            var variables = ["PATH": path, "HOME": folder, "LANG": "C.UTF-8", "TMPDIR": folder, "AWS_PAGER": ""]
            variables["PYENV_ROOT"] = ProcessInfo.processInfo.environment["PYENV_ROOT"]
            let result = try await ShellProcess(command: script, variables: variables, workingDirectory: folder).run()
            let output = result.output
            #expect(result.status == 0, "\(output)")
            for expected in [
                "(AccessDeniedException) when calling the ListImages operation", #""cause" : "#, #""verified" : true"#,
                #""imageIds": []"#, "1 scenario: 1 passed",
            ] {
                #expect(output.contains(expected), "\(expected) is not in \(output)")
            }
            // The paths that it names are those of the JSON.
            for name in text.matches(of: #/`(?:event|explanation)\.([a-zA-Z]+)/#).map(\.1) {
                let isShown = output.contains("\"\(name)\" : ") || name == "errorDetail"
                #expect(isShown, "\(name) is not in what explain prints")
            }
        }
    }
}
