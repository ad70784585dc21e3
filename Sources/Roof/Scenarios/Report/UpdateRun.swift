import Foundation
import TerminalUI

/// Rewrites the pages of a run that failed, or says which it would.
struct UpdateRun {
    let run: RunOutcome
    /// Whether the pages are written.
    let writes: Bool
    /// Makes an absolute path of one that the run was given.
    let absolute: (String) -> String

    func perform(on terminal: Terminal) {
        var seen: Set<String> = []
        for failed in run.instances where failed.verdict == .failed && seen.insert(failed.id.page).inserted {
            let page = failed.id.page
            if failed.file != page {
                terminal.echo("left as is  \(page): the page \(failed.file) is from elsewhere")
                continue
            }
            let playings = run.instances.filter { $0.id.page == page && !$0.steps.isEmpty }
            do {
                try apply(PageUpdate(of: page, playings), to: page, terminal)
            } catch {
                terminal.error("Error: \(page) cannot be rewritten; check that you may write it")
            }
        }
    }

    private func apply(_ update: PageUpdate, to page: String, _ terminal: Terminal) throws {
        var update = update
        let file = URL(filePath: absolute(page))
        // As bytes: what reads text takes a byte order mark away.
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        update.keepNames(of: text, file: page)
        for (line, reason) in update.leftAsIs.sorted(by: { $0.key < $1.key }) {
            terminal.echo("left as is  \(page)\(line == 0 ? "" : ":\(line)"): \(reason)")
        }
        if update.isEmpty { return }
        let steps = CountText.of(update.count, "step")
        guard writes else {
            terminal.echo("would change  \(page) (\(steps))")
            return
        }
        try Data(update.applied(to: text).utf8).write(to: file, options: .atomic)
        terminal.echo("updated  \(page) (\(steps))")
    }
}
