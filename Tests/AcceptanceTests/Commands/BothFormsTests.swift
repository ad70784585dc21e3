import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite("Commands in the runner's process and as programs")
struct BothFormsTests {
    private static let host = "715803424590.dkr.ecr.us-east-1.amazonaws.com"
    private static let commands = [
        "zenml service-connector register one --type aws --resource-type docker-registry --auto-configure",
        "zenml service-connector list-resources --connector-type aws --resource-type docker-registry",
        "zenml container-registry register two -f aws --uri=\(host)",
        "zenml container-registry connect two --connector one",
        "zenml stack register three -c two -a default -o default --set",
        "zenml service-connector login one --resource-type docker-registry",
        "zenml service-connector login nobody --resource-type docker-registry",
        // How often it is asked for shows whether a command began with connections of the one before it.
        "drydock fault add sts:GetSessionToken cut",
        "zenml service-connector verify one",
        "drydock store",
        "drydock events",
        "drydock expire sessions",
        "drydock clock advance 13h | cut -c1-3",
        "drydock clock advance soon",
    ]

    @Test("print the same")
    func same() async throws {
        try await withTemporaryFolder { folder in
            let inProcess = try await play(in: folder) { $0 }
            let programs = try await play(in: folder) { "\($0) 2>&1 | cat" }
            #expect(inProcess.count == Self.commands.count)
            for (command, (one, other)) in zip(Self.commands, zip(inProcess, programs)) {
                #expect(one.shown.map(Self.withoutTimes) == other.shown.map(Self.withoutTimes), "\(command)")
            }
        }
    }

    /// Programs live in real time, so events have other times.
    private static func withoutTimes(_ line: String) -> String {
        line.replacing(#/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/#, with: "TIME")
    }

    /// Plays each command in a form of it; the page expects any output, and statuses as they are.
    private func play(in folder: String, form: (String) -> String) async throws -> [StepOutcome] {
        let world = ProjectFolder.path("fixtures/ml-team.yaml")
        let failing = [
            "zenml service-connector login nobody", "zenml service-connector verify one", "drydock clock advance soon",
        ]
        let steps = Self.commands.map { command in
            // A pipe has the status of its last program.
            let status = command.hasSuffix("soon") ? "[exit 2]\n" : "[exit 1]\n"
            let fails = failing.contains { command.hasPrefix($0) } && form(command) == command
            return "$ \(form(command))\n...\n\(fails ? status : "")"
        }
        let page = """
            ---
            world: \(world)
            identity: stefan
            region: us-east-1
            seed: both forms
            ---
            ```console
            \(steps.joined())```

            """
        let scenario = try ScenarioPage.parse(text: page, file: folder + "/page.md")
        let result = try await TestSurroundings.play(scenario, in: folder)
        guard case .passed = result.verdict else {
            Issue.record("\(result.report)")
            return result.steps
        }
        return result.steps
    }
}
