/// A step, as a part of an HTML report: its command, what was expected and shown, what its variables stood for, and the
/// requests that it made.
struct HTMLStep {
    private let step: StepOutcome
    private let anchor: String

    init(_ step: StepOutcome, anchor: String) {
        self.step = step
        self.anchor = anchor
    }

    var html: HTML {
        let result = step.isAsExpected ? "as expected" : "differs"
        return """
            <section class="step \(step.isAsExpected ? "passed" : "failed")" id="\(anchor)">
            <h3><code>$ \(step.command)</code></h3>
            <p class="facts"><span class="badge">\(result)</span> \(step.file):\(step.line), \
            \(DurationText.of(step.duration)), \(status), clock \(HTMLReport.time(step.clock))</p>
            \(written)\(problems)\(output)\(variables)\(requests)
            </section>

            """
    }

    private var status: String {
        if step.expectedStatus.allows(step.status) { return "exit status \(step.status)" }
        return "exit status \(step.status) where \(step.expectedStatus) is expected"
    }

    /// The command as the page has it, where variables stand in it.
    private var written: HTML {
        step.written == step.command ? .nothing : "<p class=\"facts\">On the page: <code>\(step.written)</code></p>\n"
    }

    private var problems: HTML {
        let missing = step.missingSpinners.map { "the spinner of line \($0.line) was not shown: \($0.text)" }
        return HTML((step.problems + missing).map { "<p class=\"said\">\($0)</p>\n" })
    }

    private var output: HTML {
        if let difference = step.difference {
            let rows = HTMLDifference(difference, expected: step.expectedOutput, shown: step.shown).html
            let conflicts: [HTML] = difference.conflicts.map { "<p class=\"said\">\($0)</p>\n" }
            return "\(rows)\(conflicts)"
        }
        if step.shown.isEmpty { return "<p class=\"facts\">It showed nothing.</p>\n" }
        let open: HTML = step.isAsExpected ? "" : " open"
        let lines = HTMLExcerpt.beginning(of: step.shown).joined(separator: "\n")
        return """
            <details class="output"\(open)><summary>Output, \(CountText.of(step.shown.count, "line"))</summary>\
            <pre tabindex="0">\(lines)</pre></details>

            """
    }

    private var variables: HTML {
        let bindings = step.namedBindings
        if bindings.isEmpty { return .nothing }
        let rows: [HTML] = bindings.map {
            "<div><dt><code>\($0.variable)</code></dt><dd><code>\($0.value)</code></dd></div>\n"
        }
        return """
            <details class="variables"\(step.isAsExpected ? "" : " open" as HTML)>\
            <summary>What \(CountText.of(bindings.count, "variable")) stood for</summary>
            <dl>\(rows)</dl></details>

            """
    }

    private var requests: HTML {
        if step.events.isEmpty { return .nothing }
        return """
            <details class="requests"\(step.isAsExpected ? "" : " open" as HTML)>\
            <summary>\(CountText.of(step.events.count, "request"))</summary>
            \(step.events.map { HTMLRequest($0).html })</details>

            """
    }
}

/// How much of an output an HTML report shows.
enum HTMLExcerpt {
    /// How many lines of an output are shown.
    static let height = 1000

    static func beginning(of lines: [String]) -> [String] { Excerpt.beginning(of: lines, count: height) }
}
