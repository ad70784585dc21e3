import Foundation
import NIOPosix
import Synchronization
import Testing

@testable import Scenarios

@Suite("The place of a page's sandbox")
struct SandboxPlaceTests {
    @Test(
        "is in memory where no program runs, and on the disk where one may",
        arguments: [
            ("$ zenml stack list --help\n[..]\n...", false),
            ("$ drydock store\n[..]", false),
            ("$ true", true),
            ("$ zenml version | cat\n[..]", true),
        ]
    )
    func place(steps: String, runsPrograms: Bool) async throws {
        #expect(
            try await place(of: page(steps, matter: "identity: developer")) == (runsPrograms ? ["disk"] : ["memory"])
        )
    }

    @Test("is on the disk where the page has a file, which may be a program")
    func file() async throws {
        let text =
            page("$ drydock store\n[..]", matter: "identity: developer") + "\n```text file=helper\n#!/bin/sh\n```\n"
        #expect(try await place(of: text) == ["disk"])
    }

    /// The folders in which there is a sandbox when the page's step has ended; afterwards there may be none.
    private func place(of text: String) async throws -> [String] {
        try await withTemporaryFolder { folder in
            let names = ["disk", "memory"]
            for name in names {
                try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
            }
            let sandboxes = { @Sendable in
                names.filter { name in
                    let found = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)")
                    return found?.contains { $0.hasPrefix(SandboxHome.Purpose.scenario.rawValue) } == true
                }
            }
            let seen = Mutex<[String]>([])
            let runner = ScenarioRunner(
                surroundings: TestSurroundings.make(in: folder + "/disk", memoryFolder: folder + "/memory"),
                group: MultiThreadedEventLoopGroup.singleton,
                jobs: 1
            )
            let plan = Plan([try ScenarioPage.parse(text: text, file: folder + "/page.md")])
            let run = await runner.run(plan) { event in
                if case .stepFinished = event { seen.withLock { $0 = sandboxes() } }
            }
            for instance in run.instances { #expect(instance.verdict == .passed, "\(instance.report)") }
            #expect(sandboxes().isEmpty)
            return seen.withLock(\.self)
        }
    }
}
