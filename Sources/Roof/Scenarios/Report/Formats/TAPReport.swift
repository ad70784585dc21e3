import Foundation

/// A run in the Test Anything Protocol, version 14: a test point for each page, after a subtest with one for each step.
struct TAPReport {
    private let run: RunOutcome

    init(_ run: RunOutcome) {
        self.run = run
    }

    var text: String {
        var lines = ["TAP version 14", "1..\(run.instances.count)"]
        for (index, instance) in run.instances.enumerated() {
            lines += Self.subtest(instance) + Self.point(instance, number: index + 1)
        }
        if run.isInterrupted { lines.append("Bail out! Interrupted") }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func point(_ instance: InstanceOutcome, number: Int) -> [String] {
        let name = description("\(instance.id)")
        switch instance.verdict {
        case .passed:
            let flakiness = ReportText.flakiness(instance).map { ["flaky": $0] } ?? [:]
            return ["ok \(number) - \(name)"]
                + diagnostics(flakiness.merging(time(instance.duration)) { one, _ in one })
        case .skipped, .notPlayed:
            return ["ok \(number) - \(name) # SKIP \(directive(ReportText.reason(instance) ?? ""))"]
        case .failed: return ["not ok \(number) - \(name)"] + diagnostics(time(instance.duration))
        case .wrong, .interrupted:
            return ["not ok \(number) - \(name)"] + diagnostics(["message": ReportText.reason(instance) ?? ""])
        }
    }

    private static func subtest(_ instance: InstanceOutcome) -> [String] {
        guard !instance.steps.isEmpty else { return [] }
        var lines = ["# Subtest: \(description("\(instance.id)"))", "    1..\(instance.steps.count)"]
        for (index, step) in instance.steps.enumerated() {
            let name = description(ReportText.name(step))
            guard !step.isAsExpected else {
                lines.append("    ok \(index + 1) - \(name)")
                continue
            }
            let facts = [
                "file": step.file, "line": String(step.line), "difference": ReportText.block(step.differenceLines),
            ]
            lines += (["not ok \(index + 1) - \(name)"] + diagnostics(facts)).map { "    " + $0 }
        }
        return lines
    }

    private static func time(_ seconds: Double) -> [String: String] {
        ["duration_ms": String(Int((max(0, seconds) * 1000).rounded()))]
    }

    /// A YAML block: each value is a JSON string, which is one of YAML's as well.
    private static func diagnostics(_ values: [String: String]) -> [String] {
        ["  ---"] + values.sorted { $0.key < $1.key }.map { "  \($0.key): \(quoted($0.value))" } + ["  ..."]
    }

    private static func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        // A text is always JSON.
        guard let data = try? encoder.encode(text) else { return "\"\"" }
        return String(decoding: data, as: UTF8.self)
    }

    /// A description, in which a number sign would begin a directive.
    private static func description(_ text: String) -> String {
        directive(text).replacing("\\", with: "\\\\").replacing("#", with: "\\#")
    }

    private static func directive(_ text: String) -> String { ReportText.block([text]).replacing("\n", with: " ") }
}
