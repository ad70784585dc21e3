import Foundation
import NIOPosix
import TestSupport
import Testing

@testable import Scenarios

/// The page that lists what each flow takes, tried: with exactly that, and with each permission missing once.
@Suite("The page about permissions")
struct PermissionsPageTests {
    /// A flow of the page.
    private struct Flow {
        let title: String
        let text: String
        let user: Set<String>
        let role: Set<String>
    }

    private static let root = ProjectFolder.url.path

    /// What stands before the first flow, and the flows.
    private func flows() throws -> (setup: String, flows: [Flow]) {
        let page = try String(contentsOfFile: "\(Self.root)/scenarios/documented/permissions.md", encoding: .utf8)
        let sections = page.components(separatedBy: "\n## ")
        let flows = sections.dropFirst().map { section in
            Flow(
                title: section.split(separator: "\n").first.map(String.init) ?? "",
                text: "\n## " + section,
                user: permissions("Permissions: ", in: section),
                role: permissions("Permissions of the role: ", in: section)
            )
        }
        return (sections[0].replacing("../../fixtures/permissions.yaml", with: "world.yaml"), flows)
    }

    private func permissions(_ beginning: String, in section: String) -> Set<String> {
        let line = section.split(separator: "\n").first { $0.hasPrefix(beginning) } ?? ""
        return Set(line.matches(of: #/`([a-z]+:[A-Za-z]+)`/#).map { String($0.1) })
    }

    /// The page's world, with other permissions.
    private func world(user: Set<String>, role: Set<String>) throws -> String {
        let world = try String(contentsOfFile: "\(Self.root)/fixtures/permissions.yaml", encoding: .utf8)
        let statement = { (actions: Set<String>) in
            // A statement names one action or more; this one nobody calls.
            "Action: [\((actions.isEmpty ? ["ecr:PutRegistryPolicy"] : actions.sorted()).map { "\"\($0)\"" }.joined(separator: ", "))]\n"
        }
        return
            world
            .replacing(#/Action: \[[^\]]*\]\n/#, with: statement(role))
            .replacing(#/Action:\n(?: +- "[^"]*"\n)+/#, with: statement(user))
    }

    @Test("the page's own user has what all flows take together, and no more")
    func together() throws {
        let flows = try flows().flows
        let world = try String(contentsOfFile: "\(Self.root)/fixtures/permissions.yaml", encoding: .utf8)
        let listed = Set(world.matches(of: #/ - "([a-z]+:[A-Za-z]+)"/#).map { String($0.1) })
        #expect(listed == flows.reduce(into: []) { $0.formUnion($1.user) })
        #expect(flows.count >= 16)
    }

    @Test("each flow takes all that it is said to take, and nothing else")
    func exactly() async throws {
        let (setup, flows) = try flows()
        try await withTemporaryFolder { folder in
            var tries: [(name: String, isWhole: Bool, scenario: Scenario)] = []
            for (number, flow) in flows.enumerated() {
                func add(_ name: String, isWhole: Bool, user: Set<String>, role: Set<String>) throws {
                    let place = "\(folder)/\(number)-\(tries.count)"
                    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
                    try world(user: user, role: role)
                        .write(toFile: place + "/world.yaml", atomically: true, encoding: .utf8)
                    let page = try ScenarioPage.parse(text: setup + flow.text, file: place + "/page.md")
                    tries.append(("\(flow.title)\(name)", isWhole, page))
                }
                try add("", isWhole: true, user: flow.user, role: flow.role)
                for action in flow.user {
                    try add(
                        " without \(action)",
                        isWhole: false,
                        user: flow.user.subtracting([action]),
                        role: flow.role
                    )
                }
                for action in flow.role {
                    try add(
                        " with a role without \(action)",
                        isWhole: false,
                        user: flow.user,
                        role: flow.role.subtracting([action])
                    )
                }
            }
            let runner = ScenarioRunner(
                surroundings: TestSurroundings.make(in: folder),
                group: MultiThreadedEventLoopGroup.singleton,
                jobs: 4
            )
            let run = await runner.run(Plan(tries.map(\.scenario)))
            for (attempt, result) in zip(tries, run.instances) {
                switch result.verdict {
                case .passed: #expect(attempt.isWhole, "\(attempt.name) passes")
                case .failed: #expect(!attempt.isWhole, "\(attempt.name) fails: \(result.report)")
                default: Issue.record("\(attempt.name) was not played: \(result.verdict)")
                }
            }
        }
    }
}
