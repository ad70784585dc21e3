import Foundation

/// When the steps of a page ran: a bar for each, from the page's beginning to its end.
struct HTMLTimeLine {
    private let instance: InstanceOutcome
    private let anchor: String

    init(_ instance: InstanceOutcome, anchor: String) {
        self.instance = instance
        self.anchor = anchor
    }

    var html: HTML {
        guard let last = instance.steps.last else { return .nothing }
        let stepsEnd = last.start.timeIntervalSince(instance.start) + last.duration
        let whole = max(instance.duration, stepsEnd, 0.001)
        let bars: [HTML] = instance.steps.enumerated().map { index, step in
            let from = min(max(step.start.timeIntervalSince(instance.start), 0) / whole, 1)
            let size = min(max(step.duration, 0) / whole, 1 - from)
            let style = "--from:\(Self.percent(from));--size:\(Self.percent(size))"
            return """
                <li class="\(step.isAsExpected ? "passed" : "failed")">\
                <a href="#\(anchor)s\(index + 1)"><span class="command">\(step.command)</span> \
                <span class="time">\(DurationText.of(step.duration))</span>\
                <span class="bar" style="\(style)"></span></a></li>

                """
        }
        return "<h3>Steps in time</h3>\n<ol class=\"times\">\n\(bars)</ol>\n"
    }

    private static func percent(_ part: Double) -> String { "\((part * 10_000).rounded() / 100)%" }
}
