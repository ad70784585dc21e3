import ArgumentParser
import Foundation
import NIOPosix
import Synchronization
import TerminalUI

@testable import Scenarios

/// A folder of pages, and `drydock test` in it, in this process.
struct PageFolder {
    let path: String

    /// Makes a folder, writes `pages` into it, and removes it in the end.
    static func with<Value>(
        _ pages: [String: String],
        _ body: (PageFolder) async throws -> Value
    ) async throws -> Value {
        try await withTemporaryFolder { folder in
            let pageFolder = PageFolder(path: folder + "/pages")
            for (name, text) in pages { try pageFolder.write(text, to: name) }
            return try await body(pageFolder)
        }
    }

    func write(_ text: String, to name: String) throws {
        let url = URL(filePath: path + "/" + name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path + "/" + name)), as: UTF8.self)
    }

    /// Runs `drydock test` with `arguments`.
    ///
    /// - Returns: what it printed, progress and durations apart, and its exit status.
    func test(_ arguments: String...) async throws -> (lines: [String], status: Int32) {
        let shown = Mutex("")
        let terminal = Terminal(
            width: 200,
            isInteractive: false,
            usesColour: false,
            sink: { event in
                switch event {
                case .output(let text), .error(let text): shown.withLock { $0 += text }
                case .spinner, .spinnerEnded: break
                }
            }
        )
        let command = try TestCommand.parse(arguments)
        let status = await command.run(
            in: TestSurroundings.make(in: path),
            processors: 2,
            group: MultiThreadedEventLoopGroup.singleton,
            on: terminal
        )
        let output = PagesScript.withoutTimes(shown.withLock(\.self))
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return (lines.last == "" ? lines.dropLast() : lines, status)
    }
}

/// A page of one block.
func page(_ steps: String, matter: String = "", marks: String = "") -> String {
    let front = matter.isEmpty ? "" : "---\n\(matter)\n---\n"
    return "\(front)# Page\n\n```console\(marks.isEmpty ? "" : " " + marks)\n\(steps)\n```\n"
}
