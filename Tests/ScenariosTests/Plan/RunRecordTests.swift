import Foundation
import Testing

@testable import Scenarios

@Suite("Records of runs")
struct RunRecordTests {
    @Test("durations and failures are kept by page; what a run did not play stays as it was")
    func taken() {
        var record = RunRecord()
        record.take(
            RunOutcome([
                SampleRun.instance("a.md", .passed, duration: 1), SampleRun.instance("b.md", .failed, duration: 2),
                SampleRun.instance("w.md", .wrong(Problem("no"))),
            ])
        )
        let again = InstanceOutcome(
            id: InstanceID(page: "a.md", repetition: 2),
            verdict: .passed,
            start: .distantPast,
            duration: 2
        )
        record.take(
            RunOutcome([
                SampleRun.instance("a.md", .passed, duration: 4), again, SampleRun.instance("n.md", .notPlayed),
            ])
        )
        #expect(record.seconds == ["a.md": 3, "b.md": 2])
        #expect(record.failed == ["b.md", "w.md"])
        record.take(RunOutcome([SampleRun.instance("b.md", .interrupted(at: nil))]))
        #expect(record.failed == ["b.md", "w.md"])
    }

    @Test("a record is read as it was written; what is not one is refused by name")
    func file() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "drydock-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var record = RunRecord()
        record.take(RunOutcome([SampleRun.instance("a.md", .failed, duration: 1.5)]))
        let file = try #require(RunRecordFile(option: "d.json", workingDirectory: folder.path, cacheFolder: nil))
        #expect(try file.read() == nil)
        try file.write(record)
        #expect(try file.read() == record)
        for text in [
            "{}", "[", "{\"version\":2,\"seconds\":{},\"failed\":[]}",
            "{\"version\":1,\"seconds\":{\"a\":-1},\"failed\":[]}",
        ] {
            try Data(text.utf8).write(to: folder.appending(path: "d.json"))
            let error = #expect(throws: OptionProblem.self) { try file.read() }
            #expect(error?.description == "d.json is not a file of durations that drydock test wrote; remove it")
        }
        let cache = RunRecordFile(option: nil, workingDirectory: "/a", cacheFolder: folder.path + "/new")
        try cache?.write(record)
        #expect(try cache?.read() == record)
        #expect(RunRecordFile(option: nil, workingDirectory: "/b", cacheFolder: folder.path)?.path != cache?.path)
        #expect(RunRecordFile(option: nil, workingDirectory: "/a", cacheFolder: nil)?.path == nil)
    }
}
