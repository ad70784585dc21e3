import Foundation
import TestSupport

/// The worlds that `docs/world.md` shows: its YAML blocks.
enum WorldExamples {
    static func all() throws -> [String] {
        try ProjectFolder.text("docs/world.md").components(separatedBy: "```yaml\n").dropFirst()
            .map { $0.components(separatedBy: "```")[0] }
    }

    static func first() throws -> String { try all().first ?? "" }
}
