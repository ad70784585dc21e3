import Foundation
import Testing

@testable import Scenarios

@Suite("Progress of a run")
struct RunProgressTests {
    private func started(_ page: String) -> OutcomeEvent { .instanceStarted(InstanceID(page: page), at: .distantPast) }

    @Test("slow pages are named while they run, with how long and how far")
    func slow() throws {
        var progress = RunProgress(total: 3)
        progress.take(started("a.md"), at: 0)
        progress.take(started("b.md"), at: 2)
        progress.take(.stepFinished(InstanceID(page: "a.md"), try SampleRun.step()), at: 3)
        #expect(progress.message(at: 2) == "Replaying scenarios: 0 of 3")
        #expect(progress.message(at: 4) == "Replaying scenarios: 0 of 3; slow: a.md (4.0 s, after 1 step)")
        progress.take(.instanceFinished(SampleRun.instance("a.md", .failed)), at: 5)
        #expect(progress.message(at: 4) == "Replaying scenarios: 1 of 3, 1 failed")
    }

    @Test("at most three are named")
    func many() {
        var progress = RunProgress(total: 5)
        for page in ["a", "b", "c", "d", "e"] { progress.take(started(page), at: 0) }
        #expect(progress.message(at: 9).hasSuffix("c (9.0 s, after 0 steps) and 2 more"))
    }

    @Test("where there is no terminal a very slow page is named once")
    func once() {
        var progress = RunProgress(total: 1)
        progress.take(started("a.md"), at: 0)
        #expect(progress.newlySlow(at: 59) == [])
        #expect(progress.newlySlow(at: 61) == ["slow     a.md: still running (1 min 1 s, after 0 steps)"])
        #expect(progress.newlySlow(at: 70) == [])
    }
}
