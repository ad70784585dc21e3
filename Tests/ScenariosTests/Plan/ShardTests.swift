import Testing

@testable import Scenarios

@Suite("Shards")
struct ShardTests {
    private func message(_ option: String, _ variables: [String: String] = [:]) -> String {
        let error = #expect(throws: OptionProblem.self) { try Shard(option: option, variables: variables) }
        return error?.description ?? ""
    }

    @Test("parts take about as long, and every page is in exactly one")
    func durations() throws {
        let shard = try #require(Shard(index: 1, of: 2))
        let seconds: [Double?] = [1, 9, 2, 3, 4, 1]
        let shares = shard.shares(seconds)
        let loads = (1...2).map { number in zip(shares, seconds).reduce(0) { $0 + ($1.0 == number ? $1.1 ?? 0 : 0) } }
        #expect(loads == [10, 10])
    }

    @Test("without durations parts have about as many pages, always the same")
    func counts() throws {
        let shard = try #require(Shard(index: 1, of: 3))
        #expect(shard.shares(Array(repeating: nil, count: 7)) == [1, 2, 3, 1, 2, 3, 1])
        #expect(shard.shares([]) == [])
        #expect(shard.shares([0, 0, 0]).count == 3)
    }

    @Test(
        "auto takes what the services' variables say",
        arguments: [
            ("auto", ["CI_NODE_INDEX": "2", "CI_NODE_TOTAL": "4"], 2, 4),
            ("auto", ["CIRCLE_NODE_INDEX": "0", "CIRCLE_NODE_TOTAL": "3"], 1, 3),
            ("auto", ["BUILDKITE_PARALLEL_JOB": "2", "BUILDKITE_PARALLEL_JOB_COUNT": "3"], 3, 3),
            ("auto/5", ["JOB_COMPLETION_INDEX": "4"], 5, 5),
            ("auto/4", ["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "4"], 1, 4),
            ("3/8", [:], 3, 8),
        ]
    )
    func auto(option: String, variables: [String: String], index: Int, count: Int) throws {
        let shard = try Shard(option: option, variables: variables)
        #expect(shard == Shard(index: index, of: count))
    }

    @Test("what names no part is refused, with what to do")
    func refused() {
        for option in ["0/4", "5/4", "4", "x/y", "1/0", "auto/x", "1/2/3", ""] {
            #expect(message(option) == "--shard \(option) is not a part of a run: write 1/4 to 4/4, or auto")
        }
        #expect(message("auto").contains("CI_NODE_INDEX (GitLab)"))
        #expect(message("auto", ["JOB_COMPLETION_INDEX": "1"]).hasSuffix("write auto/N"))
        #expect(
            message("auto/4", ["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "3"]).hasSuffix("CI_NODE_TOTAL, which says 3")
        )
        #expect(
            message("auto", ["CI_NODE_INDEX": "0", "CI_NODE_TOTAL": "3"]).hasPrefix("CI_NODE_INDEX says 0 of 3 parts")
        )
        let both = ["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "3", "JOB_COMPLETION_INDEX": "1"]
        #expect(message("auto", both).contains("CI_NODE_INDEX and JOB_COMPLETION_INDEX"))
    }
}
