import Foundation
import Scenarios

/// A script that runs `drydock test` on pages.
enum PagesScript {
    struct Result {
        /// What it printed, without how long pages and runs took.
        let output: String
        let status: Int32
    }

    /// Runs a script in a folder of its own, which is its home, with `tmp` in it for temporary files and `pages` as files,
    /// in which `FOLDER` stands for that folder.
    static func run(_ script: String, pages: [String: String]) async throws -> Result {
        try await withTemporaryFolder { folder in
            try FileManager.default.createDirectory(atPath: folder + "/tmp", withIntermediateDirectories: false)
            for (name, text) in pages {
                try text.replacing("FOLDER", with: folder)
                    .write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
            }
            let path = BuiltPrograms.folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
            let result = try await ShellProcess(
                command: script,
                variables: ["PATH": path, "HOME": folder, "LANG": "C.UTF-8", "TMPDIR": folder + "/tmp"],
                workingDirectory: folder
            ).run()
            return Result(output: withoutTimes(result.output), status: result.status)
        }
    }

    /// `passed   1.md (1 step, 12 ms)` as `passed   1.md (1 step)`, and a summary without its time.
    static func withoutTimes(_ text: String) -> String {
        text.replacing(/, (\d+ ms|\d+\.\d s|\d+ min \d+ s)\)/, with: ")")
            .replacing(/\ \((\d+ ms|\d+\.\d s|\d+ min \d+ s)\)\n/, with: "\n")
    }
}
