/// One playing of a page, as a part of an HTML report: open where it failed.
struct HTMLInstance {
    private let instance: InstanceOutcome
    private let anchor: String
    private let isEarlier: Bool

    /// - Parameters:
    ///   - anchor: what tells it from all others of the report.
    ///   - isEarlier: whether the page was tried again afterwards.
    init(_ instance: InstanceOutcome, anchor: String, isEarlier: Bool = false) {
        self.instance = instance
        self.anchor = anchor
        self.isEarlier = isEarlier
    }

    var html: HTML {
        let standing = Standing(instance)
        let open: HTML = standing.isFailure && !isEarlier ? " open" : ""
        let steps: HTML = instance.steps.isEmpty ? "" : "\(CountText.of(instance.ownSteps, "step")), "
        return """
            <details class="page \(Self.className(standing))" id="\(anchor)"\(open)>
            <summary><span class="badge">\(standing.rawValue)</span> <span class="name">\(instance.id.description)</span> \
            <span class="facts">\(steps)\(DurationText.of(instance.duration))</span></summary>
            <div class="inside">
            \(said)\(facts)\(HTMLTimeLine(instance, anchor: anchor).html)\(files)
            \(instance.steps.enumerated().map { HTMLStep($1, anchor: "\(anchor)s\($0 + 1)").html })
            \(denial)\(earlierAttempts)
            </div>
            </details>

            """
    }

    private static func className(_ standing: Standing) -> String {
        switch standing {
        case .passed: "passed"
        case .flaky: "flaky"
        case .failed, .wrong: "failed"
        case .skipped, .stopped, .notPlayed: "skipped"
        }
    }

    private var said: HTML {
        let lines = [ReportText.reason(instance), ReportText.flakiness(instance)].compactMap(\.self)
        return HTML(lines.map { "<p class=\"said\">\($0)</p>\n" })
    }

    private var facts: HTML {
        var rows: [(String, String)] = [("World", instance.world ?? "the default world")]
        rows += instance.cells.sorted { $0.key < $1.key }.map { ("Matrix: \($0.key)", $0.value) }
        if instance.file != instance.id.page { rows.append(("Page", instance.file)) }
        rows.append(("Begun", HTMLReport.time(instance.start)))
        if let clock = instance.steps.last?.clock { rows.append(("Clock at the end", HTMLReport.time(clock))) }
        let left: [HTML] = instance.skips.map { "<li>\($0.file):\($0.line): \($0.reason)</li>" }
        let skips: HTML = left.isEmpty ? "" : "<p>Left out:</p><ul>\(left)</ul>\n"
        return """
            <dl class="facts">\(rows.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML })</dl>
            \(skips)
            """
    }

    private var files: HTML {
        guard !instance.files.isEmpty else { return .nothing }
        let files: [HTML] = instance.files.map { file in
            """
            <details class="file"><summary><code>\(file.name)</code> \
            <span class="facts">line \(file.line)</span></summary>\
            <pre tabindex="0">\(file.contents)</pre></details>

            """
        }
        return "<h3>Files of the page</h3>\n\(files)"
    }

    private var denial: HTML {
        guard !instance.lastDenial.isEmpty else { return .nothing }
        return "<h3>The last denial</h3>\n<pre tabindex=\"0\">\(instance.lastDenial.joined(separator: "\n"))</pre>\n"
    }

    private var earlierAttempts: HTML {
        let attempts: [HTML] = instance.earlierAttempts.enumerated().map { index, attempt in
            let inner = HTMLInstance(attempt, anchor: "\(anchor)a\(index + 1)", isEarlier: true).html
            return "<h3>Attempt \(index + 1), which failed</h3>\n\(inner)"
        }
        return HTML(attempts)
    }
}
