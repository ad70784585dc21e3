import Foundation
import Testing

@testable import Scenarios

@Suite("Merging the parts of a run")
struct MergedOutcomeTests {
    /// A part with these pages of five.
    private func part(_ index: Int, of count: Int = 2, _ places: [Int], total: Int = 5) -> (
        name: String, run: RunOutcome
    ) {
        let instances = places.map { SampleRun.instance("\($0).md", $0 == 3 ? .failed : .passed, at: Double($0)) }
        let part = RunOutcome.Part(index: index, count: count, places: places, total: total)
        return ("part\(index).json", RunOutcome(instances, part: part))
    }

    @Test("the whole has all pages in the order of one run, and fails as it would")
    func whole() throws {
        let run = try RunOutcome(merging: [part(2, [1, 4]), part(1, [0, 2, 3])])
        #expect(run.instances.map(\.id.page) == ["0.md", "1.md", "2.md", "3.md", "4.md"])
        #expect(run.part == nil)
        #expect(run.exitStatus == 1)
        let again = try RunOutcome(json: try part(1, [0, 2]).run.json())
        #expect(again == part(1, [0, 2]).run)
    }

    @Test("what are not the parts of one run is refused, with the file's name")
    func refused() throws {
        let message = { (parts: [(name: String, run: RunOutcome)]) in
            let error = #expect(throws: Problem.self) { try RunOutcome(merging: parts) }
            return error?.description ?? ""
        }
        let whole = (name: "whole.json", run: RunOutcome([]))
        #expect(message([part(1, [0, 1, 2])]) == "part 2 of 2 is missing")
        #expect(
            message([part(1, [0, 1]), part(1, [2, 3, 4])]).hasPrefix("part1.json and part1.json are both part 1 of 2")
        )
        #expect(
            message([part(1, [0, 1, 2]), part(2, [2, 3])]).hasPrefix("part2.json has a page that another part has")
        )
        #expect(message([part(1, [0, 1]), part(2, [3, 4])]).hasPrefix("no part has all pages"))
        #expect(
            message([part(1, [0, 1]), part(2, of: 3, [2])]) == "part2.json is not a part of the same run as part1.json"
        )
        #expect(message([part(1, [0, 7]), part(2, [2])]).hasPrefix("part1.json has a page"))
        #expect(message([part(1, [0, 1, 2]), whole]).hasPrefix("whole.json is not a part of a run"))
        #expect(try RunOutcome(merging: [whole]) == whole.run)
    }
}
