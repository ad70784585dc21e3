import AWSCore
import AWSProtocols
import Foundation
import IAM
import Testing

@testable import Emulator

@Suite("The journal's size in bytes")
struct JournalSizeTests {
    private func record(_ text: String, denied: Bool? = nil) -> EventRecord {
        EventRecord(
            time: Date(timeIntervalSince1970: 0),
            source: "drydock",
            name: "filler",
            peerAddress: "",
            userAgent: text,
            requestID: "",
            decision: denied.map { Decision(verdict: $0 ? .deny : .allow, reason: .silence(.identity)) },
            question: denied == nil ? nil : RequestQuestion.make(account: "123456789012")
        )
    }

    @Test("what a client sends is cut where it is recorded, and says so", arguments: [60_000, 2_000])
    func cut(length: Int) async throws {
        let bench = try TestBench()
        let basic = try await bench.basic()
        let usual = bench.emulator.journal.size.records
        let long = String(repeating: "a", count: length)
        let tags = #"[{"Key":"k","Value":"\#(long)"}]"#
        _ = try await bench.registry("GET", "/v2/app/manifests/" + long, authorization: basic)
        _ = try await bench.registry("GET", "/v2/\(long)/tags/list", authorization: basic)
        _ = try await bench.ecr("CreateRepository", #"{"repositoryName":"x","tags":\#(tags)}"#)
        _ = try await bench.ecr("ListImages", #"{"repositoryName":"\#(long)"}"#)
        _ = try await bench.sts("GetSessionToken", [("SerialNumber", long), ("TokenCode", "123456")])
        _ = try await bench.send(
            "GET",
            "/?Action=GetCallerIdentity&Version=2011-06-15",
            host: "sts.us-east-1.amazonaws.com",
            headers: [("Referer", long)],
            edit: { $0["User-Agent"] = long }
        )
        let events = bench.emulator.events().dropFirst()
        #expect(events.count == 6)
        for event in events {
            #expect(try JSONEncoder().encode(event).count < 16_000, "\(event.eventName)")
        }
        #expect(events.last?.userAgent == String(long.prefix(1_024)) + "… [\(length) bytes]")
        #expect(bench.emulator.journal.size.records - usual < 6 * 16_000)
        #expect(events.first?.requestParameters?["repositoryName"] == "app")
        let tag = events.first?.requestParameters?["imageIds"]?.array?.first?["imageTag"]?.string
        #expect(tag == String(long.prefix(1_024)) + "… [\(length) bytes]")
    }

    @Test("a text is cut between its characters")
    func characters() {
        let text = "a" + String(repeating: "é", count: 600)
        let cut = RecordedText.cut(text)
        #expect(cut == "a" + String(repeating: "é", count: 511) + "… [1201 bytes]")
        #expect(RecordedText.cut("é") == "é")
    }

    @Test("of many parameters the first are kept, and the rest is counted")
    func parameters() {
        let list = JSONValue.array((0..<500).map { .string("value \($0) " + String(repeating: "v", count: 100)) })
        let kept = RecordedText.cut(["a": "first", "list": list, "z": "last"])
        #expect(kept["a"] == "first")
        let values = kept["list"]?.array ?? []
        #expect((10...100).contains(values.count))
        #expect(values.last?.string == "… [\(500 - values.count + 1) more]")
        #expect(kept["…"] == "[1 more]" && kept["z"] == nil)
        let members = Dictionary(uniqueKeysWithValues: (0..<500).map { ("name \($0)", JSONValue.integer($0)) })
        #expect(RecordedText.cut(["members": .object(members)])["members"]?["…"] != nil)
    }

    @Test("the oldest make room by their bytes, too, and the newest stays whatever it takes")
    func bytes() {
        let one = record(String(repeating: "u", count: 500)).size
        let journal = Journal(capacity: Journal.Capacity(recordBytes: 4 * one))
        for _ in 1...10 { journal.add(record(String(repeating: "u", count: 500))) }
        #expect(journal.records(after: 0, limit: 100).map(\.sequence) == [7, 8, 9, 10])
        #expect(journal.size.records == 4 * one)
        #expect(journal.record(6) == nil && journal.record(7) != nil)
        let small = Journal(capacity: Journal.Capacity(recordBytes: 1))
        for _ in 1...3 { small.add(record("u")) }
        #expect(small.records(after: 0, limit: 100).map(\.sequence) == [3])
    }

    @Test("so do questions, the oldest first of whichever kind")
    func questions() {
        let one = RequestQuestion.make(account: "123456789012").size
        let journal = Journal(capacity: Journal.Capacity(records: 8, questionBytes: 3 * one))
        for number in 1...6 { journal.add(record("u", denied: number.isMultiple(of: 2))) }
        #expect(journal.records(after: 0, limit: 100).filter { $0.question != nil }.map(\.sequence) == [4, 5, 6])
        #expect(journal.size.questions == 3 * one)
        for _ in 1...8 { journal.add(record("u")) }
        #expect(journal.size.questions == 0)
    }
}

@Suite("Pages of events by their bytes")
struct EventPageTests {
    /// More than a page of events, each nearly as large as one gets.
    private func bench(_ count: Int) async throws -> TestBench {
        let bench = try TestBench()
        let long = String(repeating: "\u{1}", count: 1_024)
        for _ in 0..<count {
            bench.emulator.journal.add(
                EventRecord(
                    time: TestBench.start,
                    source: "drydock",
                    name: "filler",
                    peerAddress: "",
                    userAgent: long,
                    requestParameters: {
                        Dictionary(uniqueKeysWithValues: (0..<7).map { ("text \($0)", .string(long)) })
                    },
                    requestID: "request"
                )
            )
        }
        return bench
    }

    @Test("no page is larger than a page may be, and none loses or repeats an event")
    func pages() async throws {
        let bench = try await bench(100)
        var sequences: [Int] = []
        var next = 0
        var pages = 0
        while true {
            let answer = try await bench.send("GET", "/_drydock/events?after=\(next)")
            #expect(answer.body.utf8.count < EventPage.byteLimit + 64 * 1_024)
            let page = try JSONDecoder().decode(EventPage.self, from: Data(answer.body.utf8))
            #expect(try await bench.emulator.control(ReadEvents(after: next)) == page)
            sequences += page.events.map(\.sequence)
            pages += 1
            next = page.next
            if !page.hasMore { break }
        }
        #expect(sequences == Array(1...100))
        #expect(pages > 2)
    }
}
