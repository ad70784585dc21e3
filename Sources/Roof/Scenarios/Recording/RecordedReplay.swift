import Foundation
import NIOCore

/// Replays a page that was recorded, and makes it one that passes, as far as that is possible.
struct RecordedReplay: Sendable {
    /// The page's path, as the recording was given it.
    let page: String
    let surroundings: ScenarioRunner.Surroundings
    let group: any EventLoopGroup

    /// How often what differs is left open: once it is, an answer may be typed that was not before.
    private static let rounds = 2

    /// Replays the page, which stands in its file.
    ///
    /// A step that shows something else without a terminal than with one gets one; what differs all the same is left open.
    ///
    /// - Returns: the last run.
    func settle(_ recorded: RecordedPage) async throws -> RunOutcome {
        var run = await play()
        run = try await withTerminals(recorded, run)
        for _ in 0..<Self.rounds {
            guard let instance = run.instances.first, instance.verdict == .failed else { break }
            var update = PageUpdate()
            for step in instance.steps { update.loosen(step) }
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            let loosened = update.applied(to: text)
            if loosened == text { break }
            try write(loosened)
            run = await play()
        }
        return run
    }

    private func withTerminals(_ recorded: RecordedPage, _ run: RunOutcome) async throws -> RunOutcome {
        let differing = Self.differing(run, of: recorded).intersection(recorded.withoutTerminal)
        if differing.isEmpty { return run }
        var trial = recorded
        trial.onTerminal = differing
        try write(trial.text)
        let trialRun = await play()
        var settled = recorded
        settled.onTerminal = differing.subtracting(Self.differing(trialRun, of: recorded))
        if settled.onTerminal == differing { return trialRun }
        try write(settled.text)
        return settled.onTerminal.isEmpty ? run : await play()
    }

    /// The numbers, from 0, of the steps that did not show what the page says.
    private static func differing(_ run: RunOutcome, of recorded: RecordedPage) -> Set<Int> {
        guard let steps = run.instances.first?.steps, steps.count == recorded.steps.count else { return [] }
        return Set(steps.indices.filter { !steps[$0].isAsExpected })
    }

    private var file: URL { URL(filePath: surroundings.absolute(page)) }

    private func write(_ text: String) throws { try Data(text.utf8).write(to: file, options: .atomic) }

    private func play() async -> RunOutcome {
        let files = PageFiles(workingDirectory: surroundings.workingDirectory, pages: nil)
        let plan = Plan(files.entries(page, now: surroundings.now()))
        return await ScenarioRunner(surroundings: surroundings, group: group, jobs: 1).run(plan)
    }
}
