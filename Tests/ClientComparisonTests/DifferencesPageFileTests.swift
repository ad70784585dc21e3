import Foundation
import TestSupport
import Testing

@testable import ClientComparison

@Suite("docs/differences.md")
struct DifferencesPageFileTests {
    @Test("is well-formed, and no two of its entries have one title")
    func file() throws {
        let root = ProjectFolder.url
        let text = try String(contentsOfFile: root.appending(path: "docs/differences.md").path, encoding: .utf8)
        let titles = try DifferencesPage.parse(text).map(\.title)
        #expect(!titles.isEmpty)
        #expect(Set(titles).count == titles.count)
    }
}
