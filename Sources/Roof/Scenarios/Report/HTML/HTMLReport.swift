import Foundation

/// A run as one page for a browser, which needs nothing else: no script, no font, no address.
struct HTMLReport {
    private let run: RunOutcome

    init(_ run: RunOutcome) {
        self.run = run
    }

    var text: String { page.source }

    private var page: HTML {
        let tally = Tally(run)
        let standing = run.exitStatus == 0 ? "passed" : "failed"
        let title = "\(CountText.of(run.instances.count, "scenario")): \(tally.text)"
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <style>\(HTMLStyle.sheet)</style>
            </head>
            <body>
            <header>
            <h1>Scenarios</h1>
            <p class="summary \(standing)">\(title)</p>
            <p class="facts">\(facts)</p>
            </header>
            <main>
            \(contents)
            \(run.instances.enumerated().map { HTMLInstance($1, anchor: "p\($0 + 1)").html })
            </main>
            </body>
            </html>

            """
    }

    private var facts: String {
        let start = run.start.map { "Begun \(HTMLReport.time($0)), " } ?? ""
        let part = run.part.map { "; part \($0.index) of \($0.count)" } ?? ""
        return "\(start)took \(DurationText.of(run.duration))\(part)"
    }

    /// Links to what failed, where there is more to look through.
    private var contents: HTML {
        let failures = run.instances.enumerated().filter { Standing($0.element).isFailure }
        guard !failures.isEmpty, run.instances.count > 1 else { return .nothing }
        let links: [HTML] = failures.map {
            "<li><a href=\"#p\($0.offset + 1)\">\($0.element.id.description)</a></li>\n"
        }
        return "<nav aria-label=\"What failed\"><h2>What failed</h2><ul>\n\(links)</ul></nav>"
    }

    /// By UTC.
    static func time(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: .gmt))
            .replacing("Z", with: " UTC")
    }
}
