import Foundation
import Scenarios
import TestSupport

/// ZenML's own page, with its companion file.
enum SeedPage {
    static let companionPath = ProjectFolder.path("scenarios/seed/aws-container-registry.companion.yaml")

    static func scenario() throws -> Scenario {
        let text = try String(contentsOfFile: companionPath, encoding: .utf8)
        let companion = try CompanionFile.parse(text: text, file: "aws-container-registry.companion.yaml")
        return try companion.scenario(pageText: SharedFolder.text(companion.page), pageFile: companion.page)
    }
}
