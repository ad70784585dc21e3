import ArgumentParser
import Foundation
import Testing

@testable import Scenarios

@Suite("Plans")
struct PlanTests {
    private func plan(_ count: Int) throws -> Plan {
        let text = "```console\n$ true\n```\n"
        return Plan(try (0..<count).map { try ScenarioPage.parse(text: text, file: "\($0).md") })
    }

    private func names(_ plan: Plan) -> [String] { plan.entries.map(\.id.description) }

    @Test("pages are repeated, each time under a name of its own; what cannot be played is there once")
    func repetitions() throws {
        let wrong = InstanceOutcome(id: InstanceID(page: "w.md"), verdict: .wrong(Problem("no")), start: .distantPast)
        let plan = Plan(try plan(1).entries + [.settled(wrong)]).repeated(3)
        #expect(names(plan) == ["0.md", "0.md #2", "0.md #3", "w.md"])
    }

    @Test("a seed decides the order in which pages are begun, and the report's order stays")
    func shuffled() throws {
        let plan = try plan(50)
        let (one, same, other) = (plan.shuffled(seed: 1), plan.shuffled(seed: 1), plan.shuffled(seed: 2))
        #expect(one.order == same.order)
        #expect(one.order != other.order && one.order != plan.order)
        #expect(one.order.sorted() == plan.order)
        #expect(names(one) == names(plan))
    }

    @Test("the parts of a plan have every page once, at its place")
    func parts() throws {
        let plan = try plan(7)
        var places: [Int] = []
        for index in 1...3 {
            let part = plan.part(of: try #require(Shard(index: index, of: 3)), by: RunRecord())
            let told = try #require(part.part)
            #expect(names(part) == told.places.map { "\($0).md" })
            #expect(told.total == 7 && told.count == 3 && told.index == index)
            places += told.places
        }
        #expect(places.sorted() == Array(0..<7))
    }

    @Test("options that do not go together, and --failed without a run, are refused")
    func options() throws {
        let message = { (arguments: [String], record: RunRecord?) -> String? in
            do {
                let options = try PlanOptions.parse(arguments)
                try options.check()
                _ = try options.plan(of: try plan(2), record: record, variables: [:], randomSeed: { 7 })
                return nil
            } catch let problem as OptionProblem {
                return problem.description
            } catch {
                return "\(error)"
            }
        }
        #expect(message(["--seed", "3"], nil)?.hasPrefix("--seed belongs to --shuffle") == true)
        #expect(message(["--repeat", "0"], nil)?.hasPrefix("--repeat 0 is not") == true)
        #expect(message(["--failed"], nil)?.hasPrefix("--failed finds no earlier run") == true)
        #expect(message(["--shuffle", "--repeat", "2"], nil) == nil)
        let chosen = try PlanOptions.parse(["--shuffle"]).plan(
            of: plan(2),
            record: nil,
            variables: [:],
            randomSeed: { 7 }
        )
        #expect(chosen.seed == 7)
    }

    @Test("--failed plays what failed when it was played last, and nothing else")
    func failed() throws {
        var record = RunRecord()
        record.take(RunOutcome([SampleRun.instance("1.md", .failed), SampleRun.instance("0.md")]))
        let options = try PlanOptions.parse(["--failed"])
        #expect(
            names(try options.plan(of: plan(3), record: record, variables: [:], randomSeed: { 0 }).plan) == ["1.md"]
        )
        record.take(RunOutcome([SampleRun.instance("1.md")]))
        #expect(try options.plan(of: plan(3), record: record, variables: [:], randomSeed: { 0 }).plan.entries.isEmpty)
    }
}
