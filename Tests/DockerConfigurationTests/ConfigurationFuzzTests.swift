import Determinism
import DockerConfiguration
import Foundation
import TestSupport
import Testing

@Suite("The docker configuration's parser")
struct ConfigurationFuzzTests {
    /// How many documents are drawn.
    private static let count = RandomInputs.count(orElse: 300)

    private static let pieces = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0041", "\\ud800", " ", "\n", "\t", "\u{0}", "é", "🔶", "\u{FEFF}",
        "\"auths\":", "{\"auths\":{\"registry.example.com\":{\"auth\":\"", "\"credHelpers\"", "\"credsStore\":\"none\"",
        "\"auth\":\"U0VDUkVUVkFMVUU=\"", "\"username\":\"SECRETVALUE\"", "\"identitytoken\":\"SECRETVALUE\"", "null",
        "1e9", "-", "true", "\"}}}", "}}}", "https://registry.example.com/v1/",
    ]

    @Test("takes any text without a crash, says what is wrong in one line, and shows no value of the file")
    func anyText() async throws {
        let fixture = try await LoginFixture(speaksTLS: false)
        defer { fixture.end() }
        try fixture.folder.write("{}", to: ".docker/config.json")
        var random = Randomness.seeded("ConfigurationFuzzTests").stream("texts")
        for _ in 0..<Self.count {
            let length = Int.random(in: 0..<24, using: &random)
            let text = (0..<length).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            try Data(text.utf8).write(to: URL(filePath: fixture.folder[".docker/config.json"]))
            do throws(DockerConfigurationError) {
                let found = try await fixture.stored(for: "registry.example.com")
                #expect(!"\(String(reflecting: found))".contains("SECRETVALUE"))
            } catch {
                let said = error.description
                #expect(said.split(whereSeparator: \.isNewline).count == 1, "\(text.debugDescription): \(said)")
                #expect(!said.contains("SECRETVALUE"), "\(text.debugDescription): \(said)")
                #expect(!said.contains("U0VDUkVUVkFMVUU"), "\(text.debugDescription): \(said)")
            }
        }
    }
}
