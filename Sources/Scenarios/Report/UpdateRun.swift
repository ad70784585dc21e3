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
            let update = PageUpdate(of: page, playings)
            for (line, reason) in update.leftAsIs.sorted(by: { $0.key < $1.key }) {
                terminal.echo("left as is  \(page)\(line == 0 ? "" : ":\(line)"): \(reason)")
            }
            if !update.isEmpty { apply(update, to: page, terminal) }
        }
    }

    private func apply(_ update: PageUpdate, to page: String, _ terminal: Terminal) {
        let steps = CountText.of(update.count, "step")
        guard writes else {
            terminal.echo("would change  \(page) (\(steps))")
            return
        }
        let path = absolute(page)
        do {
            // As bytes: what reads text takes a byte order mark away.
            let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
            try Data(update.applied(to: text).utf8).write(to: URL(filePath: path), options: .atomic)
            terminal.echo("updated  \(page) (\(steps))")
        } catch {
            terminal.error("Error: \(page) cannot be rewritten; check that you may write it")
        }
    }
}
