import AWSCore
import AWSProtocols
import Emulator
import Foundation
import TestSupport
import Testing

@Suite("Filters of the journal's events")
struct EventFilterTests {
    /// Six calls: one of everybody and everything that is filtered by.
    private func bench() async throws -> TestBench {
        let bench = try TestBench()
        _ = try await bench.sts("GetCallerIdentity")
        _ = try await bench.ecr("ListImages", #"{"repositoryName":"app"}"#)
        _ = try await bench.ecr("ListImages", #"{"repositoryName":"app"}"#, as: TestBench.bob)
        _ = try await bench.ecr("ListImages", #"{"repositoryName":"absent"}"#)
        let session = try await bench.assume("deployer").credentials()
        _ = try await bench.ecr("DescribeImages", #"{"repositoryName":"app"}"#, as: session)
        _ = try await bench.ecr("DescribeRegistry", as: .init("AKIANOBODYNOBODYNOBO", "x"))
        return bench
    }

    private func found(_ bench: TestBench, _ filter: EventFilter) async throws -> [Int] {
        try await bench.emulator.control(ReadEvents(after: 0, matching: filter)).events.map(\.sequence)
    }

    @Test(
        "leave what fits all of them",
        arguments: [
            (EventFilter(), [1, 2, 3, 4, 5, 6, 7]), (EventFilter(failed: true), [3, 4, 7]),
            (EventFilter(denied: true), [3, 7]), (EventFilter(call: "ecr:ListImages"), [2, 3, 4]),
            (EventFilter(call: "ECR:*images"), [2, 3, 4, 6]), (EventFilter(caller: "bob"), [3]),
            (EventFilter(caller: "arn:aws:iam::123456789012:user/team/alice"), [1, 2, 4, 5]),
            (EventFilter(caller: "user/alice"), [1, 2, 4, 5]), (EventFilter(caller: "user/team/alice"), [1, 2, 4, 5]),
            (EventFilter(caller: TestBench.alice.key), [1, 2, 4, 5]), (EventFilter(caller: "role/deployer"), [6]),
            (EventFilter(caller: "assumed-role/deployer/session-1"), [6]), (EventFilter(caller: "unknown"), [7]),
            (EventFilter(repository: "app"), [2, 3, 6]),
            (EventFilter(repository: "arn:aws:ecr:us-east-1:123456789012:repository/app"), [2, 3, 6]),
            (EventFilter(repository: "123456789012.dkr.ecr.us-east-1.amazonaws.com/a*"), [2, 3, 4, 6]),
            (EventFilter(failed: true, call: "ecr:*", repository: "app"), [3]),
            (EventFilter(denied: true, caller: "alice"), []), (EventFilter(caller: "carol"), []),
        ]
    )
    func filters(filter: EventFilter, expected: [Int]) async throws {
        let bench = try await bench()
        #expect(try await found(bench, filter) == expected)
        // Over HTTP the same.
        let query = filter.given.map { "&\($0.name.rawValue)=\($0.value)" }.joined()
            .replacing("*", with: "%2A")
        let answer = try await bench.send("GET", "/_drydock/events?after=0" + query)
        let page = try JSONDecoder().decode(EventPage.self, from: Data(answer.body.utf8))
        #expect(page.events.map(\.sequence) == expected)
        #expect(page.next == 7 && !page.hasMore)
    }

    @Test(
        "that nothing could fit, and those that there are not, are refused",
        arguments: [
            "call=ecr:PutImge", "call=", "caller=nobody", "caller=", "repository=nothing", "denied=yes", "denied=",
            "failed=1", "filter=x", "Denied=true", "after=1&before=2",
        ]
    )
    func unknown(query: String) async throws {
        let answer = try await bench().send("GET", "/_drydock/events?" + query)
        #expect(answer.status == 400)
        #expect(try answer.json()["message"]?.string?.isEmpty == false)
    }

    @Test("leave a page without events where the next page has some, and lose none")
    func farApart() async throws {
        let bench = try TestBench()
        _ = try await bench.ecr("DescribeRegistry", as: TestBench.bob)
        for _ in 0..<EventPage.reach {
            bench.emulator.connectRefused(host: "example.com", port: 443, peerAddress: "127.0.0.1")
        }
        _ = try await bench.ecr("DescribeRegistry", as: TestBench.bob)
        var found: [Int] = []
        var pages = 0
        var next = 0
        while true {
            let verb = ReadEvents(after: next, matching: EventFilter(denied: true))
            let page = try await bench.emulator.control(verb)
            found += page.events.map(\.sequence)
            pages += 1
            next = page.next
            if !page.hasMore { break }
        }
        #expect(found == [1, EventPage.reach + 2])
        #expect(pages == 2)
    }

    @Test("are the same in the documents, on the command line and here")
    func documents() throws {
        let root = ProjectFolder.url
        let text = try String(contentsOf: root.appending(path: "docs/emulator.md"), encoding: .utf8)
        for name in EventFilter.Name.allCases {
            #expect(text.contains("| `\(name.rawValue)` | \(name.meaning) |"), "\(name)")
        }
    }
}
