package import ArgumentParser
import Foundation
package import TerminalUI

/// `drydock contents`: makes a folder's table of contents from its pages.
package struct ContentsCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "contents",
        abstract: "Make a folder's table of contents from the symptoms that its pages name."
    )

    @Argument(help: "The folder of the pages.")
    package var folder: String

    @Flag(help: "Write it to README.md in the folder; otherwise it is printed.")
    package var write = false

    package init() {}

    /// Prints or writes the table.
    ///
    /// - Returns: the exit status: 0, or 2 for a page or a folder that is wrong.
    package func run(workingDirectory: String, on terminal: Terminal) -> Int32 {
        do {
            let text = try Self.contents(of: folder, workingDirectory: workingDirectory)
            guard write else {
                for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                    terminal.echo(String(line))
                }
                return 0
            }
            let base = folder.hasPrefix("/") ? folder : workingDirectory + "/" + folder
            try text.write(toFile: base + "/README.md", atomically: true, encoding: .utf8)
            return 0
        } catch {
            terminal.error("Error: \(error)")
            return 2
        }
    }

    /// The table of contents of a folder's pages, as Markdown.
    package static func contents(of folder: String, workingDirectory: String) throws -> String {
        let files = PageFiles(workingDirectory: workingDirectory, pages: nil)
        let folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        let entries = try files.files([folder]).filter { $0.hasSuffix(".md") }.map { file in
            try SymptomContents.entry(
                text: files.text(file),
                file: file,
                path: String(file.dropFirst(folder.count + 1))
            )
        }
        return SymptomContents(entries).markdown
    }
}
