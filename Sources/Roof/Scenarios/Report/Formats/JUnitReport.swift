import Foundation

/// A run as JUnit's XML: a suite for each page, a case for each step, as Ant's schema and Jenkins's both allow it.
struct JUnitReport {
    private let run: RunOutcome

    init(_ run: RunOutcome) {
        self.run = run
    }

    var text: String {
        let suites = run.instances.enumerated().map { Self.suite($1, number: $0) }
        return
            (["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>"] + suites.flatMap(\.self)
            + ["</testsuites>"]).map { $0 + "\n" }.joined()
    }

    private static func suite(_ instance: InstanceOutcome, number: Int) -> [String] {
        let cases = self.cases(instance)
        let counts = { (result: Result) in String(cases.count { $0.result == result }) }
        let properties =
            [("world", instance.world ?? "default")] + (instance.isFlaky ? [("flaky", "true")] : [])
        let attributes = [
            ("id", String(number)), ("name", "\(instance.id)"),
            ("package", (instance.id.page as NSString).deletingLastPathComponent),
            ("timestamp", timestamp(instance.start)), ("hostname", "localhost"),
            ("tests", String(cases.count)), ("failures", counts(.failure)), ("errors", counts(.error)),
            ("skipped", counts(.skipped)), ("time", seconds(instance.duration)),
        ]
        let out =
            [ReportText.flakiness(instance)].compactMap(\.self)
            + instance.skips.map { "left out \($0.file):\($0.line): \($0.reason)" }
        return ["  " + open("testsuite", attributes), "    <properties>"]
            + properties.map { "      " + element("property", [("name", $0.0), ("value", $0.1)]) }
            + ["    </properties>"]
            + cases.flatMap { $0.lines(of: instance) }
            + ["    " + element("system-out", text: ReportText.block(out))]
            + ["    " + element("system-err", text: ReportText.block(instance.lastDenial)), "  </testsuite>"]
    }

    private enum Result {
        case success, failure, error, skipped
    }

    private struct Case {
        let name: String
        let seconds: Double
        let result: Result
        var message = ""
        var detail = ""

        func lines(of instance: InstanceOutcome) -> [String] {
            let attributes = [
                ("classname", "\(instance.id)"), ("name", name), ("time", JUnitReport.seconds(seconds)),
            ]
            let inner: String? =
                switch result {
                case .success: nil
                case .failure:
                    JUnitReport.element("failure", [("message", message), ("type", "difference")], text: detail)
                case .error: JUnitReport.element("error", [("message", message), ("type", "page")], text: detail)
                case .skipped: JUnitReport.element("skipped", [("message", message)])
                }
            guard let inner else { return ["    " + JUnitReport.element("testcase", attributes)] }
            return ["    " + JUnitReport.open("testcase", attributes), "      " + inner, "    </testcase>"]
        }
    }

    /// The steps that were run, and what kept the others from it.
    private static func cases(_ instance: InstanceOutcome) -> [Case] {
        var cases = instance.steps.map { step in
            let lines = step.differenceLines
            return Case(
                name: ReportText.name(step),
                seconds: step.duration,
                result: step.isAsExpected ? .success : .failure,
                message: "\(step.file):\(step.line): "
                    + (step.problems.first ?? "it shows something else than the page"),
                detail: ReportText.block(lines)
            )
        }
        guard let reason = ReportText.reason(instance) else { return cases }
        let isWrong = if case .wrong = instance.verdict { true } else { false }
        cases.append(
            Case(
                name: isWrong ? "the page" : "the rest of the page",
                seconds: 0,
                result: isWrong ? .error : .skipped,
                message: ReportText.block([reason])
            )
        )
        return cases
    }

    /// By UTC, without a zone, as the schemas have it.
    private static func timestamp(_ date: Date) -> String {
        let style = Date.ISO8601FormatStyle(timeZone: .gmt)
        return String(date.formatted(style).prefix(19))
    }

    private static func seconds(_ seconds: Double) -> String {
        let milliseconds = Int((max(0, seconds) * 1000).rounded())
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }

    private static func attributes(_ pairs: [(String, String)]) -> String {
        pairs.map { " \($0.0)=\"\(XMLText.escaped($0.1, isAttribute: true))\"" }.joined()
    }

    private static func open(_ name: String, _ pairs: [(String, String)]) -> String {
        "<\(name)\(attributes(pairs))>"
    }

    private static func element(_ name: String, _ pairs: [(String, String)] = [], text: String = "") -> String {
        if text.isEmpty { return "<\(name)\(attributes(pairs))/>" }
        return open(name, pairs) + XMLText.escaped(text) + "</\(name)>"
    }
}
